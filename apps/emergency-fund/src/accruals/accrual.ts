import { addDays, epochDay, type Day } from '@abonde/calendar';
import { Rational, sharesOf } from '@abonde/money';
import { bearerOf, type Bearer, type ChargePolicy } from '../charges/charge-policy';
import type { Capitalisation } from '../placements/credit-dates';
import type { DayCount } from './day-count';
import { growthOf, type Compounding, type Growth } from './growth';
import { bearing } from './bearing';
import { keyOf, type Line, type Pool, type Weighed } from './pool';
import { earnedBy, scaledRates, type Rate, type ScaledRates } from './rates';
import { Timeline } from './timeline';

/** The association's own agreement: what nobody else bears or disposes of. */
export const GENERAL_AGREEMENT = 'AIMF-GENERAL';
const GENERAL_LINE: Line = { project: null, agreement: GENERAL_AGREEMENT, disposition: 'GENERAL' };
const bornBy: Record<Bearer, Line> = {
  GENERAL: GENERAL_LINE,
  EMERGENCY_FUND: { project: null, agreement: null, disposition: 'EMERGENCY_FUND' },
};

export interface Terms {
  dayCount: DayCount;
  compounding: Compounding;
  /** Interest compounds within a period only: at its end the bank credits it. */
  capitalisation: Capitalisation;
  openedOn: Day;
  /** Last day excluded; null while open. */
  maturesOn: Day | null;
  rates: readonly Rate[];
  /** Cents of EUR that bear interest, day by day: a fixed sum, or what an account holds; null where it is the pool less `elsewhere`. */
  own: Timeline<bigint> | null;
  /** Cents of EUR that the pool's other placements bear on by themselves. */
  elsewhere: Timeline<bigint>;
  /** Who bears what days at a negative rate take away. */
  charges: readonly ChargePolicy[];
}

/** Interest of one line, in cents; a charge when the rate is negative. */
export interface Accrued extends Line {
  key: string;
  minor: bigint;
  isCharge: boolean;
}

type Period = readonly [number, number];

/** First and past-the-last day of `terms` within [from, through]. */
export function borne(terms: Terms, from: Day, through: Day): Period {
  const start = Math.max(epochDay(from), epochDay(terms.openedOn));
  const end = epochDay(addDays(through, 1));
  return [start, terms.maturesOn === null ? end : Math.min(end, epochDay(terms.maturesOn))];
}

/**
 * What a placement has earned from `from` to `through`, both included: `largestRemainder(round(exact), exact parts)`.
 * A pure function of the facts: the order in which they were learnt plays no part, and the cost follows the
 * number of changes, not of days. What days at a negative rate take away is one charge, borne as decided.
 */
export function accruedInterest(pool: Pool, terms: Terms, from: Day, through: Day): Accrued[] {
  const period = borne(terms, from, through);
  if (period[1] <= period[0]) return [];
  const { lines, whole, earned } = exactInterest(pool, terms, period);
  const total = whole.round();
  const charge = whole.minus(earned).round();
  return [...shareOut(total - charge, lines), ...(charge === 0n ? [] : [chargeOf(charge, terms.charges, through)])];
}

/** Before anything is rounded, in cents: what all days give, what days at positive rates give, and who shares that. */
export function exactInterest(
  pool: Pool,
  terms: Terms,
  period: Period,
): { lines: Weighed[]; whole: Rational; earned: Rational } {
  const scaled = scaledRates(terms.rates);
  const earning = earningGrowth(terms, scaled, period);
  const lines = pool.weigh(...period, earning.upTo);
  const earned = scaled.brackets
    ? earnedInBrackets(bearing(pool, terms), terms, scaled, period)
    : interest(pool, terms, period, earning, lines);
  const whole = hasNegative(terms) ? interest(pool, terms, period, growth(terms, scaled, period)) : earned;
  return { lines, whole, earned };
}

/** What a sum that changes earns from `from` to `through`, both included, in its cents; rounded once. */
export function interestOn(held: Timeline<bigint>, terms: Terms, from: Day, through: Day): bigint {
  const period = borne(terms, from, through);
  if (period[1] <= period[0]) return 0n;
  const scaled = scaledRates(terms.rates);
  const exact = scaled.brackets
    ? earnedInBrackets(held, terms, scaled, period)
    : gathered(held, growth(terms, scaled, period), period);
  return exact.round();
}

export function hasNegative({ rates }: Terms): boolean {
  return rates.some(({ rate }) => rate.startsWith('-'));
}

export function growth(
  { dayCount, compounding, capitalisation, maturesOn }: Terms,
  { rates, scale }: ScaledRates,
  period: Period,
): Growth {
  return growthOf({ dayCount, maturesOn, compounding, capitalisation, rates, scale }, period);
}

/**
 * What lines are weighed with: cents × time × rate, negative rates left out. Where a rate has brackets nobody's cents
 * lie in one of them rather than another, and lines are weighed by cents × time while anything is earned.
 */
export function earningGrowth(terms: Terms, scaled: ScaledRates, period: Period): Growth {
  const rates = scaled.brackets
    ? scaled.brackets.map((brackets) => (brackets.some(({ rate }) => rate > 0n) ? 1n : 0n))
    : scaled.rates.map((rate) => (rate > 0n ? rate : 0n));
  return growth(terms, { ...scaled, rates }, period);
}

/** What all that bears interest has gathered. */
function interest(
  pool: Pool,
  terms: Terms,
  period: Period,
  gathering: Growth,
  lines: readonly Weighed[] = pool.weigh(...period, gathering.upTo),
): Rational {
  if (terms.own === null && terms.elsewhere.constant === 0n) return Rational.of(weightOf(lines), gathering.denominator);
  return gathered(bearing(pool, terms), gathering, period);
}

function gathered(held: Timeline<bigint>, { denominator, upTo }: Growth, period: Period): Rational {
  let sum = 0n;
  held.visit(...period, (minor, from, until) => (sum += minor * (upTo(until) - upTo(from))));
  return Rational.of(sum, denominator);
}

/** Each bracket of the sum that bears interest earns its own rate. */
function earnedInBrackets(
  held: Timeline<bigint>,
  terms: Terms,
  { brackets, scale }: ScaledRates,
  period: Period,
): Rational {
  const time = growth(terms, { scale, rates: Timeline.always(1n) }, period);
  return gathered(held.with(brackets!, earnedBy), time, period);
}

function weightOf(lines: readonly Weighed[]): bigint {
  return lines.reduce((sum, { weight }) => sum + weight, 0n);
}

/** Shares an amount over weighed lines, to the cent. Where nothing was held, it is general. */
export function shareOut(total: bigint, lines: readonly Weighed[]): Accrued[] {
  if (total === 0n) return [];
  const weighing = lines.filter(({ weight }) => weight > 0n);
  if (weighing.length === 0) return [{ ...GENERAL_LINE, key: keyOf(GENERAL_LINE), minor: total, isCharge: false }];
  const accrued: Accrued[] = [];
  sharesOf(total, weighing).forEach((minor, index) => {
    const { key, project, agreement, disposition } = weighing[index]!;
    if (minor !== 0n) accrued.push({ key, project, agreement, disposition, minor, isCharge: false });
  });
  return accrued;
}

/** A negative amount as a charge of whoever bears it on the last day of its period. */
export function chargeOf(minor: bigint, charges: readonly ChargePolicy[], lastDay: Day): Accrued {
  const line = bornBy[bearerOf(charges, lastDay)];
  return { ...line, key: `${keyOf(line)}/charge`, minor, isCharge: true };
}

/** What is to be posted to bring `posted` to `target`, line by line. */
export function stillToPost<Shared extends Accrued>(target: readonly Shared[], posted: readonly Shared[]): Shared[] {
  const lines = new Map(target.map((line) => [line.key, { ...line }]));
  for (const line of posted) {
    const known = lines.get(line.key);
    if (known) known.minor -= line.minor;
    else lines.set(line.key, { ...line, minor: -line.minor });
  }
  return [...lines.values()].filter(({ minor }) => minor !== 0n).sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function sumOf(lines: readonly { minor: bigint }[]): bigint {
  return lines.reduce((sum, { minor }) => sum + minor, 0n);
}
