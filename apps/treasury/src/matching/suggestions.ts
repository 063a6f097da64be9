import { type Day, daysBetween } from '@abonde/calendar';
import { Money, type MoneyJson } from '@abonde/money';
import { retyped } from '../statements/search-keys';
import type { TargetKind } from './target';

type Reason =
  | 'REFERENCE'
  | 'REFERENCE_RETYPED'
  | 'AMOUNT'
  | 'ORIGINAL_AMOUNT'
  | 'AMOUNT_WITH_CHARGES'
  | 'SUM'
  | 'PARTIAL'
  | 'OVER_PAYMENT'
  | 'PAYER'
  | 'DATE'
  | 'WORDING';

/** What an entry shows of itself. */
export interface EntryClues {
  amount: Money;
  original: Money | null;
  charges: Money | null;
  bookingDate: Day;
  references: readonly string[];
  /** Capitals without accents. */
  text: string;
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
  /** Words that speak for it by themselves (`FRAIS`). */
  wording?: RegExp;
}

export interface Suggestion {
  /** From 0 to 100. */
  score: number;
  reasons: Reason[];
  targets: { kind: TargetKind; id: string; amount: MoneyJson }[];
  charges?: MoneyJson;
}

const weights: Record<Reason, number> = {
  REFERENCE: 60,
  REFERENCE_RETYPED: 35,
  AMOUNT: 25,
  ORIGINAL_AMOUNT: 22,
  AMOUNT_WITH_CHARGES: 20,
  SUM: 20,
  PARTIAL: 5,
  OVER_PAYMENT: 3,
  PAYER: 15,
  DATE: 8,
  WORDING: 20,
};
const threshold = 20;
const shown = 10;
/** Most instalments one credit is tried against. */
const widest = 14;

/** Possible explanations of an entry, likeliest first. Nothing here matches anything by itself. */
export function suggest(entry: EntryClues, candidates: readonly Candidate[]): Suggestion[] {
  const single = candidates.map((candidate) => alone(entry, candidate)).filter((suggestion) => suggestion !== null);
  const several = [...byPayer(candidates).values()].flatMap((group) => together(entry, group));
  return [...single, ...several]
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score || (a.targets[0]?.id ?? '').localeCompare(b.targets[0]?.id ?? ''))
    .slice(0, shown);
}

function alone(entry: EntryClues, candidate: Candidate): Suggestion | null {
  const clues = cluesOf(entry, candidate);
  const fit = amountFit(entry, candidate, clues.length > 0);
  if (!fit || (clues.length === 0 && fit.reason === null)) return null;
  const reasons = fit.reason ? [...clues, fit.reason] : clues;
  return {
    score: scoreOf(reasons),
    reasons,
    targets: fit.targets,
    ...(fit.charges && { charges: fit.charges.toJSON() }),
  };
}

/** Several instalments of one payer that add up to the entry: a credit that covers two agreements. */
function together(entry: EntryClues, group: Candidate[]): Suggestion[] {
  if (!entry.amount.isPositive()) return [];
  const sets = subsets(group.filter(({ amount }) => amount?.currency === entry.amount.currency).slice(0, widest));
  const fitting = sets.filter((set) =>
    Money.sum(
      set.map(({ amount }) => amount as Money),
      entry.amount.currency,
    ).equals(entry.amount),
  );
  return fitting.map((set) => {
    const clues = new Set(set.flatMap((candidate) => cluesOf(entry, candidate)));
    const everyReference = set.every((candidate) => cluesOf(entry, candidate).includes('REFERENCE'));
    if (!everyReference) clues.delete('REFERENCE');
    const reasons: Reason[] = [...clues, 'SUM'];
    return {
      score: scoreOf(reasons),
      reasons,
      targets: set.map((candidate) => targetOf(candidate, candidate.amount as Money)),
    };
  });
}

function cluesOf(entry: EntryClues, { reference, aliases, dueOn, wording }: Candidate): Reason[] {
  const reasons: Reason[] = [];
  if (reference && entry.references.includes(reference)) reasons.push('REFERENCE');
  else if (reference && retyped(entry.text).includes(retyped(reference))) reasons.push('REFERENCE_RETYPED');
  if (aliases.some((alias) => ` ${entry.text} `.includes(` ${alias} `))) reasons.push('PAYER');
  if (dueOn && Math.abs(daysBetween(dueOn, entry.bookingDate)) <= 15) reasons.push('DATE');
  if (wording?.test(entry.text)) reasons.push('WORDING');
  return reasons;
}

interface Fit {
  reason: Reason | null;
  targets: Suggestion['targets'];
  charges?: Money;
}

/** How the expected amount explains the entry; null when it doesn't. */
function amountFit(entry: EntryClues, candidate: Candidate, known: boolean): Fit | null {
  const size = entry.amount.abs();
  const { amount } = candidate;
  if (amount === null) return { reason: null, targets: [targetOf(candidate, size)] };
  if (amount.equals(size)) return { reason: 'AMOUNT', targets: [targetOf(candidate, amount)] };
  if (entry.original?.equals(amount)) {
    const charged = entry.charges && amount.currency === size.currency && size.plus(entry.charges).equals(amount);
    return {
      reason: 'ORIGINAL_AMOUNT',
      targets: [targetOf(candidate, amount)],
      ...(charged && entry.charges ? { charges: entry.charges } : {}),
    };
  }
  if (amount.currency !== size.currency) return null;
  if (entry.charges?.currency === size.currency && size.plus(entry.charges).equals(amount)) {
    return { reason: 'AMOUNT_WITH_CHARGES', targets: [targetOf(candidate, amount)], charges: entry.charges };
  }
  return known && candidate.kind === 'instalment' ? unequal(candidate, amount, size) : null;
}

function unequal(candidate: Candidate, expected: Money, received: Money): Fit {
  if (received.compare(expected) < 0) return { reason: 'PARTIAL', targets: [targetOf(candidate, received)] };
  const rest = candidate.payer
    ? [{ kind: 'unapplied' as const, id: candidate.payer, amount: received.minus(expected).toJSON() }]
    : [];
  return { reason: 'OVER_PAYMENT', targets: [targetOf(candidate, rest.length ? expected : received), ...rest] };
}

function targetOf({ kind, id }: Candidate, amount: Money): Suggestion['targets'][number] {
  return { kind, id, amount: amount.toJSON() };
}

function scoreOf(reasons: readonly Reason[]): number {
  return Math.min(
    100,
    reasons.reduce((sum, reason) => sum + weights[reason], 0),
  );
}

function byPayer(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (candidate.kind !== 'instalment' || !candidate.payer) continue;
    groups.set(candidate.payer, [...(groups.get(candidate.payer) ?? []), candidate]);
  }
  return groups;
}

/** Sets of two to four. */
function subsets(candidates: readonly Candidate[], size = 4): Candidate[][] {
  const grow = (sets: Candidate[][], candidate: Candidate) => [
    ...sets,
    ...sets.filter((set) => set.length < size).map((set) => [...set, candidate]),
  ];
  return candidates.reduce(grow, [[]] as Candidate[][]).filter((set) => set.length >= 2);
}
