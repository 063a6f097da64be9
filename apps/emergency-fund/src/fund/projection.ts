import { addDays, addMonths, endOfMonth, maxDay, monthOf, type Day, type Month } from '@abonde/calendar';
import { accruedInterest, sumOf, type Terms } from '../accruals/accrual';
import { staysInFund } from '../accruals/distribution';
import type { Pool } from '../accruals/pool';
import type { Rate } from '../accruals/rates';
import { nextCredit } from '../placements/credit-dates';
import { type Course, type PathPoint, ratesUnder, type Scenario, scenarios } from './scenarios';

/** A placement of which the fund receives a part. */
export interface Earning {
  placement: string;
  /** With the money that is known to come and to leave. */
  pool: Pool;
  terms: Terms;
  course: Course;
  /** First day not yet credited. */
  uncreditedFrom: Day;
}

export interface ProjectedMonth {
  month: Month;
  /** Cents, at the end of the month. */
  available: Record<Scenario, bigint>;
}

export interface Outlook {
  /** Cents that could be decided today. */
  available: bigint;
  earnings: readonly Earning[];
  today: Day;
  months: number;
  /** Forward path of rates; empty when none is given. */
  path: readonly PathPoint[];
}

/**
 * What the fund could decide at the end of each coming month: interest counts on the day the bank credits it, instalments
 * that are called and tranches that are asked for move the bases, no aid is decided, and what the fund receives meanwhile
 * earns nothing more. Without a path, `FORWARD` is `FLAT`.
 */
export function project(outlook: Outlook): ProjectedMonth[] {
  const incomes = Object.fromEntries(scenarios.map((scenario) => [scenario, incomesOf(outlook, scenario)])) as Record<
    Scenario,
    Income[]
  >;
  return endsOf(outlook).map((end) => ({
    month: monthOf(end),
    available: Object.fromEntries(
      scenarios.map((scenario) => [
        scenario,
        outlook.available + sumOf(incomes[scenario].filter(({ on }) => on <= end)),
      ]),
    ) as Record<Scenario, bigint>,
  }));
}

/** What the fund is to receive of one credit of the bank. */
export interface Income {
  placement: string;
  /** Days that it pays, both included. */
  from: Day;
  to: Day;
  on: Day;
  /** Cents. */
  minor: bigint;
}

/** The fund's part of the credits to come, in order of day. */
export function incomesOf(outlook: Outlook, scenario: Scenario): Income[] {
  const { earnings, today } = outlook;
  const horizon = endsOf(outlook).at(-1) ?? today;
  return earnings
    .flatMap(({ placement, pool, terms, uncreditedFrom, ...earning }) => {
      const rates = coming(earning.course, scenario, outlook);
      return creditsUntil(terms, uncreditedFrom, horizon).map(({ from, to, dueOn }) => ({
        ...{ placement, from, to },
        on: maxDay(dueOn, addDays(today, 1)),
        minor: sumOf(accruedInterest(pool, { ...terms, rates }, from, to).filter(staysInFund)),
      }));
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function coming(course: Course, scenario: Scenario, { today, path }: Outlook): readonly Rate[] {
  const isPathGiven = scenario !== 'FORWARD' || path.length > 0;
  return isPathGiven ? ratesUnder(scenario, course, today, path) : course.rates;
}

/** Last days of the months to come. */
function endsOf({ today, months }: Outlook): Day[] {
  return Array.from({ length: months }, (_, index) => endOfMonth(addMonths(`${monthOf(today)}-01`, index + 1)));
}

function creditsUntil({ capitalisation, maturesOn }: Terms, uncreditedFrom: Day, horizon: Day) {
  const credits: { from: Day; to: Day; dueOn: Day }[] = [];
  for (let from = uncreditedFrom; ;) {
    const next = nextCredit(capitalisation, from, maturesOn);
    if (!next || next.dueOn > horizon) return credits;
    credits.push(next);
    from = addDays(next.to, 1);
  }
}
