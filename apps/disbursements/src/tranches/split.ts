import { largestRemainder, Money } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** How much of an amount one agreement's money bears. */
export interface Share {
  agreement: string;
  amount: Money;
}

/**
 * Splits an amount over agreements in proportion to what each holds, to the cent: the shares add up to the amount and
 * none is above what its agreement holds. Agreements that hold nothing bear nothing.
 * @throws {Violation} INSUFFICIENT_FUNDS with what is available
 */
export function splitOver(amount: Money, held: ReadonlyMap<string, Money>, what: string): Share[] {
  const holders = [...held].filter(([, balance]) => balance.isPositive());
  const available = Money.sum(holders.map(([, balance]) => balance));
  if (amount.compare(available) > 0) throw insufficientFunds(what, amount, available);
  if (amount.isZero()) return [];
  const parts = largestRemainder(
    amount.minor,
    holders.map(([key, balance]) => ({ key, weight: balance.minor })),
  );
  return [...parts]
    .filter(([, minor]) => minor > 0n)
    .map(([agreement, minor]) => ({ agreement, amount: Money.minor(minor) }))
    .sort((a, b) => (a.agreement < b.agreement ? -1 : 1));
}

/** A fact over the same agreements in the same proportions, whatever they hold: to the cent, nothing where there is nobody. */
export function inProportion(amount: Money, over: readonly Share[]): Share[] {
  if (over.length === 0 || !amount.isPositive()) return [];
  const parts = largestRemainder(
    amount.minor,
    over.map((share) => ({ key: share.agreement, weight: share.amount.minor })),
  );
  return [...parts]
    .filter(([, minor]) => minor > 0n)
    .map(([agreement, minor]) => ({ agreement, amount: Money.minor(minor) }));
}

export function sumOf(shares: readonly Share[]): Money {
  return Money.sum(shares.map(({ amount }) => amount));
}

/** `shares` less what was already taken from each agreement, never below zero. */
export function leftOf(shares: readonly Share[], taken: readonly Share[]): Map<string, Money> {
  const takenBy = new Map(taken.map(({ agreement, amount }) => [agreement, amount]));
  return new Map(
    shares.map(({ agreement, amount }) => [
      agreement,
      amount.minus(takenBy.get(agreement) ?? Money.zero()).max(Money.zero()),
    ]),
  );
}

/** Both lists together, one share for each agreement. */
export function added(shares: readonly Share[], more: readonly Share[]): Share[] {
  const total = new Map<string, Money>();
  for (const { agreement, amount } of [...shares, ...more])
    total.set(agreement, (total.get(agreement) ?? Money.zero()).plus(amount));
  return [...total].map(([agreement, amount]) => ({ agreement, amount }));
}

function insufficientFunds(what: string, requested: Money, available: Money): Violation {
  return new Violation({
    code: 'INSUFFICIENT_FUNDS',
    status: 409,
    title: 'Not enough money is left',
    detail: `${what}: ${requested} is asked, ${available} is available`,
    figures: { requested, available, missingAmount: requested.minus(available) },
  });
}
