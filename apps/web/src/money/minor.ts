import type { Amount } from './format';

/** Decimals that a currency's amounts are written with (ISO 4217). */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units of an exact decimal in a currency; an empty one counts nothing. */
export function minorIn(amount: string, currency: string): bigint {
  return scaled(amount, decimalsOf(currency));
}

/** Digits of an exact decimal that has at most so many decimals. */
function scaled(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt((whole || '0') + fraction.padEnd(decimals, '0'));
  return text.startsWith('-') ? -digits : digits;
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

/** Sorts a column whose values are exact decimals, whatever their number of digits. */
export function byDecimal(one: Valued, other: Valued, column: string): number {
  const [left, right] = [one.getValue<string>(column), other.getValue<string>(column)];
  const decimals = Math.max(...[left, right].map((text) => text.split('.')[1]?.length ?? 0));
  const difference = scaled(left, decimals) - scaled(right, decimals);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Whether a value of a problem or of a change is an amount. */
export function isAmount(value: unknown): value is Amount {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
