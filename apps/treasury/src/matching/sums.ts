import { Money } from '@abonde/money';
import { setsOf } from './gatherings';
import type { Candidate, EntryClues } from './suggestions';

/** Most instalments of one payer that a credit is tried against, and most of them it may pay at once unless it names them all. */
const widest = 14;
const largest = 4;

/** Sets of targets that add up to the entry: what it names all together, and instalments of one payer. */
export function together(entry: EntryClues, candidates: readonly Candidate[]): Candidate[][] {
  const size = entry.amount.abs();
  const expected = candidates.filter(({ kind, amount }) => amount?.currency === size.currency && adds(kind));
  const named = expected.filter(({ reference }) => reference !== null && entry.references.includes(reference));
  const all = named.length > 1 && sumOf(named, size.currency).equals(size) ? [named] : [];
  const paid = entry.amount.isPositive()
    ? [...byPayer(expected).values()].flatMap((group) => several(group.slice(0, widest)))
    : [];
  const fitting = paid.filter((set) => sumOf(set, size.currency).equals(size));
  return [...all, ...fitting.filter((set) => !all.some((other) => same(set, other)))];
}

function adds(kind: Candidate['kind']): boolean {
  return kind === 'instalment' || kind === 'payment-order';
}

function same(left: readonly Candidate[], right: readonly Candidate[]): boolean {
  return left.length === right.length && left.every((candidate) => right.includes(candidate));
}

function sumOf(set: readonly Candidate[], currency: string): Money {
  return Money.sum(
    set.map(({ amount }) => amount as Money),
    currency,
  );
}

/** Instalments by who pays them. */
export function byPayer(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (candidate.kind !== 'instalment' || !candidate.payer) continue;
    groups.set(candidate.payer, [...(groups.get(candidate.payer) ?? []), candidate]);
  }
  return groups;
}

function several(group: readonly Candidate[]): Candidate[][] {
  return setsOf(group, largest).filter((set) => set.length > 1);
}
