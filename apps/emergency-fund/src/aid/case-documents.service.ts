import { type Actor, BusinessClock, checkPaper, FileStore, type Upload } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DocumentRefused } from './aid.errors';
import { AidDocument, type DocumentKind, documentKinds } from './case-document.entity';
import { CasesService } from './cases.service';

/** What accompanies a case: reports and photos. */
@Injectable()
export class CaseDocuments {
  constructor(
    private readonly files: FileStore,
    private readonly cases: CasesService,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws {DomainError} as `checkPaper`; {DocumentRefused} 422 `UNKNOWN_DOCUMENT_KIND` */
  async add(
    tx: EntityManager,
    reference: string,
    { name, contentType, bytes, fields }: Upload,
    actor: Actor,
  ): Promise<AidDocument> {
    const kind = kindOf(fields['kind']);
    checkPaper({ name, contentType, bytes });
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
  throw new DocumentRefused('UNKNOWN_DOCUMENT_KIND', 'kind', `${given} is none of ${documentKinds.join(', ')}.`);
}
