/** Calendar day, `2026-02-20`. Days are plain ISO strings: they compare and sort as text. */
export type Day = string;
/** Accounting month, `2026-02`. */
export type Month = string;

const MILLISECONDS_A_DAY = 86_400_000;

export function isDay(value: unknown): value is Day {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && fromEpochDay(epochDay(value)) === value;
}

/** Whole days since 1 January 1970. */
export function epochDay(day: Day): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MILLISECONDS_A_DAY;
}

export function fromEpochDay(days: number): Day {
  return new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return fromEpochDay(epochDay(day) + days);
}

/** Same day of a later month, or that month's last day when it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  const last = endOfMonth(`${month}-01`);
  const wanted = `${month}-${day.slice(8, 10)}`;
  return wanted < last ? wanted : last;
}

/** Days from `from` to `to`, negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function startOfMonth(day: Day): Day {
  return `${monthOf(day)}-01`;
}

export function endOfMonth(day: Day): Day {
  const [year, month] = [yearOf(day), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Last day of the quarter the day is in. */
export function quarterEnd(day: Day): Day {
  const month = Math.ceil(Number(day.slice(5, 7)) / 3) * 3;
  return endOfMonth(`${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`);
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1;
}

export function minDay(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function maxDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}
