import { addDays, addMonths, type Day, startOfMonth } from '@abonde/calendar';

/** Whole months or days, named by their first days, whose running sums are added or taken away. */
export interface Periods {
  sign: 1 | -1;
  grain: 'M' | 'D';
  first: Day | '-infinity';
  last: Day | 'infinity';
  /** The last of them that moved, or else the last before them, with all that it carries; otherwise each for itself. */
  carried: boolean;
}

/** What moved in a stretch of days: all that had moved by its end, less what had moved before it; an end not given is open. */
export function periodsOf(from?: Day, to?: Day): Periods[] {
  if (from !== undefined && to !== undefined && from > to) return [];
  if (from === undefined) return until(to, 1);
  if (to !== undefined && startOfMonth(from) === startOfMonth(to)) return days(from, to, 1);
  return [...until(to, 1), ...until(addDays(from, -1), -1)];
}

/** The same days month by month: whole months each for itself, and the days of the months that an end cuts. */
export function monthsOf(from?: Day, to?: Day): Periods[] {
  if (from !== undefined && to !== undefined && from > to) return [];
  const start = from === undefined ? '-infinity' : addMonths(startOfMonth(addDays(from, -1)), 1);
  const cut = to === undefined ? 'infinity' : firstCutMonth(to);
  if (from !== undefined && to !== undefined && start > cut) return days(from, to, 1);
  const last = cut === 'infinity' ? cut : addMonths(cut, -1);
  return [
    ...(from === undefined ? [] : days(from, addDays(start, -1), 1)),
    ...(start < cut ? [{ sign: 1, grain: 'M', first: start, last, carried: false } as const] : []),
    ...(to === undefined ? [] : days(cut, to, 1)),
  ];
}

/** Most have moved within a year; from further back one sum is looked for among many. */
function until(day: Day | undefined, sign: 1 | -1): Periods[] {
  if (day === undefined) return [{ sign, grain: 'M', first: '-infinity', last: 'infinity', carried: true }];
  const cut = firstCutMonth(day);
  const months: Periods = { sign, grain: 'M', first: addMonths(cut, -12), last: addMonths(cut, -1), carried: true };
  return [months, ...days(cut, day, sign)];
}

function days(first: Day, last: Day, sign: 1 | -1): Periods[] {
  return first > last ? [] : [{ sign, grain: 'D', first, last, carried: false }];
}

/** First day of the first month that is not whole at the end of that day. */
function firstCutMonth(day: Day): Day {
  return startOfMonth(addDays(day, 1));
}
