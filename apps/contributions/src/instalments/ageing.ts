import { type Day, daysBetween } from '@abonde/calendar';

export const ageBands = ['NOT_DUE', 'D1_30', 'D31_60', 'D61_90', 'OVER_90'] as const;
export type AgeBand = (typeof ageBands)[number];

/** How late a receivable is on a day. */
export function ageOf(dueOn: Day, asOf: Day): { daysLate: number; band: AgeBand } {
  const late = daysBetween(dueOn, asOf);
  if (late <= 0) return { daysLate: 0, band: 'NOT_DUE' };
  return { daysLate: late, band: late <= 30 ? 'D1_30' : late <= 60 ? 'D31_60' : late <= 90 ? 'D61_90' : 'OVER_90' };
}
