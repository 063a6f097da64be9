import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Warning } from './statement';
import type { ListedStatementDto, NoticeDto, NoticesQuery, StatementsQuery, StatementState } from './statements.dto';
import type { NoticeView } from './notice';

interface ListedRow {
  id: string;
  account: string;
  account_name: string;
  currency: string;
  format: string;
  file: string;
  number: string;
  from: string;
  to: string;
  opening_minor: string;
  closing_minor: string;
  entries: number;
  new: number;
  duplicates: number;
  warnings: Warning[];
  imported_at: string;
  own: number;
  matched: number;
  open_minor: string;
  state: StatementState;
}

/** Statements with how far each one's own entries are explained. An entry of two overlapping files belongs to the first. */
const listed = `
  SELECT s.id, a.code AS account, a.name AS account_name, a.currency, s.format, s.file_name AS file, s.number,
         s.from_day::text AS from, s.to_day::text AS to, s.opening_minor::text, s.closing_minor::text, s.entries,
         s.new_entries AS new, s.duplicates, s.warnings, s.imported_at::text, own.entries AS own, own.matched,
         own.open_minor::text, s.to_day, s.imported_at AS imported,
         CASE WHEN NOT EXISTS (
                SELECT FROM generate_series(date_trunc('month', s.from_day), s.to_day, interval '1 month') AS covered (day)
                 WHERE NOT EXISTS (SELECT FROM closed_periods c
                                    WHERE c.account_id = s.account_id AND c.month = to_char(covered.day, 'YYYY-MM'))) THEN 'CLOSED'
              WHEN own.matched = own.entries THEN 'RECONCILED'
              WHEN own.matched > 0 THEN 'IN_PROGRESS'
              ELSE 'IMPORTED' END AS state
    FROM statements s JOIN bank_accounts a ON a.id = s.account_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS entries, count(match_id)::int AS matched,
                               coalesce(sum(amount_minor) FILTER (WHERE match_id IS NULL), 0) AS open_minor
                          FROM bank_entries e WHERE e.statement_id = s.id) AS own`;

/** What was imported, for the people who work on it. */
@Injectable()
export class StatementList {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest first. @throws {DomainError} 400 `INVALID_CURSOR` */
  async list({ account, state, from, to, limit, cursor }: StatementsQuery): Promise<Page<ListedStatementDto>> {
    const [day = null, imported = null, id = null] = decodeCursor(cursor) ?? [];
    const rows: ListedRow[] = await this.dataSource.query(
      `SELECT * FROM (${listed}
          WHERE ($1::text IS NULL OR a.code = $1 OR a.id::text = $1)
            AND ($2::date IS NULL OR s.to_day >= $2) AND ($3::date IS NULL OR s.from_day <= $3)
            AND ($4::date IS NULL OR (s.to_day, s.imported_at, s.id) < ($4::date, $5::timestamptz, $6::uuid))) AS found
        WHERE $7::text IS NULL OR state = $7
        ORDER BY to_day DESC, imported DESC, id DESC LIMIT $8`,
      [account ?? null, from ?? null, to ?? null, day, imported, id, state ?? null, limit + 1],
    );
    return paged(rows, limit, (row) => [row.to, row.imported_at, row.id], listedDto);
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async get(id: string): Promise<ListedStatementDto> {
    const [row]: ListedRow[] = isUuid(id) ? await this.dataSource.query(`${listed} WHERE s.id = $1`, [id]) : [];
    if (!row) throw notFound('statement', id);
    return listedDto(row);
  }

  /** What banks told beside their statements, by day. */
  async notices({ account, booked, limit, cursor }: NoticesQuery): Promise<Page<NoticeDto>> {
    const [day = null, id = null] = decodeCursor(cursor) ?? [];
    const rows: NoticeRow[] = await this.dataSource.query(
      `SELECT n.id, a.code AS account, n.format, n.content, n.status, n.entry_id, n.booking_date::text AS day
         FROM bank_notices n JOIN bank_accounts a ON a.id = n.account_id
        WHERE ($1::text IS NULL OR a.code = $1 OR a.id::text = $1) AND ($2::bool IS NULL OR (n.entry_id IS NOT NULL) = $2)
          AND ($3::date IS NULL OR (n.booking_date, n.id) > ($3::date, $4::uuid))
        ORDER BY n.booking_date, n.id LIMIT $5`,
      [account ?? null, booked === undefined ? null : booked === 'true', day, id, limit + 1],
    );
    return paged(rows, limit, (row) => [row.day, row.id], noticeDto);
  }
}

interface NoticeRow {
  id: string;
  account: string;
  format: string;
  content: NoticeView;
  status: string;
  entry_id: string | null;
  day: string;
}

function noticeDto({ id, account, format, content, status, entry_id }: NoticeRow): NoticeDto {
  return { ...content, id, account, format, status, entry: entry_id };
}

function listedDto(row: ListedRow): ListedStatementDto {
  const money = (minor: string) => Money.minor(BigInt(minor), row.currency).toJSON();
  const { id, account, format, file, number, from, to, entries, duplicates, warnings, state } = row;
  return {
    id,
    account,
    format,
    file,
    number,
    from,
    to,
    entries,
    duplicates,
    warnings,
    state,
    accountName: row.account_name,
    new: row.new,
    opening: money(row.opening_minor),
    closing: money(row.closing_minor),
    importedAt: new Date(row.imported_at).toISOString(),
    own: row.own,
    reconciled: row.matched,
    difference: money(row.open_minor),
  };
}
