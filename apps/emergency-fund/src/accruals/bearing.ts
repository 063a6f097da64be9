import { epochDay, type Day } from '@abonde/calendar';
import type { Pool } from './pool';
import { runningTotal, Timeline } from './timeline';

/** A fixed sum on deposit, in cents, over its own days. */
export interface Deposit {
  from: Day;
  /** Excluded; null while it has no end. */
  until: Day | null;
  principal: bigint;
}

/** Cents of EUR that bear the interest of a placement, day by day: its own, or its pool's less what others of it bear on. */
export function bearing(
  pool: Pool,
  { own, elsewhere }: { own: Timeline<bigint> | null; elsewhere: Timeline<bigint> },
): Timeline<bigint> {
  return own ?? beyond(pool.total(), elsewhere);
}

/** What lies on deposit, day by day. */
export function deposited(deposits: readonly Deposit[]): Timeline<bigint> {
  return runningTotal(
    deposits.flatMap(({ from, until, principal }) => [
      { day: epochDay(from), minor: principal },
      ...(until === null ? [] : [{ day: epochDay(until), minor: -principal }]),
    ]),
  );
}

/** What is held beyond something else, never below zero. */
export function beyond(held: Timeline<bigint>, other: Timeline<bigint>): Timeline<bigint> {
  return held.with(other, (all, some) => (all > some ? all - some : 0n));
}

/** What is held from a day until another, `until` excluded; nothing on other days. */
export function during(held: Timeline<bigint>, from: Day, until: Day | null): Timeline<bigint> {
  const days = [epochDay(from), ...(until === null ? [] : [epochDay(until)])];
  const counts = new Timeline(false, { days, values: [true, false].slice(0, days.length) });
  return held.with(counts, (minor, isCounted) => (isCounted ? minor : 0n));
}

export function sumOfAll(held: readonly Timeline<bigint>[]): Timeline<bigint> {
  return held.reduce((sum, one) => sum.with(one, (minor, more) => minor + more), Timeline.always(0n));
}
