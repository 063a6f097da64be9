import { Money } from '@abonde/money';
import { isUuid, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { phraseOf, ruleKinds, wordingOf } from './match-rule';
import type { RuleDraftDto, RuleExampleDto, RuleProposalDto, RuleTermsDto, RuleTestDto } from './match-rules.dto';

interface SpokenRow {
  entry: string;
  booking_date: string;
  account: string;
  minor: string;
  currency: string;
  label: string;
  outcome: RuleExampleDto['outcome'];
  explained_by: string | null;
}

interface DoneRow {
  text: string;
  direction: 'CREDIT' | 'DEBIT';
  kind: RuleProposalDto['kind'];
  target_id: string;
}

const shown = 20;
const remembered = 500;

/** Entries a rule speaks of, with what people made of them. */
const spoken = `
  SELECT e.id AS entry, e.booking_date::text, a.code AS account, e.amount_minor::text AS minor, a.currency,
         coalesce(nullif(e.content->>'remittance', ''), e.content->>'information', e.content->>'counterparty', '') AS label, x.explained_by,
         CASE WHEN e.match_id IS NULL OR x.explained_by IS NULL THEN 'OPEN' WHEN x.same THEN 'SAME' ELSE 'DIFFERENT' END AS outcome
    FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
    LEFT JOIN LATERAL (SELECT string_agg(t.kind || ' ' || t.target_id, ', ' ORDER BY t.id) AS explained_by, bool_and(t.kind = $4 AND t.target_id = $5) AS same
      FROM match_targets t WHERE t.entry_id = e.id AND t.live) x ON true
   WHERE (e.amount_minor < 0) = ($2 = 'DEBIT') AND ($3::text IS NULL OR a.code = $3) AND position(' ' || $1 || ' ' IN ' ' || e.search_text || ' ') > 0`;

/** What rules would have done, and what people do again and again. */
@Injectable()
export class MatchRuleHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** Tries a rule on every line of the past; nothing changes. */
  async test({ phrase, direction, account, kind, targetId }: RuleTermsDto): Promise<RuleTestDto> {
    const values = [phraseOf(phrase), direction, account ?? null, kind, targetId];
    const [counts]: Omit<RuleTestDto, 'examples'>[] = await this.dataSource.query(
      `SELECT count(*)::int AS lines, (count(*) FILTER (WHERE outcome = 'SAME'))::int AS same,
              (count(*) FILTER (WHERE outcome = 'DIFFERENT'))::int AS different, (count(*) FILTER (WHERE outcome = 'OPEN'))::int AS open FROM (${spoken}) s`,
      values,
    );
    const rows: SpokenRow[] = await this.dataSource.query(
      `SELECT * FROM (${spoken}) s ORDER BY (outcome = 'DIFFERENT') DESC, booking_date DESC, entry LIMIT ${shown}`,
      values,
    );
    return { ...(counts ?? { lines: 0, same: 0, different: 0, open: 0 }), examples: rows.map(exampleOf) };
  }

  /** Rules that what people did by hand speaks for and that nobody wrote yet, the most frequent first. */
  async proposals(): Promise<RuleProposalDto[]> {
    const rows: DoneRow[] = await this.dataSource.query(
      `SELECT e.search_text AS text, CASE WHEN e.amount_minor < 0 THEN 'DEBIT' ELSE 'CREDIT' END AS direction, t.kind, t.target_id
         FROM matches m JOIN match_targets t ON t.match_id = m.id AND t.live JOIN bank_entries e ON e.id = t.entry_id
        WHERE NOT m.automatic AND m.rule_id IS NULL AND m.state <> 'UNDONE' AND t.kind = ANY ($1) AND t.target_id <> 'UNKNOWN'
          AND (SELECT count(*) FROM match_targets o WHERE o.match_id = m.id AND o.live) = 1
          AND NOT EXISTS (SELECT FROM match_rules r WHERE r.direction = CASE WHEN e.amount_minor < 0 THEN 'DEBIT' ELSE 'CREDIT' END
            AND position(' ' || r.phrase || ' ' IN ' ' || e.search_text || ' ') > 0)
        ORDER BY m.matched_at DESC LIMIT ${remembered}`,
      [ruleKinds.filter((kind) => kind !== 'internal-transfer')],
    );
    return grouped(rows);
  }

  /** What a rule written from a line would say; a person completes it. */
  async draft(entry: string): Promise<RuleDraftDto> {
    const [row]: (Partial<DoneRow> & { text: string; direction: 'CREDIT' | 'DEBIT'; account: string })[] = isUuid(entry)
      ? await this.dataSource.query(
          `SELECT e.search_text AS text, CASE WHEN e.amount_minor < 0 THEN 'DEBIT' ELSE 'CREDIT' END AS direction, a.code AS account, t.kind, t.target_id
             FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
             LEFT JOIN match_targets t ON t.entry_id = e.id AND t.live AND t.kind = ANY ($2) WHERE e.id = $1 LIMIT 1`,
          [entry, ruleKinds],
        )
      : [];
    if (!row) throw notFound('bank entry', entry);
    const { text, direction, account, kind, target_id: target } = row;
    return { phrase: wordingOf(text), direction, account, kind: kind ?? null, targetId: target ?? null };
  }
}

function exampleOf({
  minor,
  currency,
  booking_date: bookingDate,
  explained_by: explainedBy,
  ...row
}: SpokenRow): RuleExampleDto {
  return { ...row, bookingDate, explainedBy, amount: Money.minor(BigInt(minor), currency).toJSON() };
}

function grouped(rows: readonly DoneRow[]): RuleProposalDto[] {
  const groups = new Map<string, RuleProposalDto>();
  for (const { text, direction, kind, target_id: targetId } of rows) {
    const phrase = wordingOf(text);
    if (phrase === '') continue;
    const key = JSON.stringify([phrase, direction, kind, targetId]);
    groups.set(key, { phrase, direction, kind, targetId, times: (groups.get(key)?.times ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.times - a.times || a.phrase.localeCompare(b.phrase)).slice(0, shown);
}
