import type { Amount } from './format';

/** Decimals that a currency's amounts are written with (ISO 4217). */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units of an exact decimal in a currency; an empty one counts nothing. */
export function minorIn(amount: string, currency: string): bigint {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.');
  const minor = BigInt((whole || '0') + fraction.padEnd(decimalsOf(currency), '0'));
  return amount.startsWith('-') ? -minor : minor;
}

/** Minor units as an amount, exactly. */
export function amountIn(minor: bigint, currency: string): Amount {
  const decimals = decimalsOf(currency);
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return { amount: `${minor < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`, currency };
}

/** Exact sums by currency, in the order in which the currencies come. */
export function sumsOf(amounts: readonly Amount[]): Amount[] {
  const minors = new Map<string, bigint>();
  for (const { amount, currency } of amounts)
    minors.set(currency, (minors.get(currency) ?? 0n) + minorIn(amount, currency));
  return [...minors].map(([currency, minor]) => amountIn(minor, currency));
}

/** Orders amounts by currency, then exactly by size. */
export function compareAmounts(one: Amount, other: Amount): number {
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1;
  const difference = minorIn(one.amount, one.currency) - minorIn(other.amount, other.currency);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** A row of a table, as far as sorting needs it. */
interface Valued {
  getValue: <Value>(column: string) => Value;
}

/** Sorts a column of a table whose values are amounts. */
export function byAmount(one: Valued, other: Valued, column: string): number {
  return compareAmounts(one.getValue<Amount>(column), other.getValue<Amount>(column));
}

/** Whether a value of a problem or of a change is an amount. */
export function isAmount(value: unknown): value is Amount {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
