import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntriesQuery, EntryDetailDto, EntryDto } from './entries.dto';
import type { DetailView } from '../statements/preview';
import { entryColumns, type EntryRow, valuedOf } from './entry-row.store';

type ListedRow = EntryRow & { match_state: string | null };

/** Movements of the bank, explained or not. */
@Injectable()
export class EntriesService {
  constructor(private readonly dataSource: DataSource) {}

  async list({ status, account, from, to, limit, cursor }: EntriesQuery): Promise<Page<EntryDto>> {
    const [day = null, id = null] = decodeCursor(cursor) ?? [];
    const matched = { all: '', matched: 'AND e.match_id IS NOT NULL', unmatched: 'AND e.match_id IS NULL' }[status];
    const rows: ListedRow[] = await this.dataSource.query(
      `SELECT ${entryColumns}, m.state AS match_state
         FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id LEFT JOIN matches m ON m.id = e.match_id
        WHERE ($1::text IS NULL OR a.code = $1 OR a.id::text = $1) ${matched}
          AND ($2::date IS NULL OR e.booking_date >= $2) AND ($3::date IS NULL OR e.booking_date <= $3)
          AND ($4::date IS NULL OR (e.booking_date, e.id) > ($4::date, $5::uuid))
        ORDER BY e.booking_date, e.id LIMIT $6`,
      [account ?? null, from ?? null, to ?? null, day, id, limit + 1],
    );
    return paged(rows, limit, (row) => [row.booking_date, row.id], entryDto);
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async row(id: string): Promise<ListedRow> {
    const [row]: ListedRow[] = isUuid(id)
      ? await this.dataSource.query(
          `SELECT ${entryColumns}, m.state AS match_state
             FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id LEFT JOIN matches m ON m.id = e.match_id WHERE e.id = $1`,
          [id],
        )
      : [];
    if (!row) throw notFound('bank entry', id);
    return row;
  }

  async get(id: string): Promise<EntryDto> {
    return entryDto(await this.row(id));
  }
}

export function entryDto(row: ListedRow): EntryDto {
  return {
    ...row.content,
    amount: valuedOf(row).amount.toJSON(),
    details: row.content.details.map(detailDto),
    id: row.id,
    account: row.account,
    statement: row.statement_id,
    eur: valuedOf(row).eur.toJSON(),
    status: row.match_id ? 'MATCHED' : 'UNMATCHED',
    match: row.match_id ? { id: row.match_id, status: row.match_state ?? '' } : null,
  };
}

function detailDto({ amount, currency, ...detail }: DetailView): EntryDetailDto {
  return { ...detail, amount: amount !== null && currency !== null ? { amount, currency } : null };
}
