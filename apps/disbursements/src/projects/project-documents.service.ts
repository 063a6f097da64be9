import {
  checkPaper,
  type Actor,
  BusinessClock,
  DomainError,
  FileStore,
  isUuid,
  notFound,
  type StoredDocument,
  type Upload,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Origin } from '../rules/origin';
import { checkOwnCity } from './own-city';
import { documentKinds, type DocumentKind, ProjectDocument } from './project-document.entity';
import type { Project } from './project.entity';
import { ProjectsService } from './projects.service';

/** The files of a project: the city's signed request, agreements, reports, pieces. */
@Injectable()
export class ProjectDocuments {
  constructor(
    private readonly projects: ProjectsService,
    private readonly files: FileStore,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  async add(
    tx: EntityManager,
    reference: string,
    upload: Upload & { kind?: string },
    actor: Actor,
    origin: Origin,
  ): Promise<ProjectDocument> {
    const project = await this.projects.lock(tx, reference);
    checkOwnCity(actor, project);
    const kind = kindOf(upload.kind ?? upload.fields['kind']);
    checkPaper(upload);
    const { name, contentType, bytes } = upload;
    const { document } = await this.files.put(tx, { name, contentType, bytes, createdBy: actor.id });
    const row = { document, projectId: project.id, kind, name, contentType, size: bytes.length, addedBy: actor.id };
    await tx.insert(ProjectDocument, row);
    const effectiveDate = await this.clock.today(tx);
    await this.projects.record(
      tx,
      project,
      { kind: 'DOCUMENT', effectiveDate, details: { document, kind, name } },
      origin,
    );
    return tx.findOneByOrFail(ProjectDocument, { document });
  }

  /** @throws {DomainError} UNKNOWN_DOCUMENT naming the one that isn't in the project's dossier */
  async check(tx: EntityManager, { id, code }: Project, documents: readonly string[], field: string): Promise<void> {
    if (documents.length === 0) return;
    const known = await tx.findBy(ProjectDocument, { projectId: id, document: In(documents.filter(isUuid)) });
    const at = documents.findIndex((document) => !known.some((one) => one.document === document));
    if (at < 0) return;
    throw new DomainError({
      code: 'UNKNOWN_DOCUMENT',
      status: 422,
      title: 'The document is not in the dossier',
      detail: `${documents[at]} is no document of ${code}.`,
      field,
    });
  }

  async list(reference: string, actor: Actor): Promise<ProjectDocument[]> {
    const project = await this.projects.find(this.dataSource.manager, reference);
    checkOwnCity(actor, project);
    return this.dataSource.manager.find(ProjectDocument, {
      where: { projectId: project.id },
      order: { document: 'ASC' },
    });
  }

  /** @throws {DomainError} NOT_FOUND when the project has no such document */
  async content(reference: string, document: string, actor: Actor): Promise<StoredDocument> {
    const found = (await this.list(reference, actor)).find((one) => one.document === document);
    if (!found) throw notFound('document', document);
    return this.files.get(document);
  }
}

function kindOf(kind: string | undefined): DocumentKind {
  const known = documentKinds.find((one) => one === (kind ?? 'OTHER'));
  if (known) return known;
  throw new DomainError({
    code: 'UNKNOWN_DOCUMENT_KIND',
    status: 422,
    title: 'Unknown kind of document',
    detail: `${kind} is none of ${documentKinds.join(', ')}.`,
    kinds: documentKinds,
  });
}
