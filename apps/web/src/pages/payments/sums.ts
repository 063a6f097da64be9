import { decimalsOf } from '../../forms/amount';
import type { Amount } from '../../money/format';

/** Exact sums by currency, in the order in which the currencies come. */
export function sumsOf(amounts: readonly Amount[]): Amount[] {
  const minors = new Map<string, bigint>();
  for (const { amount, currency } of amounts)
    minors.set(currency, (minors.get(currency) ?? 0n) + minorIn(amount, currency));
  return [...minors].map(([currency, minor]) => ({ amount: decimalOf(minor, currency), currency }));
}

/** Orders amounts by currency, then exactly by size. */
export function compareAmounts(one: Amount, other: Amount): number {
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1;
  const difference = minorIn(one.amount, one.currency) - minorIn(other.amount, other.currency);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function minorIn(amount: string, currency: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const minor = BigInt(whole + fraction.padEnd(decimalsOf(currency), '0'));
  return amount.startsWith('-') ? -minor : minor;
}

function decimalOf(minor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${minor < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}
