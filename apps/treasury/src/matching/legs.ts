import { largestRemainder, Money, Rational } from '@abonde/money';
import type { Valued } from '../accounts/bank-postings';
import { isReceipt, MatchRefused, type Target } from './target';

/** What of an entry goes to one target, or to all receipts together. Signed, in the entry's direction. */
export interface Leg<T extends Target = Target> extends Valued {
  targets: T[];
}

/** What explains that receipts add up to something else than what reached the account. */
export interface Allowances {
  /** Taken by the banks on the way. */
  charges?: Money | null;
  /** Positive: a loss. */
  exchangeDifference?: Money | null;
}

/**
 * Shares an entry over its targets, to the last unit, in amount and in EUR value.
 * @throws {MatchRefused} 422 `MATCH_DOES_NOT_ADD_UP` with expected, stated and difference
 */
export function legsOf<T extends Target>(entry: Valued, targets: readonly T[], allowances: Allowances = {}): Leg<T>[] {
  const receipts = targets.filter(isReceipt);
  const others = targets.filter((target) => !isReceipt(target));
  if (receipts.length > 0 && entry.amount.isNegative()) {
    throw new MatchRefused('WRONG_DIRECTION', 422, 'Wrong direction', 'Money that leaves the account is no receipt.');
  }
  const same = others.filter(({ amount }) => amount.currency === entry.amount.currency);
  const foreign = others.filter(({ amount }) => amount.currency !== entry.amount.currency);
  const fixed = same.map((target) => ({ targets: [target], amount: directed(entry, target.amount) }));
  const left = entry.amount.minus(
    Money.sum(
      fixed.map(({ amount }) => amount),
      entry.amount.currency,
    ),
  );
  const shared = receipts.length > 0 ? [receiptLeg(left, receipts, allowances)] : foreignLegs(left, foreign);
  if (receipts.length > 0 && foreign.length > 0) throw doesNotAddUp(entry.amount, left);
  const legs = [...shared, ...fixed];
  const sum = Money.sum(
    legs.map(({ amount }) => amount),
    entry.amount.currency,
  );
  if (!sum.equals(entry.amount)) throw doesNotAddUp(entry.amount, sum);
  return valued(entry, legs);
}

function directed(entry: Valued, amount: Money): Money {
  return entry.amount.isNegative() ? amount.negated() : amount;
}

/** Receipts in the account's currency add up, less charges and exchange loss; in another currency the bank's rate decides. */
function receiptLeg<T extends Target>(
  left: Money,
  receipts: T[],
  { charges, exchangeDifference }: Allowances,
): { targets: T[]; amount: Money } {
  if (receipts.some(({ amount }) => !amount.isPositive())) throw doesNotAddUp(left, Money.zero(left.currency));
  if (receipts.some(({ amount }) => amount.currency !== left.currency)) {
    if (!left.isPositive()) throw doesNotAddUp(left, Money.zero(left.currency));
    return { targets: receipts, amount: left };
  }
  const given = Money.sum(
    receipts.map(({ amount }) => amount),
    left.currency,
  );
  const taken = [charges, exchangeDifference].filter((amount) => amount?.currency === left.currency);
  const stated = taken.reduce<Money>((sum, amount) => (amount ? sum.minus(amount) : sum), given);
  if (!stated.equals(left)) throw doesNotAddUp(left, stated);
  return { targets: receipts, amount: left };
}

function foreignLegs<T extends Target>(left: Money, targets: T[]): { targets: T[]; amount: Money }[] {
  if (targets.length === 0) return [];
  const shares = largestRemainder(
    left.minor,
    targets.map(({ amount }, at) => ({ key: String(at).padStart(4, '0'), weight: amount.abs().minor })),
  );
  return targets.map((target, at) => ({
    targets: [target],
    amount: Money.minor(shares.get(String(at).padStart(4, '0')) ?? 0n, left.currency),
  }));
}

/** EUR value in proportion; the last leg takes what is left of it. */
function valued<T extends Target>(entry: Valued, legs: { targets: T[]; amount: Money }[]): Leg<T>[] {
  let left = entry.eur;
  return legs.map((leg, at) => {
    const eur = at === legs.length - 1 ? left : shareOf(entry, leg.amount);
    left = left.minus(eur);
    return { ...leg, eur };
  });
}

function shareOf(entry: Valued, amount: Money): Money {
  return amount.currency === 'EUR'
    ? amount
    : Money.minor(Rational.of(entry.eur.minor * amount.minor, entry.amount.minor).round());
}

function doesNotAddUp(expected: Money, stated: Money): MatchRefused {
  return new MatchRefused(
    'MATCH_DOES_NOT_ADD_UP',
    422,
    'The match does not add up',
    `The targets give ${stated}, the entry leaves ${expected}.`,
    {
      expected,
      stated,
      difference: stated.minus(expected),
    },
  );
}
