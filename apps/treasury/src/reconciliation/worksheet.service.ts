import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CandidatesService } from '../matching/candidates.service';
import { withoutContested } from '../matching/certainty';
import type { SuggestionDto } from '../matching/entries.dto';
import { entryDto } from '../matching/entries.service';
import { entryColumns, type EntryRow } from '../matching/entry-row.store';
import { entriesLink } from './entries-link';
import type { LineMatchDto, LinesQuery, UndoneMatchDto, WorksheetDto, WorksheetLineDto } from './worksheet.dto';

interface SheetRow {
  id: string;
  account_id: string;
  number: string;
  account: string;
  account_name: string;
  currency: string;
  from: Day;
  to: Day;
  opening: string;
  closing: string;
  lines: number;
  lines_minor: string;
  explained: number;
  explained_minor: string;
  closed_months: string[];
}

type LineRow = EntryRow & {
  match_state: string | null;
  hold: WorksheetLineDto['hold'];
  attachments: number;
  made: Omit<LineMatchDto, 'id' | 'status'> | null;
  undone: UndoneMatchDto | null;
};

/** A statement as people work on it: the equation that reaches zero, and its lines with what they may be. */
@Injectable()
export class WorksheetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly candidates: CandidatesService,
  ) {}

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async sheet(id: string): Promise<WorksheetDto> {
    const row = await this.row(id);
    const { currency } = row;
    const money = (minor: string) => Money.minor(BigInt(minor), currency);
    const difference = money(row.opening).plus(money(row.explained_minor)).minus(money(row.closing));
    const entries = entriesLink({ account: `suspense:${row.account}`, from: row.from, to: row.to });
    return {
      id: row.id,
      number: row.number,
      account: row.account,
      accountName: row.account_name,
      currency,
      from: row.from,
      to: row.to,
      opening: money(row.opening).toJSON(),
      closing: money(row.closing).toJSON(),
      lines: { count: row.lines, amount: money(row.lines_minor).toJSON() },
      explained: { count: row.explained, amount: money(row.explained_minor).toJSON() },
      difference: difference.toJSON(),
      differenceEntries: currency === 'EUR' ? entries : null,
      closedMonths: row.closed_months,
    };
  }

  /** In the order of the bank, matched ones too. */
  async lines(id: string, { limit, cursor }: LinesQuery): Promise<Page<WorksheetLineDto>> {
    const sheet = await this.row(id);
    const [day = null, entry = null] = decodeCursor(cursor) ?? [];
    const rows: LineRow[] = await this.dataSource.query(
      `SELECT ${entryColumns}, m.state AS match_state,
              (SELECT count(*)::int FROM entry_attachments f WHERE f.entry_id = e.id AND f.withdrawn_at IS NULL) AS attachments,
              CASE WHEN h.entry_id IS NOT NULL THEN jsonb_build_object('reason', h.reason, 'assignee', h.assignee, 'by', h.held_by_name, 'at', h.held_at) END AS hold,
              CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('by', coalesce(m.matched_by_name, m.matched_by), 'at', m.matched_at, 'automatic', m.automatic,
                'act', m.act, 'note', m.note, 'undoRefused', m.undo_refusal, 'kinds', (SELECT jsonb_agg(DISTINCT t.kind) FROM match_targets t WHERE t.match_id = m.id)) END AS made,
              CASE WHEN m.id IS NULL THEN (SELECT jsonb_build_object('by', coalesce(x.undone_by_name, x.undone_by), 'at', x.undone_at, 'reason', coalesce(x.undo_reason, ''))
                FROM match_targets t JOIN matches x ON x.id = t.match_id AND x.state = 'UNDONE' WHERE t.entry_id = e.id AND NOT t.live
               ORDER BY x.undone_at DESC LIMIT 1) END AS undone
         FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id LEFT JOIN matches m ON m.id = e.match_id LEFT JOIN entry_holds h ON h.entry_id = e.id
        WHERE e.account_id = $1 AND e.statement_day BETWEEN $2 AND $3 AND ($4::date IS NULL OR (e.booking_date, e.id) > ($4::date, $5::uuid))
        ORDER BY e.booking_date, e.id LIMIT $6`,
      [sheet.account_id, sheet.from, sheet.to, day, entry, limit + 1],
    );
    const suggestions = await this.candidates.suggestionsOf(rows.slice(0, limit));
    const certainties = withoutContested(suggestions);
    return paged(
      rows,
      limit,
      (row) => [row.booking_date, row.id],
      (row) => lineOf(row, suggestions.get(row.id)?.[0] ?? null, certainties.get(row.id) ?? 'NONE'),
    );
  }

  private async row(id: string): Promise<SheetRow> {
    const [row]: SheetRow[] = isUuid(id)
      ? await this.dataSource.query(
          `SELECT s.id, s.account_id, s.number, a.code AS account, a.name AS account_name, a.currency, s.from_day::text AS from, s.to_day::text AS to,
                  s.opening_minor::text AS opening, s.closing_minor::text AS closing, x.*,
                  ARRAY(SELECT c.month FROM closed_periods c WHERE c.account_id = s.account_id
                    AND c.month BETWEEN to_char(s.from_day, 'YYYY-MM') AND to_char(s.to_day, 'YYYY-MM') ORDER BY c.month) AS closed_months
             FROM statements s JOIN bank_accounts a ON a.id = s.account_id CROSS JOIN LATERAL (
               SELECT count(*)::int AS lines, coalesce(sum(amount_minor), 0)::text AS lines_minor, (count(*) FILTER (WHERE match_id IS NOT NULL))::int AS explained,
                      coalesce(sum(amount_minor) FILTER (WHERE match_id IS NOT NULL), 0)::text AS explained_minor
                 FROM bank_entries e WHERE e.account_id = s.account_id AND e.statement_day BETWEEN s.from_day AND s.to_day) x
            WHERE s.id = $1`,
          [id],
        )
      : [];
    if (!row) throw notFound('statement', id);
    return row;
  }
}

function lineOf(
  row: LineRow,
  proposal: SuggestionDto | null,
  certainty: 'SAFE' | 'TO_REVIEW' | 'NONE',
): WorksheetLineDto {
  const { hold, made, undone, attachments, match_id: match, match_state: status } = row;
  const at = (instant: string) => new Date(instant).toISOString();
  return {
    ...entryDto(row),
    standing: match ? 'MATCHED' : hold ? 'HELD' : certainty,
    proposal,
    attachments,
    hold: hold && { ...hold, at: at(hold.at) },
    undone: undone && { ...undone, at: at(undone.at) },
    match:
      match && made ? { ...made, kinds: made.kinds ?? [], at: at(made.at), id: match, status: status ?? '' } : null,
  };
}
