import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import type { Candidate } from './suggestions';

/** Another entry of the same account and payer that nobody explained yet. */
export interface Sibling {
  id: string;
  amount: Money;
  bookingDate: Day;
  /** What a person recognises it by. */
  label: string;
}

/** Entries that pay together what none of them pays alone. The entry asked about is one of them, unnamed here. */
export interface Gathering<T extends Candidate = Candidate> {
  others: Sibling[];
  targets: T[];
}

/** Bounds of the search: at most 63 sets of siblings against 92 sets of expected things, whatever is open. */
const widest = { siblings: 7, expected: 8 };
const largest = 3;
const shown = 3;

/**
 * One expected thing paid by several entries, or several by several, to the last unit; what falls apart into smaller payments is
 * left to them. The fewest parts come first.
 * @param candidates of one payer, open, in the currency of the entries
 */
export function gatheringsOf<T extends Candidate>(
  amount: Money,
  siblings: readonly Sibling[],
  candidates: readonly T[],
): Gathering<T>[] {
  const expected = candidates.filter((candidate) => candidate.amount !== null).slice(0, widest.expected);
  const bySum = sumsOf(expected);
  const found = setsOf(siblings.slice(0, widest.siblings), largest).flatMap((others) => {
    const total = totalOf(others, amount.minor);
    return (bySum.get(total) ?? []).map((targets): Gathering<T> => ({ others, targets }));
  });
  return found
    .filter((gathering) => !fallsApart(amount, gathering))
    .sort((a, b) => parts(a) - parts(b))
    .slice(0, shown);
}

function sumsOf<T extends Candidate>(expected: readonly T[]): Map<bigint, T[][]> {
  const sums = new Map<bigint, T[][]>();
  for (const set of setsOf(expected, largest)) {
    const total = set.reduce((sum, candidate) => sum + minorOf(candidate), 0n);
    sums.set(total, [...(sums.get(total) ?? []), set]);
  }
  return sums;
}

/** Whether some of the entries alone pay some of the targets: then the others pay the rest, and nothing ties them together. */
function fallsApart(amount: Money, { others, targets }: Gathering): boolean {
  const alone = setsOf(targets, targets.length - 1).map((set) => set.reduce((sum, one) => sum + minorOf(one), 0n));
  const entries = [amount.minor, ...others.map((other) => other.amount.minor)];
  const some = setsOf(entries, entries.length - 1).map((set) => set.reduce((sum, one) => sum + one, 0n));
  return some.some((total) => alone.includes(total));
}

/** Every set of one to `most` of the items. */
export function setsOf<T>(items: readonly T[], most: number): T[][] {
  const grow = (sets: T[][], item: T) => [
    ...sets,
    ...sets.filter((set) => set.length < most).map((set) => [...set, item]),
  ];
  return items.reduce(grow, [[]] as T[][]).filter((set) => set.length > 0);
}

function totalOf(others: readonly Sibling[], first: bigint): bigint {
  return others.reduce((sum, { amount }) => sum + amount.minor, first);
}

function minorOf({ amount }: Candidate): bigint {
  return amount?.minor ?? 0n;
}

function parts({ others, targets }: Gathering): number {
  return others.length + targets.length;
}
