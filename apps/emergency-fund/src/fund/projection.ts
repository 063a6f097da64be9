import { addDays, addMonths, endOfMonth, maxDay, monthOf, quarterEnd, type Day, type Month } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import { accruedInterest, sumOf, type Terms } from '../accruals/accrual';
import { staysInFund } from '../accruals/distribution';
import type { Pool } from '../accruals/pool';

export const scenarios = ['CURRENT', 'ONE_POINT_LESS', 'NO_INTEREST'] as const;
export type Scenario = (typeof scenarios)[number];

/** A placement of which the fund receives a part. */
export interface Earning {
  pool: Pool;
  terms: Terms;
  /** First day not yet credited. */
  uncreditedFrom: Day;
}

export interface ProjectedMonth {
  month: Month;
  /** Cents, at the end of the month. */
  available: Record<Scenario, bigint>;
}

/**
 * What the fund could decide at the end of each coming month if nothing moves but interest: what is known of the
 * bases stays as it is, what is earned counts at the end of its quarter, and no aid is decided.
 */
export function project(available: bigint, earnings: readonly Earning[], today: Day, months: number): ProjectedMonth[] {
  return Array.from({ length: months }, (_, index) => {
    const end = endOfMonth(addMonths(`${monthOf(today)}-01`, index + 1));
    const credited = lastQuarterEnd(end);
    const of = (scenario: Scenario): bigint =>
      available + (credited < today ? 0n : earned(earnings, scenario, today, credited));
    return {
      month: monthOf(end),
      available: { CURRENT: of('CURRENT'), ONE_POINT_LESS: of('ONE_POINT_LESS'), NO_INTEREST: of('NO_INTEREST') },
    };
  });
}

function earned(earnings: readonly Earning[], scenario: Scenario, today: Day, through: Day): bigint {
  return earnings.reduce((sum, { pool, terms, uncreditedFrom }) => {
    const lines = accruedInterest(pool, { ...terms, rates: ratesOf(terms, scenario, today) }, uncreditedFrom, through);
    return sum + sumOf(lines.filter(staysInFund));
  }, 0n);
}

/** A scenario changes the rate from the day after today. */
function ratesOf({ rates }: Terms, scenario: Scenario, today: Day): Terms['rates'] {
  if (scenario === 'CURRENT') return rates;
  const tomorrow = addDays(today, 1);
  const known = rates.filter(({ from }) => from <= tomorrow);
  const last = known.reduce<Terms['rates'][number] | undefined>(
    (latest, rate) => (!latest || rate.from >= latest.from ? rate : latest),
    undefined,
  );
  const lowered = scenario === 'NO_INTEREST' ? '0' : onePointLess(last?.rate ?? '0');
  return [...known, { from: maxDay(tomorrow, last?.from ?? tomorrow), rate: lowered }];
}

function onePointLess(rate: string): string {
  if (Rational.parse(rate).compare(Rational.of(1n)) <= 0) return '0';
  const [whole, fraction] = rate.split('.');
  return `${BigInt(whole!) - 1n}${fraction === undefined ? '' : `.${fraction}`}`;
}

function lastQuarterEnd(day: Day): Day {
  return quarterEnd(day) === day ? day : quarterEnd(addMonths(day, -3));
}
