import { epochDay, type Day } from '@abonde/calendar';
import { Timeline } from './timeline';

/** Percent a year as it is written: up to three digits and eight decimals. */
export const ratePattern = /^-?\d{1,3}(\.\d{1,8})?$/;

/** What lies above a sum, in cents, earns its own rate. */
export interface Tier {
  above: bigint;
  /** Percent a year, not negative. */
  rate: string;
}

/** Percent a year, in force from a day. */
export interface Rate {
  from: Day;
  rate: string;
  /** Brackets above the first, lowest first; the first earns `rate`, which is then not negative. */
  tiers?: readonly Tier[];
}

/** A rate as it is agreed: fixed, or an index plus a spread. */
export interface AgreedRate extends Rate {
  /** Then `rate` is the spread. */
  index: string | null;
  /** Least percent a year, spread included; null when the rate may fall without end. */
  floor: string | null;
}

/** What an index was on a day, in percent; it holds until the next: over week-ends and holidays too. */
export interface Fixing {
  day: Day;
  rate: string;
}

/**
 * Agreed rates as plain ones. Until an index has a first fixing nothing is earned on it; a missing fixing leaves the
 * one before it in force. Whatever comes later or corrected is a changed fact, and what was accrued is restated.
 * @param agreed in order of day; of several from one day the last counts
 * @param fixings in order of day
 */
export function ratesInForce(agreed: readonly AgreedRate[], fixings: ReadonlyMap<string, readonly Fixing[]>): Rate[] {
  return agreed.flatMap((one, position) => {
    const until = agreed[position + 1]?.from;
    if (until !== undefined && until <= one.from) return [];
    return one.index === null ? [one] : indexed(one, until, fixings.get(one.index) ?? []);
  });
}

function indexed(
  { from, rate: spread, floor }: AgreedRate,
  until: Day | undefined,
  fixings: readonly Fixing[],
): Rate[] {
  const before = fixings.findLast(({ day }) => day <= from);
  const after = fixings.filter(({ day }) => day > from && (until === undefined || day < until));
  const rate = (fixing: string): string => atLeast(plus(fixing, spread), floor);
  return [
    { from, rate: before ? rate(before.rate) : '0' },
    ...after.map((fixing) => ({ from: fixing.day, rate: rate(fixing.rate) })),
  ];
}

function atLeast(rate: string, floor: string | null): string {
  return floor !== null && scaledRate(rate, DECIMALS) < scaledRate(floor, DECIMALS) ? floor : rate;
}

/** Decimals a rate may have. */
const DECIMALS = 8;

function plus(a: string, b: string): string {
  const sum = scaledRate(a, DECIMALS) + scaledRate(b, DECIMALS);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${fraction && `.${fraction}`}`;
}

/** A rate as a whole number: percent × 10^decimals. */
export function scaledRate(rate: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

/** Rates as whole numbers. */
export interface ScaledRates {
  /** What a rate of one percent is. */
  scale: bigint;
  /** Of the first bracket. */
  rates: Timeline<bigint>;
  /** Of every bracket, where there are several; else undefined. */
  brackets?: Timeline<readonly Bracket[]>;
}

/** Cents above `above`, up to the next bracket, earn `rate`. */
export interface Bracket {
  above: bigint;
  rate: bigint;
}

export function scaledRates(given: readonly Rate[]): ScaledRates {
  const inOrder = given.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const all = given.flatMap(({ rate, tiers = [] }) => [rate, ...tiers.map((tier) => tier.rate)]);
  const decimals = Math.max(0, ...all.map((rate) => (rate.split('.')[1] ?? '').length));
  const days = inOrder.map(({ from }) => epochDay(from));
  const scaled = {
    scale: 10n ** BigInt(decimals),
    rates: new Timeline(0n, { days, values: inOrder.map(({ rate }) => scaledRate(rate, decimals)) }),
  };
  if (given.every(({ tiers = [] }) => tiers.length === 0)) return scaled;
  const values = inOrder.map(({ rate, tiers = [] }) =>
    [{ above: 0n, rate }, ...tiers].map((tier) => ({ above: tier.above, rate: scaledRate(tier.rate, decimals) })),
  );
  const brackets = new Timeline<readonly Bracket[]>([], { days, values });
  return { ...scaled, brackets };
}

/** What a sum earns in one unit of time: each bracket its part. */
export function earnedBy(sum: bigint, brackets: readonly Bracket[]): bigint {
  return brackets.reduce((earned, { above, rate }, index) => {
    const next = brackets[index + 1]?.above ?? sum;
    const end = next < sum ? next : sum;
    return end > above ? earned + (end - above) * rate : earned;
  }, 0n);
}
