import { Money } from '@abonde/money';

/** One line of a transaction: amount in the account's currency, value in EUR, both debit positive. */
export interface Line {
  account: string;
  amount: Money;
  eur: Money;
}

/** What an amount is and what it is worth in the books. */
export interface Valued {
  amount: Money;
  eur: Money;
}

/**
 * Moves money between an account in its own currency and an account in EUR; the conversion account takes the
 * foreign amount with no value, so that each currency balances. Positive: `own` is debited.
 */
export function acrossCurrencies(own: string, inEuro: string, { amount, eur }: Valued): Line[] {
  const lines = [
    { account: own, amount, eur },
    { account: inEuro, amount: eur.negated(), eur: eur.negated() },
  ];
  return [...lines, ...conversion(amount)].filter((line) => !line.amount.isZero() || !line.eur.isZero());
}

/** Balances a foreign amount that has no counterpart in its own currency. */
export function conversion(amount: Money): Line[] {
  if (amount.currency === 'EUR') return [];
  return [{ account: `conversion:${amount.currency}`, amount: amount.negated(), eur: Money.zero() }];
}

/** The bank's ledger follows the statement entry by entry; what isn't explained yet is in suspense. */
export function bookedEntry(account: string, { amount, eur }: Valued): Line[] {
  return [
    { account: `bank:${account}`, amount, eur },
    { account: `suspense:${account}`, amount: amount.negated(), eur: eur.negated() },
  ];
}
