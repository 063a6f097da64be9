import { addDays, addMonths, type Day, endOfMonth, minDay, startOfMonth, yearOf } from '@abonde/calendar';

/** Whole periods of one length, named by their first days. */
export interface Periods {
  grain: 'Y' | 'M' | 'D';
  first: Day | '-infinity';
  last: Day | 'infinity';
}

/** The fewest whole years, months and days that make up a stretch of days, each day once; an end that is not given is open. */
export function periodsOf(from?: Day, to?: Day): Periods[] {
  if (from !== undefined && to !== undefined && from > to) return [];
  const found: Periods[] = [];
  let start = from;
  const take = (grain: Periods['grain'], last: Day, next: Day) => {
    if (start !== undefined && start <= last) found.push({ grain, first: start, last });
    if (start === undefined || start < next) start = next;
  };
  const within = (day: Day) => (to === undefined ? day : minDay(day, to));
  if (start !== undefined && start !== startOfMonth(start)) {
    const end = within(endOfMonth(start));
    take('D', end, addDays(end, 1));
  }
  if (start !== undefined && start !== startOfYear(start)) {
    const months = monthsUntil(within(`${start.slice(0, 4)}-12-31`));
    take('M', addMonths(months, -1), months);
  }
  if (to === undefined) return [...found, { grain: 'Y', first: start ?? '-infinity', last: 'infinity' }];
  const year = startOfYear(addDays(to, 1));
  if (start === undefined) found.push({ grain: 'Y', first: '-infinity', last: addMonths(year, -12) });
  take('Y', addMonths(year, -12), year);
  take('M', addMonths(monthsUntil(to), -1), monthsUntil(to));
  take('D', to, addDays(to, 1));
  return found;
}

/** The same days without whole years. */
export function inMonths({ grain, first, last }: Periods): Periods {
  if (grain !== 'Y') return { grain, first, last };
  return { grain: 'M', first, last: last === 'infinity' ? last : addMonths(last, 11) };
}

/** First day of the first month that is not whole on that day. */
function monthsUntil(day: Day): Day {
  return startOfMonth(addDays(day, 1));
}

function startOfYear(day: Day): Day {
  return `${String(yearOf(day)).padStart(4, '0')}-01-01`;
}
