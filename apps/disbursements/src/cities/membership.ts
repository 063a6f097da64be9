import type { Day } from '@abonde/calendar';
import { Violation } from '@abonde/violation';

/** A seat at the Bureau, its last day included; null while it goes on. */
export interface Seat {
  from: Day;
  to: Day | null;
  /** What it rests on, where it is an example. */
  basis?: string | null;
}

export interface Contact {
  name: string;
  position: string | null;
  email: string | null;
  phone: string | null;
}

export interface Membership {
  joinedOn: Day | null;
  leftOn: Day | null;
  seats: Seat[];
}

/** Whether a seat is held that day. */
export function isSeated(seats: readonly Seat[], day: Day): boolean {
  return seats.some(({ from, to }) => from <= day && (to === null || day <= to));
}

/** In the order of time. */
export function inOrder(seats: readonly Seat[]): Seat[] {
  return [...seats].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * Tests that a city leaves after it joined, that each seat ends after it began, while the city is a member, and that no
 * two seats are held at once.
 * @throws {Violation} MEMBERSHIP_REVERSED, SEAT_REVERSED, SEAT_OUTSIDE_MEMBERSHIP, SEATS_OVERLAP, each naming its field
 */
export function checkMembership(city: string, { joinedOn, leftOn, seats }: Membership): void {
  if (joinedOn && leftOn && leftOn < joinedOn)
    throw refusal(
      'MEMBERSHIP_REVERSED',
      'leftOn',
      `${city} cannot leave on ${leftOn}, before it joined on ${joinedOn}`,
    );
  for (const [index, { from, to }] of seats.entries()) {
    const field = `seats.${index}`;
    if (to !== null && to < from)
      throw refusal('SEAT_REVERSED', `${field}.to`, `The seat of ${city} ends on ${to}, before it begins on ${from}`);
    const last = to ?? '9999-12-31';
    if ((joinedOn && from < joinedOn) || (leftOn && last > leftOn))
      throw refusal('SEAT_OUTSIDE_MEMBERSHIP', field, `${city} has a seat only while it is a member`);
    const next = seats[index + 1];
    if (next && next.from <= last)
      throw refusal(
        'SEATS_OVERLAP',
        `seats.${index + 1}`,
        `${city} has a seat until ${last}, and another from ${next.from}`,
      );
  }
}

function refusal(code: string, field: string, detail: string): Violation {
  return new Violation({
    code,
    status: 422,
    title: 'The membership does not hold together',
    detail,
    figures: { field },
  });
}
