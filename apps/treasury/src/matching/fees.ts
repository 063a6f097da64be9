import { Money, Rational } from '@abonde/money';
import type { Valued } from '../accounts/bank-postings';

/** What banks on the way commonly keep of a transfer: at most 1 % of it, and never more than 100 € in value. */
const dearest = Money.eur('100.00');
const share = Rational.of(1n, 100n);

/** The amount missing from what was expected, when banks on the way may have kept it; null otherwise. Same currency. */
export function feesTaken(received: Valued, expected: Money): Money | null {
  return feesBetween(expected, received.amount.abs(), received);
}

/** What a debit holds beyond the payment it settles, when it may be the bank's charge for it; null otherwise. Same currency. */
export function feesAdded(debited: Valued, ordered: Money): Money | null {
  return feesBetween(debited.amount.abs(), ordered, debited);
}

function feesBetween(more: Money, less: Money, worth: Valued): Money | null {
  const fees = more.minus(less);
  if (!fees.isPositive() || worth.amount.isZero()) return null;
  const most = Money.minor(Rational.of(more.minor).times(share).round(), more.currency);
  const eur = Rational.of(fees.minor * worth.eur.abs().minor, worth.amount.abs().minor).round();
  return fees.compare(most) <= 0 && eur <= dearest.minor ? fees : null;
}
