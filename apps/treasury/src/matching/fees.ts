import { Money, Rational } from '@abonde/money';
import type { Valued } from '../accounts/bank-postings';

/** What banks on the way commonly keep of a transfer: at most 1 % of it, and never more than 100 € in value. */
const dearest = Money.eur('100.00');
const share = Rational.of(1n, 100n);

/** The amount missing from what was expected, when banks on the way may have kept it; null otherwise. Same currency. */
export function feesTaken(received: Valued, expected: Money): Money | null {
  const missing = expected.minus(received.amount.abs());
  if (!missing.isPositive() || received.amount.isZero()) return null;
  const most = Money.minor(Rational.of(expected.minor).times(share).round(), expected.currency);
  const worth = Rational.of(missing.minor * received.eur.abs().minor, received.amount.abs().minor).round();
  return missing.compare(most) <= 0 && worth <= dearest.minor ? missing : null;
}
