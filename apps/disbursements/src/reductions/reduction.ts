import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** A project's money when its subsidy is reduced. */
export interface Standing {
  project: string;
  attributed: Money;
  /** Attributed and not approved for any tranche yet. */
  committed: Money;
  /** Allocated to the project and reserved for no payment. */
  free: Money;
  /** Allocated, reserved or paid, less what was claimed back: what the project has of the Fund. */
  held: Money;
}

export interface Reduction {
  /** Less of what is attributed. */
  less: Money;
  /** Free money that goes back to its envelopes. */
  released: Money;
  /** Taken by tranches beyond what is attributed now: claimed from the city. */
  claimed: Money;
}

/**
 * What a reduction to `attributed` sets free and claims: first what no tranche takes, then what tranches have taken.
 * @throws {Violation} NOT_A_REDUCTION
 */
export function reductionTo(attributed: Money, standing: Standing): Reduction {
  const less = standing.attributed.minus(attributed);
  if (!less.isPositive() || attributed.isNegative()) {
    throw new Violation({
      code: 'NOT_A_REDUCTION',
      status: 422,
      title: 'A reduction leaves less than before, and not less than nothing',
      detail: `${standing.project} has ${standing.attributed} attributed; ${attributed} is no reduction of it`,
      figures: { field: 'attributed', attributed: standing.attributed, asked: attributed },
    });
  }
  const beyond = standing.held.minus(attributed).max(Money.zero());
  const claimed = less.minus(less.min(standing.committed));
  return { less, released: beyond.min(standing.free), claimed };
}
