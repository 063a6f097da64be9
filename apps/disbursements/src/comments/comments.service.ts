import { type Actor, DomainError, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { checkAnswered, type CommentKind, type Section } from './comment';
import { ProjectComment } from './comment.entity';
import type { WriteCommentDto } from './comments.dto';

interface RequestedChange {
  section: Section;
  text: string;
}

/** What the secretariat and a dossier's author say to each other about it, section by section. */
@Injectable()
export class Comments {
  constructor(
    private readonly projects: ProjectsService,
    private readonly dataSource: DataSource,
  ) {}

  /** In the order of writing; a city reads those of its own dossiers. */
  async list(reference: string, actor: Actor): Promise<ProjectComment[]> {
    const project = await this.projects.find(this.dataSource.manager, reference);
    checkOwnCity(actor, project);
    return this.of(this.dataSource.manager, project);
  }

  async write(tx: EntityManager, reference: string, body: WriteCommentDto, actor: Actor): Promise<ProjectComment> {
    const project = await this.projects.lock(tx, reference);
    checkOwnCity(actor, project);
    const first = body.thread === undefined ? null : await this.first(tx, project, body.thread);
    const { section } = first ?? body;
    return this.add(tx, project, { section, text: body.text, kind: 'COMMENT', thread: first?.id ?? null }, actor);
  }

  async resolve(tx: EntityManager, reference: string, comment: string, actor: Actor): Promise<ProjectComment> {
    const project = await this.projects.lock(tx, reference);
    const first = await this.first(tx, project, comment);
    if (first.resolvedBy !== null) throw alreadyResolved(first);
    return tx.save(ProjectComment, { ...first, resolvedBy: actor.id, resolvedAt: new Date() });
  }

  async ask(tx: EntityManager, project: Project, changes: RequestedChange[], actor: Actor): Promise<void> {
    for (const change of changes)
      await this.add(tx, project, { ...change, kind: 'CHANGE_REQUEST', thread: null }, actor);
  }

  /** @throws {Violation} CHANGE_REQUESTS_UNANSWERED */
  async checkAnswered(tx: EntityManager, project: Project): Promise<void> {
    checkAnswered(project.code, await this.of(tx, project));
  }

  /** Declaring the dossier complete says that every change asked for was made. */
  async settle(tx: EntityManager, project: Project, actor: string): Promise<void> {
    const open = { projectId: project.id, kind: In(['CHANGE_REQUEST']), resolvedBy: IsNull() };
    await tx.update(ProjectComment, open, { resolvedBy: actor, resolvedAt: new Date() });
  }

  private of(tx: EntityManager, { id: projectId }: Project): Promise<ProjectComment[]> {
    return tx.find(ProjectComment, { where: { projectId }, order: { id: 'ASC' } });
  }

  /** @throws {DomainError} NOT_FOUND when the project has no such thread */
  private async first(tx: EntityManager, { id: projectId }: Project, comment: string): Promise<ProjectComment> {
    const found = await tx.findOneBy(ProjectComment, { id: comment, projectId });
    if (!found) throw notFound('comment', comment);
    return found.thread === null ? found : tx.findOneByOrFail(ProjectComment, { id: found.thread });
  }

  private async add(
    tx: EntityManager,
    project: Project,
    remark: { section: Section; text: string; kind: CommentKind; thread: string | null },
    actor: Actor,
  ): Promise<ProjectComment> {
    const id = uuid();
    const authorRole = actsForCity(actor) ? 'city' : (actor.roles.find((role) => role !== 'city') ?? 'city');
    const signed = { author: actor.id, authorName: actor.name, authorRole, resolvedBy: null, resolvedAt: null };
    await tx.insert(ProjectComment, { id, projectId: project.id, ...remark, ...signed });
    return tx.findOneByOrFail(ProjectComment, { id });
  }
}

function alreadyResolved({ id }: ProjectComment): DomainError {
  return new DomainError({
    code: 'ALREADY_RESOLVED',
    status: 409,
    title: 'This is settled already',
    detail: `The comment ${id} was settled before.`,
    comment: id,
  });
}
