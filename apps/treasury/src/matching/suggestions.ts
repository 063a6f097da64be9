import { type Day, daysBetween } from '@abonde/calendar';
import { Money, type MoneyJson } from '@abonde/money';
import { retyped } from '../statements/search-keys';
import { amountFit, targetOf } from './amount-fit';
import { type Gathering, gatheringsOf, type Sibling } from './gatherings';
import { byPayer, together } from './sums';
import type { TargetKind } from './target';

export type Reason =
  | 'REFERENCE'
  | 'REFERENCE_RETYPED'
  | 'AGREEMENT'
  | 'AMOUNT'
  | 'ORIGINAL_AMOUNT'
  | 'AMOUNT_WITH_CHARGES'
  | 'AMOUNT_WITHIN_FEES'
  | 'SUM'
  | 'LINES'
  | 'PARTIAL'
  | 'OVER_PAYMENT'
  | 'PAYER'
  | 'ACCOUNT'
  | 'DATE'
  | 'PLACEMENT'
  | 'WORDING'
  | 'RULE'
  | 'CONFIRMED_RULE';

/** What an entry shows of itself. */
export interface EntryClues {
  amount: Money;
  /** Value in the books. */
  eur: Money;
  original: Money | null;
  charges: Money | null;
  bookingDate: Day;
  references: readonly string[];
  /** Capitals without accents. */
  text: string;
  /** Donors that people recognised by the payer's account. */
  accountOf: readonly string[];
}

/** Something expected. */
export interface Candidate {
  kind: TargetKind;
  id: string;
  /** What is still expected of it, positive. Null: any amount (an appeal, a classification). */
  amount: Money | null;
  reference: string | null;
  dueOn: Day | null;
  aliases: readonly string[];
  /** Code of the payer: one credit may pay several of its instalments. */
  payer: string | null;
  /** Code of the agreement, as texts are compared. */
  agreement?: string | null;
  /** Words that speak for it by themselves (`FRAIS`). */
  wording?: RegExp;
  /** What is known of it without a clue in the entry. */
  known?: 'PLACEMENT' | 'RULE' | 'CONFIRMED_RULE';
  /** Rule that proposes it. */
  rule?: string;
}

export interface Suggestion {
  /** From 0 to 100. */
  score: number;
  reasons: Reason[];
  targets: { kind: TargetKind; id: string; amount: MoneyJson }[];
  /** Other entries that pay the targets together with this one. */
  entries?: (Omit<Sibling, 'amount'> & { amount: MoneyJson })[];
  charges?: MoneyJson;
  rule?: string;
}

/** A reference or a rule that two persons agreed on, with an amount that is exact, is all a person would look at. */
const weights: Record<Reason, number> = {
  REFERENCE: 70,
  REFERENCE_RETYPED: 35,
  AGREEMENT: 25,
  AMOUNT: 25,
  ORIGINAL_AMOUNT: 22,
  AMOUNT_WITH_CHARGES: 20,
  AMOUNT_WITHIN_FEES: 12,
  SUM: 25,
  LINES: 20,
  PARTIAL: 5,
  OVER_PAYMENT: 3,
  PAYER: 15,
  ACCOUNT: 15,
  DATE: 8,
  PLACEMENT: 30,
  WORDING: 20,
  RULE: 60,
  CONFIRMED_RULE: 95,
};
const threshold = 20;
const shown = 10;
/** Days around the due date in which a payment is on time. */
const onTime = 15;

/**
 * Possible explanations of an entry, likeliest first. Nothing here matches anything by itself.
 * @param siblings other open entries of its payer, the nearest first
 */
export function suggest(
  entry: EntryClues,
  candidates: readonly Candidate[],
  siblings: readonly Sibling[] = [],
): Suggestion[] {
  const single = candidates.map((candidate) => alone(entry, candidate)).filter((suggestion) => suggestion !== null);
  const several = together(entry, candidates).map((set) => sumOf(entry, set));
  const gathered = siblings.length > 0 ? linesOf(entry, candidates, siblings) : [];
  return [...single, ...several, ...gathered]
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score || (a.targets[0]?.id ?? '').localeCompare(b.targets[0]?.id ?? ''))
    .slice(0, shown);
}

function alone(entry: EntryClues, candidate: Candidate): Suggestion | null {
  const clues = cluesOf(entry, candidate);
  const fit = amountFit(entry, candidate, clues);
  if (!fit || (clues.length === 0 && fit.reason === null)) return null;
  const reasons = fit.reason ? [...clues, fit.reason] : clues;
  return {
    score: scoreOf(reasons),
    reasons,
    targets: fit.targets,
    ...(fit.charges && { charges: fit.charges.toJSON() }),
    ...(candidate.rule && { rule: candidate.rule }),
  };
}

function sumOf(entry: EntryClues, set: readonly Candidate[]): Suggestion {
  const reasons: Reason[] = [...commonClues(entry, set), 'SUM'];
  const targets = set.map((candidate) => targetOf(candidate, candidate.amount as Money));
  return { score: scoreOf(reasons), reasons, targets };
}

/** What several lines of a payer pay together; never safe by itself, since no line alone says it. */
function linesOf(entry: EntryClues, candidates: readonly Candidate[], siblings: readonly Sibling[]): Suggestion[] {
  if (!entry.amount.isPositive()) return [];
  const expected = candidates.filter((candidate) => speaksFor(entry, candidate));
  return [...byPayer(expected).values()]
    .flatMap((group) => gatheringsOf(entry.amount, siblings, group))
    .map((gathering) => gatheredBy(entry, gathering));
}

function speaksFor(entry: EntryClues, candidate: Candidate): boolean {
  return (
    candidate.amount?.currency === entry.amount.currency && cluesOf(entry, candidate).some((clue) => clue !== 'DATE')
  );
}

function gatheredBy(entry: EntryClues, { others, targets }: Gathering): Suggestion {
  const reasons: Reason[] = [...commonClues(entry, targets), 'LINES'];
  const given = targets.map((candidate) => targetOf(candidate, candidate.amount as Money));
  const entries = others.map((other) => ({ ...other, amount: other.amount.toJSON() }));
  return { score: scoreOf(reasons), reasons, targets: given, entries };
}

/** A reference speaks for a set when the entry names all of it. */
function commonClues(entry: EntryClues, set: readonly Candidate[]): Set<Reason> {
  const each = set.map((candidate) => cluesOf(entry, candidate));
  const clues = new Set(each.flat());
  if (!each.every((reasons) => reasons.includes('REFERENCE'))) clues.delete('REFERENCE');
  return clues;
}

function cluesOf(entry: EntryClues, candidate: Candidate): Reason[] {
  const { reference, aliases, dueOn, wording, agreement, known, payer } = candidate;
  const reasons: Reason[] = [];
  if (reference && entry.references.includes(reference)) reasons.push('REFERENCE');
  else if (reference && retyped(entry.text).includes(retyped(reference))) reasons.push('REFERENCE_RETYPED');
  if (agreement && says(entry, agreement)) reasons.push('AGREEMENT');
  if (aliases.some((alias) => says(entry, alias))) reasons.push('PAYER');
  if (payer && entry.accountOf.includes(payer)) reasons.push('ACCOUNT');
  if (dueOn && Math.abs(daysBetween(dueOn, entry.bookingDate)) <= onTime) reasons.push('DATE');
  if (wording?.test(entry.text)) reasons.push('WORDING');
  if (known && (known !== 'PLACEMENT' || reasons.includes('WORDING'))) reasons.push(known);
  return reasons;
}

function says({ text }: EntryClues, words: string): boolean {
  return ` ${text} `.includes(` ${words} `);
}

function scoreOf(reasons: readonly Reason[]): number {
  return Math.min(
    100,
    reasons.reduce((sum, reason) => sum + weights[reason], 0),
  );
}
