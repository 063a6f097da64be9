import { decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { journalColumns, type JournalRow, transactionOf } from '../journal.query';
import type { Transaction } from '../transaction';
import type { EntriesQuery, EntryDto, ReversingDto } from './journal-entries.dto';
import { manualKind, type Names, ofPosted, ofPrepared } from './manual-entry';
import { unposted } from './prepared-entries.store';

const NEWEST_FIRST =
  '($1::timestamptz IS NULL OR (prepared_at, id) < ($1, $2::uuid)) ORDER BY prepared_at DESC, id DESC LIMIT $3';

/** Manual entries as they stand: waiting, put aside, or posted, with what takes them back. */
@Injectable()
export class JournalEntryReader {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws 404 */
  async one(id: string): Promise<EntryDto> {
    const [draft] = await unposted(this.dataSource.manager, 'id = $1', [id]);
    if (draft) return ofPrepared(draft);
    const [row]: JournalRow[] = await this.dataSource.query(
      `SELECT ${journalColumns} FROM ledger.transactions t WHERE t.id = $1 AND t.kind = '${manualKind}'`,
      [id],
    );
    const [entry] = row ? await this.told([transactionOf(row)]) : [];
    if (!entry) throw notFound('journal entry', id);
    return entry;
  }

  /** Newest first. */
  async page({ status, limit, cursor }: EntriesQuery): Promise<Page<EntryDto>> {
    const [at = null, id = null] = decodeCursor(cursor) ?? [];
    const position = [at, id, limit + 1];
    const undecided = { PREPARED: 'declined_by IS NULL AND', DECLINED: 'declined_by IS NOT NULL AND' };
    const drafts =
      status === 'POSTED'
        ? []
        : await unposted(
            this.dataSource.manager,
            `${status === undefined ? '' : undecided[status]} ${NEWEST_FIRST}`,
            position,
          );
    const posted: JournalRow[] =
      status === undefined || status === 'POSTED'
        ? await this.dataSource.query(
            `SELECT ${journalColumns} FROM ledger.transactions t
              WHERE kind = '${manualKind}' AND ($1::timestamptz IS NULL OR (posted_at, id) < ($1, $2::uuid))
              ORDER BY posted_at DESC, id DESC LIMIT $3`,
            position,
          )
        : [];
    const all = [...drafts.map(ofPrepared), ...(await this.told(posted.map(transactionOf)))];
    all.sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? 1 : -1));
    return paged(all, limit, (entry) => [entry.at, entry.id]);
  }

  /** Posted entries with the names of those who decided, and what takes each back. */
  private async told(posted: Transaction[]): Promise<EntryDto[]> {
    if (posted.length === 0) return [];
    const ids = [posted.map(({ id }) => id)];
    const named: (Names & { id: string })[] = await this.dataSource.query(
      `SELECT id, prepared_by_name AS "preparedByName", approved_by_name AS "approvedByName"
         FROM ledger.prepared_entries WHERE id = ANY($1::uuid[])`,
      ids,
    );
    const reversing: (ReversingDto & { reverses: string })[] = await this.dataSource.query(
      `SELECT reverses, id, 'PREPARED' AS status FROM ledger.prepared_entries
        WHERE reverses = ANY($1::uuid[]) AND approved_by IS NULL AND declined_by IS NULL
       UNION ALL
       SELECT reverses, id, 'POSTED' FROM ledger.transactions WHERE reverses = ANY($1::uuid[])
        ORDER BY status DESC`,
      ids,
    );
    const names = new Map(named.map((one) => [one.id, one]));
    // Of a reversal that waits and one that is posted, the posted one is told: it is last.
    const reversals = new Map(reversing.reverse().map(({ reverses, id, status }) => [reverses, { id, status }]));
    return posted.map((one) => ofPosted(one, names.get(one.id), reversals.get(one.id) ?? null));
  }
}
