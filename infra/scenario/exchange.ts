import { type Day, yearOf } from '@abonde/calendar';
import { convert, type Money, PEGS, Rational } from '@abonde/money';
import type { Reference } from './reference';

const RATE_DECIMALS = 10;

/** Euros for one unit of a currency that year; years before the table take its first. */
export function yearlyRate(reference: Reference, currency: string, day: Day): string {
  const table = reference.exchange_rates.EUR_per_unit_by_year[currency];
  const rate = table?.[String(Math.max(yearOf(day), 2018))];
  if (!rate) throw new Error(`No exchange rate for ${currency} on ${day}`);
  return rate;
}

/** Units of a currency for one euro, as treasury takes its rates: the scenario's table says euros for one unit. */
export function unitsPerEuro(reference: Reference, currency: string, day: Day): string {
  const scaled = Rational.of(10n ** BigInt(RATE_DECIMALS)).over(Rational.parse(yearlyRate(reference, currency, day)));
  const digits = scaled
    .round()
    .toString()
    .padStart(RATE_DECIMALS + 1, '0');
  return `${digits.slice(0, -RATE_DECIMALS)}.${digits.slice(-RATE_DECIMALS)}`;
}

/** What a receipt in a foreign account is worth in the books. */
export function bookValue(reference: Reference, amount: Money, day: Day): Money {
  if (amount.currency === 'EUR') return amount;
  const rate = PEGS.get(amount.currency) ?? Rational.parse(unitsPerEuro(reference, amount.currency, day));
  return convert(amount, 'EUR', Rational.of(1n).over(rate));
}
