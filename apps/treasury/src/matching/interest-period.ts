import { addDays, type Day, endOfMonth, maxDay, quarterEnd, startOfMonth, yearOf } from '@abonde/calendar';

export type Capitalisation = 'DAILY' | 'MONTHLY' | 'QUARTERLY' | 'YEARLY' | 'AT_MATURITY';

export interface Placement {
  capitalisation: Capitalisation;
  openedOn: Day;
  /** Last day of the period already credited. */
  creditedTo: Day | null;
}

/**
 * The days a credit of interest pays for, both included, when nobody says: from the day after the last credit to the end of
 * the capitalisation period that the value date closes.
 */
export function interestPeriod(
  { capitalisation, openedOn, creditedTo }: Placement,
  valueDate: Day,
): { from: Day; to: Day } {
  const closing = periodEndUpTo(valueDate, capitalisation);
  const to =
    creditedTo === null || closing > creditedTo ? closing : maxDay(addDays(valueDate, -1), addDays(creditedTo, 1));
  const from = creditedTo === null ? firstDay(to, capitalisation, openedOn) : addDays(creditedTo, 1);
  return { from: from < to ? from : to, to };
}

/** Interest credited with value 1 January pays for the year that ended the day before. */
function periodEndUpTo(day: Day, capitalisation: Capitalisation): Day {
  if (capitalisation === 'DAILY' || capitalisation === 'AT_MATURITY') return addDays(day, -1);
  const end = { MONTHLY: endOfMonth, QUARTERLY: quarterEnd, YEARLY: yearEnd }[capitalisation](day);
  return end === day ? day : addDays(periodStart(end, capitalisation), -1);
}

function firstDay(to: Day, capitalisation: Capitalisation, openedOn: Day): Day {
  if (capitalisation === 'AT_MATURITY') return openedOn;
  return capitalisation === 'DAILY' ? to : maxDay(openedOn, periodStart(to, capitalisation));
}

/** First day of the period that ends that day. */
function periodStart(end: Day, capitalisation: 'MONTHLY' | 'QUARTERLY' | 'YEARLY'): Day {
  if (capitalisation === 'YEARLY') return `${yearOf(end)}-01-01`;
  if (capitalisation === 'MONTHLY') return startOfMonth(end);
  const month = Number(end.slice(5, 7));
  return `${end.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

function yearEnd(day: Day): Day {
  return `${yearOf(day)}-12-31`;
}
