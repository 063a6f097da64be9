import { type Actor, BusinessClock, FileStore, type Upload } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DocumentRefused } from './aid.errors';
import { AidDocument, type DocumentKind, documentKinds } from './case-document.entity';
import { CasesService } from './cases.service';

/** What accompanies a case: reports and photos, nothing that a viewer could run. */
const accepted = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
];

@Injectable()
export class CaseDocuments {
  constructor(
    private readonly files: FileStore,
    private readonly cases: CasesService,
    private readonly clock: BusinessClock,
  ) {}

  async add(
    tx: EntityManager,
    reference: string,
    { name, contentType, bytes, fields }: Upload,
    actor: Actor,
  ): Promise<AidDocument> {
    const kind = kindOf(fields['kind']);
    if (!accepted.includes(contentType))
      throw new DocumentRefused(
        'UNSUPPORTED_DOCUMENT_TYPE',
        'file',
        `A ${contentType} file is not accepted: PDF, PNG, JPEG or an office document.`,
      );
    if (bytes.length === 0) throw new DocumentRefused('EMPTY_DOCUMENT', 'file', 'The file is empty.');
    const { code } = await this.cases.findOpen(tx, reference);
    const { document } = await this.files.put(tx, { name, contentType, bytes, createdBy: actor.id });
    const added: AidDocument = {
      document,
      case: code,
      kind,
      name: name.slice(0, 200),
      contentType,
      size: String(bytes.length),
      addedBy: actor.id,
      adderName: actor.name,
      addedOn: await this.clock.today(tx),
      addedAt: new Date(),
    };
    await tx.insert(AidDocument, added);
    return added;
  }

  /** @throws {DocumentRefused} 422 `DOCUMENT_NOT_OF_CASE` */
  async require(tx: EntityManager, code: string, document: string): Promise<AidDocument> {
    const found = await tx.findOneBy(AidDocument, { document, case: code });
    if (!found) throw new DocumentRefused('DOCUMENT_NOT_OF_CASE', 'document', `${document} is no document of ${code}.`);
    return found;
  }
}

function kindOf(given: string | undefined): DocumentKind {
  if (given === undefined) return 'OTHER';
  if ((documentKinds as readonly string[]).includes(given)) return given as DocumentKind;
  throw new DocumentRefused('UNSUPPORTED_DOCUMENT_TYPE', 'kind', `${given} is none of ${documentKinds.join(', ')}.`);
}
