import type { Day } from '@abonde/calendar';
import type { EventData } from '@abonde/contracts';

export type MovementCause = EventData<'abonde.contributions.money-moved.v1'>['cause'];

/** A change of an agreement's money not given to any project: its envelope and what proposals reserve from it. */
export interface Movement {
  agreement: string;
  /** Minor units of EUR. */
  delta: bigint;
  cause: MovementCause;
}

/**
 * The first day from which at least `amount` stays in hand to the end: the value date of the money itself. Undefined
 * when so much never stays.
 */
export function inHandFrom(movements: readonly { valueDate: Day; delta: bigint }[], amount: bigint): Day | undefined {
  const days = new Map<Day, bigint>();
  for (const { valueDate, delta } of movements) days.set(valueDate, (days.get(valueDate) ?? 0n) + delta);
  const ordered = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  let balance = ordered.reduce((total, [, delta]) => total + delta, 0n);
  let from: Day | undefined;
  for (const [day, delta] of ordered.reverse()) {
    if (balance < amount) break;
    from = day;
    balance -= delta;
  }
  return from;
}
