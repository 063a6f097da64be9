import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SuggestionDto } from './entries.dto';
import { EntriesService } from './entries.service';
import { chargesOf, type EntryRow, originalOf, valuedOf } from './entry-row.store';
import { type Candidate, suggest } from './suggestions';
import type { TargetKind } from './target';

interface CandidateRow {
  id: string;
  label: string;
  minor: string | null;
  currency: string;
  reference: string | null;
  due_on: Day | null;
  aliases: string[] | null;
  payer: string | null;
}

type Labelled = Candidate & { label: string };

const most = 200;

/** Finds what an entry may be, for a person to choose from. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entries: EntriesService,
  ) {}

  async suggestions(entryId: string): Promise<SuggestionDto[]> {
    const entry = await this.entries.row(entryId);
    if (entry.match_id) return [];
    const candidates = await this.candidates(entry);
    const clues = {
      amount: valuedOf(entry).amount,
      original: originalOf(entry),
      charges: chargesOf(entry),
      bookingDate: entry.booking_date,
      references: entry.search_references,
      text: entry.search_text,
    };
    return suggest(clues, candidates).map((suggestion) => ({
      ...suggestion,
      targets: suggestion.targets.map((target) => ({ ...target, label: labelOf(candidates, target) })),
    }));
  }

  private async candidates(entry: EntryRow): Promise<Labelled[]> {
    const credit = !entry.amount_minor.startsWith('-');
    const found = credit
      ? [
          this.instalments(entry),
          this.donations(entry),
          this.recoveries(entry),
          this.orders(entry, 'SETTLED', 'refund'),
        ]
      : [this.orders(entry, 'EMITTED', 'payment-order'), this.receipts(entry)];
    const lists = await Promise.all([...found, this.interest(entry), this.transfers(entry)]);
    return [...lists.flat(), ...classifications(credit)];
  }

  private instalments(entry: EntryRow): Promise<Labelled[]> {
    const original = originalOf(entry);
    return this.read(
      'instalment',
      `SELECT x.reference_id AS id, concat_ws(' ', d.name, x.agreement, '#' || x.number) AS label, (x.amount_minor - x.matched_minor)::text AS minor,
              x.currency, x.payment_reference AS reference, x.due_on::text, d.aliases, x.donor AS payer
         FROM expectations x LEFT JOIN known_donors d ON d.donor = x.donor
        WHERE x.kind = 'instalment' AND NOT x.cancelled AND x.amount_minor > x.matched_minor
          AND (x.payment_reference = ANY ($1) OR (x.currency = $2 AND x.amount_minor - x.matched_minor = $3)
            OR (x.currency = $4 AND x.amount_minor - x.matched_minor = $5)
            OR EXISTS (SELECT FROM unnest(d.aliases) AS alias WHERE position(' ' || alias || ' ' IN ' ' || $6 || ' ') > 0)
            OR position(translate(x.payment_reference, 'OI', '01') IN translate(replace($6, ' ', ''), 'OI', '01')) > 0)
        ORDER BY (x.payment_reference = ANY ($1)) DESC NULLS LAST, x.due_on LIMIT ${most}`,
      [
        entry.search_references,
        entry.currency,
        entry.amount_minor,
        original?.currency ?? entry.currency,
        original?.minor.toString() ?? entry.amount_minor,
        entry.search_text,
      ],
    );
  }

  /** Appeals take any amount; they are recognised by their payer or their code. */
  private donations(entry: EntryRow): Promise<Labelled[]> {
    return this.read(
      'donation',
      `SELECT k.agreement AS id, concat_ws(' ', k.donor_name, k.agreement) AS label, NULL AS minor, k.currency, NULL AS reference, NULL AS due_on,
              coalesce(d.aliases, '{}') || regexp_replace(upper(k.agreement), '[^A-Z0-9]+', ' ', 'g') AS aliases, k.donor AS payer
         FROM known_agreements k LEFT JOIN known_donors d ON d.donor = k.donor
        WHERE k.appeal_case IS NOT NULL
          AND (position(' ' || regexp_replace(upper(k.agreement), '[^A-Z0-9]+', ' ', 'g') || ' ' IN ' ' || $1 || ' ') > 0
            OR EXISTS (SELECT FROM unnest(d.aliases) AS alias WHERE position(' ' || alias || ' ' IN ' ' || $1 || ' ') > 0))
        ORDER BY k.agreement LIMIT ${most}`,
      [entry.search_text],
    );
  }

  private recoveries(entry: EntryRow): Promise<Labelled[]> {
    return this.read(
      'recovery',
      `SELECT x.reference_id AS id, coalesce(x.project, x.case_code) AS label, (x.amount_minor - x.matched_minor)::text AS minor, x.currency, NULL AS reference,
              x.due_on::text, ARRAY[regexp_replace(upper(coalesce(x.project, x.case_code)), '[^A-Z0-9]+', ' ', 'g')] AS aliases,
              coalesce(x.project, x.case_code) AS payer
         FROM expectations x
        WHERE x.kind = 'recovery' AND NOT x.cancelled AND x.amount_minor > x.matched_minor
          AND x.currency = $1 AND x.amount_minor - x.matched_minor = $2 ORDER BY x.due_on LIMIT ${most}`,
      [entry.currency, entry.amount_minor],
    );
  }

  private orders(entry: EntryRow, state: string, kind: TargetKind): Promise<Labelled[]> {
    return this.read(
      kind,
      `SELECT o.id, concat_ws(' ', o.beneficiary, coalesce(o.tranche, o.aid_case, o.agreement, o.project)) AS label, o.amount_minor::text AS minor,
              o.currency, o.end_to_end_id AS reference, o.due_on::text, ARRAY[regexp_replace(upper(o.beneficiary), '[^A-Z0-9]+', ' ', 'g')] AS aliases,
              o.beneficiary AS payer
         FROM payment_orders o
        WHERE o.state = $1 AND (o.end_to_end_id = ANY ($2) OR o.amount_minor = abs($3::bigint)) ORDER BY o.due_on LIMIT ${most}`,
      [state, entry.search_references, entry.amount_minor],
    );
  }

  /** A receipt that the bank takes back. */
  private receipts(entry: EntryRow): Promise<Labelled[]> {
    return this.read(
      'refund',
      `SELECT m.id, coalesce(e.content->>'counterparty', a.code) AS label, e.amount_minor::text AS minor, a.currency,
              e.content->'references'->>'endToEndId' AS reference, NULL AS due_on, ARRAY[]::text[] AS aliases, NULL AS payer
         FROM matches m JOIN bank_entries e ON e.match_id = m.id JOIN bank_accounts a ON a.id = e.account_id
        WHERE m.state IN ('SENT', 'CONFIRMED', 'UNAPPLIED') AND e.account_id = $1 AND e.amount_minor = -$2::bigint
          AND EXISTS (SELECT FROM match_targets t WHERE t.match_id = m.id AND t.live AND t.kind IN ('instalment', 'donation', 'unapplied'))
        ORDER BY e.booking_date DESC LIMIT 20`,
      [entry.account_id, entry.amount_minor],
    );
  }

  private async interest(entry: EntryRow): Promise<Labelled[]> {
    const found = await this.read(
      'interest',
      `SELECT p.placement AS id, p.placement AS label, x.amount_minor::text AS minor, p.currency, NULL AS reference, x.due_on::text,
              ARRAY[]::text[] AS aliases, NULL AS payer
         FROM known_placements p
         LEFT JOIN LATERAL (SELECT amount_minor, due_on FROM expectations x WHERE x.kind = 'interest' AND x.placement = p.placement
           AND x.matched_minor = 0 AND abs(x.due_on - $2::date) <= 31 ORDER BY abs(x.due_on - $2::date) LIMIT 1) x ON true
        WHERE p.account = $1 ORDER BY p.placement LIMIT 20`,
      [entry.account, entry.value_date],
    );
    const worded = /\b(INTERETS?|INTEREST|AGIOS?|REMUNERATION|ZINSEN)\b/;
    const size = valuedOf(entry).amount.abs();
    return found.map((candidate) => ({
      ...candidate,
      wording: worded,
      amount: candidate.amount?.equals(size) ? size : null,
    }));
  }

  private transfers(entry: EntryRow): Promise<Labelled[]> {
    return this.read(
      'internal-transfer',
      `SELECT e.id, a.code || ' ' || e.booking_date AS label, abs(e.amount_minor)::text AS minor, a.currency, NULL AS reference, e.booking_date::text AS due_on,
              ARRAY[]::text[] AS aliases, NULL AS payer
         FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
        WHERE e.match_id IS NULL AND e.account_id <> $1 AND e.amount_minor = -$2::bigint AND a.currency = $3
          AND abs(e.booking_date - $4::date) <= 10 ORDER BY abs(e.booking_date - $4::date), e.id LIMIT 20`,
      [entry.account_id, entry.amount_minor, entry.currency, entry.booking_date],
    );
  }

  private async read(kind: TargetKind, sql: string, values: unknown[]): Promise<Labelled[]> {
    const rows: CandidateRow[] = await this.dataSource.query(sql, values);
    return rows.map((row) => ({
      kind,
      id: row.id,
      label: row.label,
      reference: row.reference,
      dueOn: row.due_on,
      aliases: row.aliases ?? [],
      payer: row.payer,
      amount: row.minor === null ? null : Money.minor(BigInt(row.minor), row.currency),
    }));
  }
}

/** What the wording of a bank alone may say. */
function classifications(credit: boolean): Labelled[] {
  const none = {
    kind: 'classification' as const,
    amount: null,
    reference: null,
    dueOn: null,
    aliases: [],
    payer: null,
  };
  const charge = {
    ...none,
    id: 'CHARGE',
    label: 'CHARGE',
    wording: /\b(FRAIS|COMMISSIONS?|COTISATION|FEES?|CHARGES?|TENUE DE COMPTE)\b/,
  };
  const exchange = { ...none, id: 'EXCHANGE', label: 'EXCHANGE', wording: /\b(CHANGE|FOREX|FX)\b/ };
  return credit ? [exchange] : [charge, exchange];
}

function labelOf(candidates: readonly Labelled[], { kind, id }: { kind: string; id: string }): string {
  return candidates.find((candidate) => candidate.kind === kind && candidate.id === id)?.label ?? id;
}
