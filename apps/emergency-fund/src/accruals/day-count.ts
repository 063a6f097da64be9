import { epochDay, type Day } from '@abonde/calendar';

/**
 * `ACT/ACT` as ISDA has it: each day is a part of its own calendar year. `30E/360` leaves the end of February as it is
 * (Eurobond basis); `30E/360-ISDA` counts it as the 30th, unless the deposit matures on it.
 */
export const dayCounts = ['ACT/360', 'ACT/365F', 'ACT/ACT', '30E/360', '30E/360-ISDA'] as const;
export type DayCount = (typeof dayCounts)[number];

/**
 * Time under a day-count convention, in whole ticks: a stretch of days weighs `upTo(end) - upTo(start)` ticks,
 * first day included, last excluded, and a year is `basis` ticks. Being a difference, it adds up exactly however
 * the stretch is cut.
 */
export interface DayMeasure {
  basis: bigint;
  upTo(day: number): bigint;
}

const ACT_ACT_YEAR = 365n * 366n;

const measures: Record<Exclude<DayCount, '30E/360-ISDA'>, DayMeasure> = {
  'ACT/360': { basis: 360n, upTo: BigInt },
  'ACT/365F': { basis: 365n, upTo: BigInt },
  'ACT/ACT': { basis: ACT_ACT_YEAR, upTo: actualDaysOfYear },
  '30E/360': { basis: 360n, upTo: daysOfThirtyDayMonths },
};

/** @param maturesOn first day that no longer bears interest; null while there is none */
export function measureOf(dayCount: DayCount, maturesOn: Day | null): DayMeasure {
  if (dayCount !== '30E/360-ISDA') return measures[dayCount];
  const maturity = maturesOn === null ? null : epochDay(maturesOn);
  const upTo = (day: number): bigint => (day === maturity ? daysOfThirtyDayMonths(day) : daysOfEqualMonths(day));
  return { basis: 360n, upTo };
}

const MILLISECONDS_A_DAY = 86_400_000;

/** A day of a leap year weighs 1/366, of any other 1/365. */
function actualDaysOfYear(day: number): bigint {
  const year = new Date(day * MILLISECONDS_A_DAY).getUTCFullYear();
  const first = Date.UTC(year, 0, 1) / MILLISECONDS_A_DAY;
  const isLeap = Date.UTC(year + 1, 0, 1) / MILLISECONDS_A_DAY - first === 366;
  return BigInt(year) * ACT_ACT_YEAR + BigInt(day - first) * (isLeap ? 365n : 366n);
}

/** Months of thirty days: the 31st counts as the 30th, the end of February as it is. */
function daysOfThirtyDayMonths(day: number): bigint {
  const date = new Date(day * MILLISECONDS_A_DAY);
  return BigInt(360 * date.getUTCFullYear() + 30 * date.getUTCMonth() + Math.min(date.getUTCDate(), 30));
}

/** Months of thirty days, each of which ends on its 30th: February too. */
function daysOfEqualMonths(day: number): bigint {
  const endsMonth = new Date((day + 1) * MILLISECONDS_A_DAY).getUTCDate() === 1;
  const date = new Date(day * MILLISECONDS_A_DAY);
  return BigInt(360 * date.getUTCFullYear() + 30 * date.getUTCMonth() + (endsMonth ? 30 : date.getUTCDate()));
}
