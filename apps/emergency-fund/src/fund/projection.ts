import { addDays, addMonths, endOfMonth, maxDay, monthOf, type Day, type Month } from '@abonde/calendar';
import { accruedInterest, sumOf, type Terms } from '../accruals/accrual';
import { staysInFund } from '../accruals/distribution';
import type { Pool } from '../accruals/pool';
import { nextCredit } from '../placements/credit-dates';
import { type Course, type PathPoint, ratesUnder, type Scenario, scenarios } from './scenarios';

/** A placement of which the fund receives a part. */
export interface Earning {
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
export function project({ available, earnings, today, months, path }: Outlook): ProjectedMonth[] {
  const ends = Array.from({ length: months }, (_, index) => endOfMonth(addMonths(`${monthOf(today)}-01`, index + 1)));
  const horizon = ends.at(-1) ?? today;
  const incomes = Object.fromEntries(
    scenarios.map((scenario) => [scenario, earnings.flatMap((earning) => incomeOf(earning, scenario))]),
  ) as Record<Scenario, Income[]>;
  return ends.map((end) => ({
    month: monthOf(end),
    available: Object.fromEntries(
      scenarios.map((scenario) => [scenario, available + sumOf(incomes[scenario].filter(({ on }) => on <= end))]),
    ) as Record<Scenario, bigint>,
  }));

  function incomeOf({ pool, terms, course, uncreditedFrom }: Earning, scenario: Scenario): Income[] {
    const isPathGiven = scenario !== 'FORWARD' || path.length > 0;
    const rates = isPathGiven ? ratesUnder(scenario, course, today, path) : course.rates;
    return creditsUntil(terms, uncreditedFrom, horizon).map(({ from, to, dueOn }) => ({
      on: maxDay(dueOn, addDays(today, 1)),
      minor: sumOf(accruedInterest(pool, { ...terms, rates }, from, to).filter(staysInFund)),
    }));
  }
}

interface Income {
  on: Day;
  minor: bigint;
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
