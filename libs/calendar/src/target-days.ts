import { addDays, type Day, weekday, yearOf } from './day';

/** Western Easter Sunday (anonymous Gregorian algorithm). */
export function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${year}-${pad(Math.floor(f / 31))}-${pad((f % 31) + 1)}`;
}

/** Whether euro payments settle that day: closed on week-ends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December. */
export function isTargetDay(day: Day): boolean {
  if (weekday(day) > 5) return false;
  if (['01-01', '05-01', '12-25', '12-26'].includes(day.slice(5))) return false;
  const sunday = easter(yearOf(day));
  return day !== addDays(sunday, -2) && day !== addDays(sunday, 1);
}

/** The day itself when euro payments settle on it, else the next one on which they do. */
export function nextTargetDay(day: Day): Day {
  let candidate = day;
  while (!isTargetDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}
