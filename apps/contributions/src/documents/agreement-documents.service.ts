import {
  type Actor,
  BusinessClock,
  checkPaper,
  type Command,
  FileStore,
  fingerprint,
  isUuid,
  notFound,
  type StoredDocument,
  UnitOfWork,
  type Upload,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { findAgreement } from '../agreements/agreement.entity';
import { confinedTo } from '../donors/donors.service';
import { checkFiling } from './agreement-document';
import { AgreementDocument } from './agreement-document.entity';
import type { AgreementDocumentDto } from './documents.dto';

/** The papers of an agreement: signed text, amendments, reports, letters. */
@Injectable()
export class AgreementDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly files: FileStore,
  ) {}

  /** The same file again for the same agreement is the document that is there. @throws {DomainError} as `checkPaper` */
  add(reference: string, upload: Upload, command: Command): Promise<AgreementDocumentDto> {
    const { name, contentType, bytes, fields } = upload;
    const { kind = 'OTHER', title = '' } = fields;
    const bodyHash = fingerprint([fingerprint(bytes), kind, title]);
    return this.unitOfWork.run({ ...command, bodyHash }, async (tx) => {
      const { code } = await findAgreement(tx, reference);
      checkPaper(upload);
      checkFiling(kind, title);
      const { document } = await this.files.put(tx, { name, contentType, bytes, createdBy: command.actor.id });
      const { sha256 } = await this.files.get(document, tx);
      const there = await tx.findOneBy(AgreementDocument, { agreement: code, sha256 });
      if (there) return toDto(there);
      const row: AgreementDocument = {
        id: uuid(),
        agreement: code,
        document,
        kind,
        title: title.trim() || name,
        name,
        contentType,
        size: bytes.length,
        sha256,
        addedBy: command.actor.id,
        addedOn: await this.clock.today(tx),
      };
      await tx.insert(AgreementDocument, row);
      return toDto(row);
    });
  }

  /** Documents uploaded before their agreement was registered. @throws {DomainError} 404 for one that is not there */
  async attach(
    tx: EntityManager,
    agreement: string,
    documents: readonly string[],
    { by, on }: { by: string; on: string },
  ): Promise<void> {
    for (const document of documents) {
      const { name, contentType, size, sha256 } = await this.files.get(document, tx);
      const row = { id: uuid(), agreement, document, name, contentType, size, sha256, addedBy: by, addedOn: on };
      const values = { ...row, kind: 'AGREEMENT' as const, title: name };
      await tx.createQueryBuilder().insert().into(AgreementDocument).values(values).orIgnore().execute();
    }
  }

  async list(reference: string, actor: Actor): Promise<AgreementDocumentDto[]> {
    const { code } = await this.readable(reference, actor);
    const rows = await this.dataSource.manager.find(AgreementDocument, {
      where: { agreement: code },
      order: { addedOn: 'DESC', id: 'DESC' },
    });
    return rows.map(toDto);
  }

  async content(reference: string, id: string, actor: Actor): Promise<StoredDocument> {
    const { code } = await this.readable(reference, actor);
    const row = isUuid(id) ? await this.dataSource.manager.findOneBy(AgreementDocument, { id, agreement: code }) : null;
    if (!row) throw notFound('document', id);
    return this.files.get(row.document);
  }

  /** A donor's own people read their own agreements' papers. */
  private async readable(reference: string, actor: Actor): Promise<{ code: string }> {
    const agreement = await findAgreement(this.dataSource.manager, reference);
    const only = confinedTo(actor);
    if (only !== undefined && agreement.donor !== only) throw notFound('agreement', reference);
    return agreement;
  }
}

function toDto({ document: _stored, ...row }: AgreementDocument): AgreementDocumentDto {
  return row;
}
