import { type Day } from '@abonde/calendar';
import { codeOf, type Reference } from './reference';

export interface PlannedSeat {
  /** Code of the city. */
  city: string;
  from: Day;
  /** What the seat rests on. */
  basis: string;
}

/** First day of the year of the first session that the demonstration enters. */
const FIRST_DAY = '2017-01-01';
/** Members that hold a seat in the demonstration only, so that quorum and recusal have something to count. */
const illustrative = [
  'Brazzaville',
  'Cotonou',
  'Dschang',
  'Huê',
  'Lokossa',
  'Nouakchott',
  'Rabat',
  'Siem Reap',
  'Sousse',
  'Tunis',
  'Vientiane',
];
/** More than half of the seats. */
export const QUORUM = 7;

/** Seats at the Bureau: those that are known, and illustrative ones. */
export function planSeats({ cities }: Reference): PlannedSeat[] {
  return cities.flatMap(({ name, basis, bureau, bureau_since }): PlannedSeat[] => {
    const city = codeOf(name);
    if (bureau_since !== undefined) return [{ city, from: `${bureau_since}-01-01`, basis }];
    if (bureau) return [{ city, from: FIRST_DAY, basis }];
    return illustrative.includes(name) ? [{ city, from: FIRST_DAY, basis: 'ILLUSTRATIVE' }] : [];
  });
}

/** Who sits at a session: all but one, another each time. */
export function presentAt(seats: readonly PlannedSeat[], session: number): string[] {
  return seats.filter((_, index) => index !== session % seats.length).map(({ city }) => city);
}
