import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MatchRulesService } from '../match-rules/match-rules.service';
import * as queries from './candidates.query';
import type { SuggestionDto } from './entries.dto';
import { EntriesService } from './entries.service';
import { chargesOf, type EntryRow, originalOf, valuedOf } from './entry-row.store';
import type { Sibling } from './gatherings';
import { phrasesOf, retypedReferencesOf } from './phrases';
import { type Candidate, suggest, type Suggestion } from './suggestions';
import type { TargetKind } from './target';
import { wordedClassifications, wordsOfInterest } from './wordings';

interface CandidateRow {
  entry: string;
  id: string;
  label: string;
  minor: string | null;
  currency: string;
  reference: string | null;
  due_on: Day | null;
  aliases: string[] | null;
  payer: string | null;
  agreement: string | null;
  state?: string;
}

interface SiblingRow {
  entry: string;
  id: string;
  booking_date: Day;
  minor: string;
  label: string;
}

interface Labelled extends Candidate {
  label: string;
}

/** What an entry says, as the lookups take it. */
interface Sought {
  entry: string;
  account_id: string;
  account: string;
  currency: string;
  minor: string;
  original_currency: string | null;
  original_minor: string | null;
  named: string[];
  retyped: string[];
  phrases: string[];
  account_of: string[];
  booking_date: Day;
  value_date: Day;
}

/** Finds what entries may be, for a person to choose from. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entries: EntriesService,
    private readonly rules: MatchRulesService,
  ) {}

  async suggestions(entryId: string): Promise<SuggestionDto[]> {
    const entry = await this.entries.row(entryId);
    return (await this.suggestionsOf([entry])).get(entry.id) ?? [];
  }

  /** Of many entries in a fixed number of queries; those that are matched have none. */
  async suggestionsOf(rows: readonly EntryRow[]): Promise<Map<string, SuggestionDto[]>> {
    const open = rows.filter(({ match_id }) => match_id === null);
    if (open.length === 0) return new Map();
    const payers = await this.payersOf(open);
    const given = JSON.stringify(open.map((entry) => soughtOf(entry, payers)));
    const candidates = await this.candidates(open, given);
    const siblings = await this.siblings(open, given);
    const rules = await this.rules.inForce();
    return new Map(
      open.map((entry) => {
        const own = [
          ...(candidates.get(entry.id) ?? []),
          ...wordedClassifications(entry),
          ...rules.candidatesFor(entry),
        ];
        const found = suggest(cluesOf(entry, payers), own, siblings.get(entry.id));
        return [entry.id, found.map((suggestion) => labelled(suggestion, own))];
      }),
    );
  }

  /** @param given the entries as {@link Sought}, in JSON */
  private async candidates(open: readonly EntryRow[], given: string): Promise<Map<string, Labelled[]>> {
    const entries = new Map(open.map((entry) => [entry.id, entry]));
    const read = async (sql: string, kindOf: (row: CandidateRow) => TargetKind): Promise<[string, Labelled][]> => {
      const rows: CandidateRow[] = await this.dataSource.query(sql, [given]);
      return rows.map((row) => [row.entry, candidateOf(row, kindOf(row), entries.get(row.entry) as EntryRow)]);
    };
    const lists = [
      await read(queries.instalmentsOf, () => 'instalment'),
      await read(queries.donationsOf, () => 'donation'),
      await read(queries.recoveriesOf, () => 'recovery'),
      await read(queries.ordersOf, ({ state }) => (state === 'EMITTED' ? 'payment-order' : 'refund')),
      await read(queries.receiptsOf, () => 'refund'),
      await read(queries.interestOf, () => 'interest'),
      await read(queries.transfersOf, () => 'internal-transfer'),
    ];
    const found = new Map<string, Labelled[]>();
    for (const [entry, candidate] of lists.flat()) found.set(entry, [...(found.get(entry) ?? []), candidate]);
    return found;
  }

  private async siblings(open: readonly EntryRow[], given: string): Promise<Map<string, Sibling[]>> {
    const rows: SiblingRow[] = await this.dataSource.query(queries.siblingsOf, [given]);
    const currencies = new Map(open.map(({ id, currency }) => [id, currency]));
    const found = new Map<string, Sibling[]>();
    for (const { entry, id, booking_date: bookingDate, minor, label } of rows) {
      const amount = Money.minor(BigInt(minor), currencies.get(entry) ?? 'EUR');
      found.set(entry, [...(found.get(entry) ?? []), { id, bookingDate, amount, label }]);
    }
    return found;
  }

  /** Donors that people recognised by the account the money came from. */
  private async payersOf(open: readonly EntryRow[]): Promise<Payers> {
    const identifiers = [...new Set(open.flatMap(({ content }) => content.counterpartyAccount ?? []))];
    if (identifiers.length === 0) return new Map();
    const rows: { identifier: string; donors: string[] }[] = await this.dataSource.query(
      'SELECT identifier, array_agg(donor ORDER BY donor) AS donors FROM payer_accounts WHERE identifier = ANY ($1) GROUP BY identifier',
      [identifiers],
    );
    return new Map(rows.map(({ identifier, donors }) => [identifier, donors]));
  }
}

type Payers = ReadonlyMap<string, readonly string[]>;

function cluesOf(entry: EntryRow, payers: Payers) {
  return {
    ...valuedOf(entry),
    original: originalOf(entry),
    charges: chargesOf(entry),
    bookingDate: entry.booking_date,
    references: entry.search_references,
    text: entry.search_text,
    accountOf: payers.get(entry.content.counterpartyAccount ?? '') ?? [],
  };
}

function soughtOf(entry: EntryRow, payers: Payers): Sought {
  const original = originalOf(entry);
  return {
    entry: entry.id,
    account_id: entry.account_id,
    account: entry.account,
    currency: entry.currency,
    minor: entry.amount_minor,
    original_currency: original?.currency ?? null,
    original_minor: original?.minor.toString() ?? null,
    named: entry.search_references,
    retyped: retypedReferencesOf(entry.search_text, entry.search_references),
    phrases: phrasesOf(entry.search_text),
    account_of: [...(payers.get(entry.content.counterpartyAccount ?? '') ?? [])],
    booking_date: entry.booking_date,
    value_date: entry.value_date,
  };
}

function candidateOf(row: CandidateRow, kind: TargetKind, entry: EntryRow): Labelled {
  const { id, label, reference, due_on: dueOn, payer, agreement, currency, minor } = row;
  const amount = minor === null ? null : Money.minor(BigInt(minor), currency);
  const base = { kind, id, label, reference, dueOn, aliases: row.aliases ?? [], payer, agreement, amount };
  if (kind !== 'interest') return base;
  // The bank credits what it credits: another amount than the expected one is no reason against it.
  const expected = amount?.equals(valuedOf(entry).amount.abs()) ? amount : null;
  return { ...base, amount: expected, wording: wordsOfInterest, known: 'PLACEMENT' };
}

function labelled(suggestion: Suggestion, candidates: readonly Labelled[]): SuggestionDto {
  return {
    ...suggestion,
    targets: suggestion.targets.map((target) => ({
      ...target,
      label: labelOf(candidates, target),
      dueOn: dueDay(candidates, target),
    })),
  };
}

function labelOf(candidates: readonly Labelled[], target: { kind: string; id: string }): string {
  return find(candidates, target)?.label ?? target.id;
}

function dueDay(candidates: readonly Labelled[], target: { kind: string; id: string }): Day | null {
  return find(candidates, target)?.dueOn ?? null;
}

function find(candidates: readonly Labelled[], { kind, id }: { kind: string; id: string }): Labelled | undefined {
  return candidates.find((candidate) => candidate.kind === kind && candidate.id === id);
}
