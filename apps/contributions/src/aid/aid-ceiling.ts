import { Money, Rational } from '@abonde/money';

/** An instalment as a reduction sees it; amounts in the agreement's currency. */
export interface Slice {
  id: string;
  state: 'EXPECTED' | 'CALLED' | 'SETTLED' | 'WRITTEN_OFF' | 'CANCELLED';
  /** What is due under it, net of earlier reductions. */
  amount: Money;
  outstanding: Money;
  /** Paid and not owed back. */
  settled: Money;
}

export interface Reduction {
  /** Taken from instalments not called yet, the last first. */
  uncalled: { id: string; cut: Money }[];
  /** Taken from calls the donor has not paid, the last first. */
  owed: { id: string; cut: Money }[];
  /** Paid above the ceiling, the last first: due back to the donor. */
  paid: { id: string; cut: Money }[];
}

/** The aid a real cost gives: its rate of the eligible cost, never more than what was notified. Half a cent goes up. */
export function aidCeiling(notified: Money, rate: string, eligible: Money): Money {
  const share = Rational.parse(rate).times(Rational.of(eligible.minor, 100n)).round();
  return Money.minor(share, notified.currency).min(notified);
}

/** Where a lower amount is taken from: what is not called, then what is called and not paid, then what was paid. */
export function reduction(slices: readonly Slice[], cut: Money): Reduction {
  const take = (from: readonly Slice[], room: (slice: Slice) => Money, wanted: Money) => {
    let rest = wanted;
    const taken = [...from].reverse().flatMap((slice) => {
      const part = rest.min(room(slice));
      rest = rest.minus(part);
      return part.isPositive() ? [{ id: slice.id, cut: part }] : [];
    });
    return { taken, rest };
  };
  const uncalled = take(
    slices.filter(({ state }) => state === 'EXPECTED'),
    ({ amount }) => amount,
    cut,
  );
  const owed = take(
    slices.filter(({ state }) => state === 'CALLED'),
    ({ outstanding }) => outstanding,
    uncalled.rest,
  );
  const paid = take(slices, ({ settled }) => settled, owed.rest);
  return { uncalled: uncalled.taken, owed: owed.taken, paid: paid.taken };
}
