import {
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
import { checkPeriodOpen } from '../matching/closed-period.store';
import { lockEntry } from '../matching/entry-row.store';
import type { AttachmentDto } from './attachments.dto';

type Row = Omit<AttachmentDto, 'addedAt'> & { addedAt: Date; document: string };

const attachments = `
  SELECT id, entry_id AS entry, document, name, content_type AS "contentType", size, sha256, added_by_name AS "addedBy", added_at AS "addedAt"
    FROM entry_attachments WHERE entry_id = $1 AND withdrawn_at IS NULL`;

/** Papers that people keep with bank entries. One that is withdrawn is no longer shown, and stays stored. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
  ) {}

  /** The same file again for the same entry is the attachment that is there. @throws {DomainError} as `checkPaper` */
  add(command: Command, entry: string, upload: Upload): Promise<AttachmentDto> {
    const { name, contentType, bytes } = upload;
    return this.unitOfWork.run({ ...command, bodyHash: fingerprint(bytes) }, async (tx) => {
      await lockEntry(tx, entry);
      checkPaper(upload);
      const { actor } = command;
      const { document } = await this.files.put(tx, { name, contentType, bytes, createdBy: actor.id });
      const { sha256 } = await this.files.get(document, tx);
      const [there]: Row[] = await tx.query(`${attachments} AND sha256 = $2`, [entry, sha256]);
      if (there) return attachmentDto(there);
      const id = uuid();
      await tx.query(
        `INSERT INTO entry_attachments (id, entry_id, document, name, content_type, size, sha256, added_by, added_by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, entry, document, name, contentType, bytes.length, sha256, actor.id, actor.name],
      );
      return attachmentDto(await this.row(tx, entry, id));
    });
  }

  /** Oldest first. @throws {DomainError} 404 `NOT_FOUND` */
  async list(entry: string): Promise<AttachmentDto[]> {
    const { manager } = this.dataSource;
    const known: unknown[] = isUuid(entry)
      ? await manager.query('SELECT FROM bank_entries WHERE id = $1', [entry])
      : [];
    if (known.length === 0) throw notFound('bank entry', entry);
    const rows: Row[] = await manager.query(`${attachments} ORDER BY added_at, id`, [entry]);
    return rows.map(attachmentDto);
  }

  async content(entry: string, id: string): Promise<StoredDocument> {
    const { document } = await this.row(this.dataSource.manager, entry, id);
    return this.files.get(document);
  }

  /** @throws {MatchRefused} 409 `PERIOD_CLOSED`: what accompanied a closed month stays with it */
  withdraw(command: Command, entry: string, id: string): Promise<void> {
    return this.unitOfWork.run(command, async (tx) => {
      await lockEntry(tx, entry);
      await this.row(tx, entry, id);
      await checkPeriodOpen(tx, { entry });
      await tx.query('UPDATE entry_attachments SET withdrawn_by = $2, withdrawn_at = now() WHERE id = $1', [
        id,
        command.actor.id,
      ]);
    });
  }

  private async row(tx: EntityManager, entry: string, id: string): Promise<Row> {
    const [row]: Row[] = isUuid(entry) && isUuid(id) ? await tx.query(`${attachments} AND id = $2`, [entry, id]) : [];
    if (!row) throw notFound('attachment', id);
    return row;
  }
}

function attachmentDto({ document: _stored, addedAt, ...row }: Row): AttachmentDto {
  return { ...row, addedAt: addedAt.toISOString() };
}
