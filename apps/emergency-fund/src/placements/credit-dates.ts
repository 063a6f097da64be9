import { addDays, endOfMonth, minDay, quarterEnd, yearOf, type Day } from '@abonde/calendar';

export const capitalisations = ['DAILY', 'MONTHLY', 'QUARTERLY', 'YEARLY', 'AT_MATURITY'] as const;
/** How often the bank credits what it owes. */
export type Capitalisation = (typeof capitalisations)[number];

/** When the bank should credit what is earned from a day on. */
export interface ExpectedCredit {
  from: Day;
  /** Last day it pays interest for. */
  to: Day;
  dueOn: Day;
}

/** Undefined for a deposit without a maturity, and past the maturity. */
export function nextCredit(
  capitalisation: Capitalisation,
  from: Day,
  maturesOn: Day | null,
): ExpectedCredit | undefined {
  const end = periodEnd(capitalisation, from);
  if (maturesOn === null) return end === null ? undefined : { from, to: end, dueOn: end };
  const last = addDays(maturesOn, -1);
  if (last < from) return undefined;
  return end !== null && end < last
    ? { from, to: end, dueOn: end }
    : { from, to: minDay(end ?? last, last), dueOn: maturesOn };
}

/** Last day of the period a day is in; null when the only one is the whole term. */
export function periodEnd(capitalisation: Capitalisation, day: Day): Day | null {
  switch (capitalisation) {
    case 'DAILY':
      return day;
    case 'MONTHLY':
      return endOfMonth(day);
    case 'QUARTERLY':
      return quarterEnd(day);
    case 'YEARLY':
      return `${yearOf(day)}-12-31`;
    case 'AT_MATURITY':
      return null;
  }
}
