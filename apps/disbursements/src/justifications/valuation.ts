import { convert, Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { StatedRate } from '../projects/budget';
import { type LocalRate, statedOf } from '../conversions/conversion';
import type { Expense } from './expense';

/** An expense in euros: what it cost, and how many of the tranche's euros it took. */
export interface Valued extends Expense {
  /** At the rate of the expense: what counts by budget line and in the cost of the project. */
  cost: Money;
  /** At the rate at which the tranche became local money: what the city does not have any more. */
  used: Money;
}

export interface LocalUse {
  /** Null: the tranche is used in euros, or nobody said yet what the city's bank gave. */
  rate: LocalRate | null;
  localCurrency: string | undefined;
  /** Local money that earlier expenses of the tranche took. */
  spent: Money | null;
}

/**
 * Values expenses in their order. Euros used are reckoned on the running total, so that a tranche whose local money is
 * spent to the last unit is used to the last cent, whatever was rounded on the way. An expense that states no rate of its
 * own costs what it used.
 * @throws {Violation} EXPENSE_CURRENCY, RATE_NOT_POSITIVE, CONVERSION_MISSING, with the field of the line
 */
export function valued(expenses: readonly Expense[], use: LocalUse): Valued[] {
  let spent = use.spent ?? Money.zero(use.localCurrency);
  return expenses.map((expense, at) => {
    if (expense.amount.currency === 'EUR') return { ...expense, cost: expense.amount, used: expense.amount };
    checkLocal(expense, at, use);
    const after = spent.plus(expense.amount);
    const used = use.rate && inEuros(after, use.rate.localPerEuro).minus(inEuros(spent, use.rate.localPerEuro));
    const cost = expense.rate && inEuros(expense.amount, Rational.parse(expense.rate.localPerEuro));
    spent = after;
    const known = used ?? cost;
    if (!known) throw conversionMissing(expense, at);
    return { ...expense, cost: cost ?? known, used: used ?? known };
  });
}

/** What an expense's own rate makes of it beyond the euros it took; below zero, what the exchange lost. */
export function exchangeDifference(expenses: readonly Pick<Valued, 'cost' | 'used'>[]): Money {
  return Money.sum(expenses.map(({ cost, used }) => cost.minus(used)));
}

function inEuros(local: Money, localPerEuro: Rational): Money {
  return convert(local, 'EUR', Rational.of(1n).over(localPerEuro));
}

function checkLocal({ amount, rate }: Expense, at: number, { localCurrency }: LocalUse): void {
  if (amount.currency !== localCurrency) {
    throw new Violation({
      code: 'EXPENSE_CURRENCY',
      status: 422,
      title: 'Expenses are in euros or in the project’s local currency',
      detail: `Line ${at + 1} is in ${amount.currency}; the project’s local currency is ${localCurrency ?? 'not said'}`,
      figures: { field: `lines.${at}.amount`, currency: amount.currency, expected: localCurrency ?? null },
    });
  }
  if (!rate || Rational.parse(rate.localPerEuro).compare(Rational.ZERO) > 0) return;
  throw new Violation({
    code: 'RATE_NOT_POSITIVE',
    status: 422,
    title: 'Invalid rate',
    detail: `A rate is above zero, not ${rate.localPerEuro}`,
    figures: { field: `lines.${at}.rate.localPerEuro` },
  });
}

function conversionMissing({ amount }: Expense, at: number): Violation {
  return new Violation({
    code: 'CONVERSION_MISSING',
    status: 422,
    title: 'What the tranche gave in local currency is not known',
    detail: `Say what the city’s bank gave in ${amount.currency} for the tranche, or the rate of line ${at + 1}`,
    figures: { field: `lines.${at}.rate`, currency: amount.currency },
  });
}

/** Rates that expenses of one justification were valued at, each with its sums: what a posting says of its original amount. */
export interface RateGroup {
  cost: Money;
  used: Money;
  local: Money | null;
  rate: StatedRate | null;
}

export function byRate(expenses: readonly Valued[], own: LocalRate | null): RateGroup[] {
  const groups = new Map<string, RateGroup>();
  for (const { amount, rate, cost, used } of expenses) {
    const local = amount.currency === 'EUR' ? null : amount;
    const stated = local ? (rate ?? (own && statedOf(own))) : null;
    const key = stated ? JSON.stringify(stated) : '';
    const before = groups.get(key);
    groups.set(key, {
      cost: cost.plus(before?.cost ?? Money.zero()),
      used: used.plus(before?.used ?? Money.zero()),
      local: local && (before?.local ? before.local.plus(local) : local),
      rate: stated,
    });
  }
  return [...groups.values()];
}
