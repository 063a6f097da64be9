import { epochDay, fromEpochDay, type Day } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import {
  accruedInterest,
  borne,
  earningGrowth,
  exactInterest,
  growth,
  hasNegative,
  sumOf,
  type Terms,
} from './accrual';
import type { DayCount } from './day-count';
import { keyOf, type Holding, type Line, type Pool } from './pool';
import { scaledRates, type Rate } from './rates';
import { Timeline } from './timeline';

/** One stretch of days of one line: where a share of the interest comes from. */
export interface Explained extends Line {
  from: Day;
  /** Included. */
  to: Day;
  days: number;
  /** Cents. */
  base: bigint;
  /** Percent a year; of each bracket, where there are several. */
  rate: string;
  dayCount: DayCount;
  /** What the base gathers on this stretch; below zero when it is charged. */
  weight: bigint;
}

/** The stretches behind `accruedInterest`, in the order line, day. */
export function explainAccrual(pool: Pool, terms: Terms, from: Day, through: Day): Explained[] {
  const [start, end] = borne(terms, from, through);
  if (end <= start) return [];
  const scaled = scaledRates(terms.rates);
  const earning = earningGrowth(terms, scaled, [start, end]);
  const all = hasNegative(terms) ? growth(terms, scaled, [start, end]) : earning;
  const named = inWords(terms.rates);
  return named
    .stretches(start, end)
    .filter(({ value }) => value !== '')
    .flatMap(({ from: first, until, value }) => {
      const { upTo } = value.startsWith('-') ? all : earning;
      return pool.holdings(first, until).map((held) => explainedStretch(held, terms.dayCount, value, upTo));
    })
    .sort((a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.from, b.from));
}

/** Rates as they were set; empty while nothing is earned. */
function inWords(rates: readonly Rate[]): Timeline<string> {
  const words = ({ rate, tiers = [] }: Rate): string => {
    const all = [rate, ...tiers.map((tier) => tier.rate)];
    return all.every(isZero) ? '' : all.join(' / ');
  };
  const inOrder = rates.toSorted((a, b) => compareText(a.from, b.from));
  return new Timeline('', { days: inOrder.map(({ from }) => epochDay(from)), values: inOrder.map(words) });
}

function isZero(rate: string): boolean {
  return /^-?[0.]*$/.test(rate);
}

function explainedStretch(held: Holding, dayCount: DayCount, rate: string, upTo: (day: number) => bigint): Explained {
  const { project, agreement, disposition, from, until, minor } = held;
  return {
    project,
    agreement,
    disposition,
    dayCount,
    rate,
    from: fromEpochDay(from),
    to: fromEpochDay(until - 1),
    days: until - from,
    base: minor,
    weight: minor * (upTo(until) - upTo(from)),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface ExplainedAmount extends Explained {
  /** Cents. */
  minor: bigint;
  /** Cents before rounding: what the stretch is worth exactly. */
  exact: Rational;
  /** Percent of all that was earned, with four decimals. */
  share: string;
}

/** Each stretch with its part of the interest: parts add up to the lines, and lines to the whole. */
export function explained(pool: Pool, terms: Terms, from: Day, through: Day): ExplainedAmount[] {
  const stretches = explainAccrual(pool, terms, from, through);
  if (stretches.length === 0) return [];
  const lines = accruedInterest(pool, terms, from, through);
  const earning = stretches.filter(({ weight }) => weight > 0n);
  const charged = stretches.filter(({ weight }) => weight < 0n);
  const amounts = new Map<Explained, bigint>();
  const byLine = groupedByLine(earning);
  for (const { key, minor } of lines.filter(({ isCharge }) => !isCharge)) give(amounts, byLine.get(key) ?? [], minor);
  give(amounts, charged, sumOf(lines.filter(({ isCharge }) => isCharge)));
  // Whose cents they were is kept; what becomes of the charge is decided once for all of it.
  const bearer = lines.find(({ isCharge }) => isCharge);
  const { whole, earned } = exactInterest(pool, terms, borne(terms, from, through));
  const [weights, chargedWeights] = [weightOf(earning), weightOf(charged)];
  return stretches.map((stretch) => {
    const isEarned = stretch.weight > 0n;
    const part = isEarned ? Rational.of(stretch.weight, weights) : partOf(stretch.weight, chargedWeights);
    return {
      ...stretch,
      ...(!isEarned && bearer && { disposition: bearer.disposition }),
      minor: amounts.get(stretch) ?? 0n,
      exact: (isEarned ? earned : whole.minus(earned)).times(part),
      share: isEarned ? percent(part) : '0.0000',
    };
  });
}

function groupedByLine(stretches: readonly Explained[]): Map<string, Explained[]> {
  const byLine = new Map<string, Explained[]>();
  for (const stretch of stretches) {
    const of = byLine.get(keyOf(stretch));
    if (of) of.push(stretch);
    else byLine.set(keyOf(stretch), [stretch]);
  }
  return byLine;
}

function weightOf(stretches: readonly Explained[]): bigint {
  return stretches.reduce((sum, { weight }) => sum + weight, 0n);
}

function partOf(weight: bigint, whole: bigint): Rational {
  return whole === 0n ? Rational.ZERO : Rational.of(weight, whole);
}

function give(amounts: Map<Explained, bigint>, stretches: readonly Explained[], minor: bigint): void {
  if (stretches.length === 0 || minor === 0n) return;
  const parts = stretches.map(({ weight }, index) => ({
    key: String(index).padStart(8, '0'),
    weight: weight < 0n ? -weight : weight,
  }));
  const shared = largestRemainder(minor, parts);
  stretches.forEach((stretch, index) => amounts.set(stretch, shared.get(parts[index]!.key)!));
}

/** With four decimals. */
function percent(part: Rational): string {
  return decimal(part.times(Rational.of(100n)), 4);
}

/** A fraction as a decimal number, rounded half away from zero. */
export function decimal(value: Rational, decimals: number): string {
  const scaled = value.times(Rational.of(10n ** BigInt(decimals))).round();
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
