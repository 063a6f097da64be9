import type { MoneyData } from '@abonde/contracts';
import { convert, isCurrency, Money, PEGS, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** The rate a budget in local currency was reckoned at; fixed parities need none. */
export interface StatedRate {
  /** Units of the local currency for one euro, as a decimal. */
  localPerEuro: string;
  source: string;
  date: string;
}

export interface BudgetLine {
  label: string;
  /** In euros: what the plan counts. */
  amount: MoneyData;
  /** The same in the project's local currency, as its author reckoned it. */
  local?: MoneyData;
}

interface Budget {
  localCurrency?: string;
  exchangeRate?: StatedRate;
  budgetLines?: BudgetLine[];
}

/**
 * Units of the local currency for one euro: the fixed parity where there is one, else what the author states.
 * @throws {Violation} UNKNOWN_CURRENCY, RATE_NOT_POSITIVE, RATE_IS_FIXED when another rate is stated for a fixed parity
 */
export function rateOf({ localCurrency, exchangeRate }: Budget): Rational | null {
  if (localCurrency === undefined) return null;
  if (!isCurrency(localCurrency)) throw unknownCurrency(localCurrency);
  const stated = exchangeRate ? Rational.parse(exchangeRate.localPerEuro) : null;
  if (stated && stated.compare(Rational.ZERO) <= 0) throw notPositive(exchangeRate as StatedRate);
  const fixed = localCurrency === 'EUR' ? Rational.of(1n) : PEGS.get(localCurrency);
  if (fixed && stated && stated.compare(fixed) !== 0) throw fixedRate(localCurrency, exchangeRate as StatedRate);
  return fixed ?? stated;
}

/**
 * Tests that each line in local currency is worth its euros at the rate, to the smallest unit of either currency.
 * @throws {Violation} as {@link rateOf}, RATE_REQUIRED, BUDGET_LINE_CURRENCY, BUDGET_LINE_RATE_MISMATCH with the line and the difference
 */
export function checkBudget(budget: Budget): void {
  const rate = rateOf(budget);
  for (const [index, line] of (budget.budgetLines ?? []).entries()) {
    if (line.local) checkLine(line, line.local, { index, rate, currency: budget.localCurrency });
  }
}

function checkLine(
  { label, amount }: BudgetLine,
  local: MoneyData,
  { index, rate, currency }: { index: number; rate: Rational | null; currency?: string },
): void {
  const field = `budgetLines.${index}.local`;
  if (local.currency !== currency) throw otherCurrency(field, label, local, currency);
  if (!rate) throw rateRequired(field, local.currency);
  const [euros, given] = [Money.of(amount), Money.of(local)];
  const toLocal = convert(euros, local.currency, rate);
  const toEuros = convert(given, 'EUR', Rational.of(1n).over(rate));
  if (given.equals(toLocal) || euros.equals(toEuros)) return;
  throw new Violation({
    code: 'BUDGET_LINE_RATE_MISMATCH',
    status: 422,
    title: 'The two amounts of a budget line are not worth the same',
    detail: `“${label}”: ${given} is ${toEuros} at the stated rate, the line says ${euros}`,
    figures: { field, label, local: given, expected: toEuros, stated: euros, difference: euros.minus(toEuros) },
  });
}

function unknownCurrency(currency: string): Violation {
  return new Violation({
    code: 'UNKNOWN_CURRENCY',
    status: 422,
    title: 'Unknown currency',
    detail: `${currency} is not a currency of ISO 4217`,
    figures: { field: 'localCurrency', currency },
  });
}

function notPositive({ localPerEuro }: StatedRate): Violation {
  return new Violation({
    code: 'RATE_NOT_POSITIVE',
    status: 422,
    title: 'Invalid rate',
    detail: `A rate is above zero, not ${localPerEuro}`,
    figures: { field: 'exchangeRate.localPerEuro' },
  });
}

function fixedRate(currency: string, { localPerEuro }: StatedRate): Violation {
  return new Violation({
    code: 'RATE_IS_FIXED',
    status: 422,
    title: 'The parity of this currency is fixed',
    detail: `${currency} has a fixed parity with the euro, ${localPerEuro} is not it`,
    figures: { field: 'exchangeRate.localPerEuro', currency },
  });
}

function rateRequired(field: string, currency: string): Violation {
  return new Violation({
    code: 'RATE_REQUIRED',
    status: 422,
    title: 'A rate is needed',
    detail: `A budget in ${currency} says its rate, with its source and date`,
    figures: { field, currency },
  });
}

function otherCurrency(field: string, label: string, local: MoneyData, expected: string | undefined): Violation {
  return new Violation({
    code: 'BUDGET_LINE_CURRENCY',
    status: 422,
    title: 'The line is not in the project’s local currency',
    detail: `“${label}” is in ${local.currency}; the project’s local currency is ${expected ?? 'not said'}`,
    figures: { field, currency: local.currency, expected: expected ?? null },
  });
}
