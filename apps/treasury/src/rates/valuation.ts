import { convert, Money, Rational } from '@abonde/money';
import type { Valued } from '../accounts/bank-postings';

/** EUR value of a foreign amount. `rate`: units of the currency for one euro. */
export function inEuro(amount: Money, rate: Rational): Money {
  return amount.currency === 'EUR' ? amount : convert(amount, 'EUR', Rational.of(1n).over(rate));
}

/**
 * What a movement of a foreign account is worth: money that leaves goes at the weighted average of what is held (the last
 * unit takes what is left of the value); money that comes in, or goes below zero, at the day's rate.
 */
export function valueOf(movement: Money, held: Valued, rate: () => Rational): Money {
  if (movement.currency === 'EUR') return movement;
  if (movement.isZero()) return Money.zero();
  const comesOut = !held.amount.isZero() && movement.isNegative() !== held.amount.isNegative();
  if (!comesOut) return inEuro(movement, rate());
  const covered = movement.abs().min(held.amount.abs());
  const share = Rational.of(held.eur.minor * covered.minor, held.amount.abs().minor).round();
  const beyond = movement.abs().minus(covered);
  const outside = beyond.isZero() ? Money.zero() : inEuro(movement.isNegative() ? beyond.negated() : beyond, rate());
  return Money.minor(-share).plus(outside);
}

export function plus(held: Valued, moved: Valued): Valued {
  return { amount: held.amount.plus(moved.amount), eur: held.eur.plus(moved.eur) };
}
