import { Timeline } from '../accruals/timeline';
import { beyond, deposited, during } from '../accruals/bearing';
import type { Based } from './base';

/** What decides it. */
type Bearing = Pick<Based, 'bearsOn' | 'openedOn' | 'maturesOn'> & {
  /** Cents of EUR of a deposit. */
  principal: string | null;
};

/**
 * Cents of EUR that a placement bears on by itself while it is open; null where it bears on its pool's money.
 * @param onAccount placements on the same bank account: sums on deposit bear their own interest
 * @param worth what the bank account held, at its value in the books
 */
export function ownMoney(
  placement: Bearing,
  onAccount: readonly Bearing[],
  worth: Timeline<bigint>,
): Timeline<bigint> | null {
  const { bearsOn, principal, openedOn, maturesOn } = placement;
  if (bearsOn === 'POOL') return null;
  const held = principal === null ? beyond(worth, deposits(onAccount)) : Timeline.always(BigInt(principal));
  return during(held, openedOn, maturesOn);
}

function deposits(placements: readonly Bearing[]): Timeline<bigint> {
  return deposited(
    placements.flatMap(({ principal, openedOn: from, maturesOn: until }) =>
      principal === null ? [] : [{ principal: BigInt(principal), from, until }],
    ),
  );
}
