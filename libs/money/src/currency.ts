import { MoneyError } from './errors';
import { Rational } from './rational';

const noDecimals = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const threeDecimals = 'BHD IQD JOD KWD LYD OMR TND';
const twoDecimals =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK ' +
  'DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD ' +
  'KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP ' +
  'PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH ' +
  'USD UYU UZS VES WST XCD YER ZAR ZMW';

const decimals = new Map<string, number>([
  ...noDecimals.split(' ').map((currency) => [currency, 0] as const),
  ...twoDecimals.split(' ').map((currency) => [currency, 2] as const),
  ...threeDecimals.split(' ').map((currency) => [currency, 3] as const),
]);

/** Number of decimals of a currency's minor unit (ISO 4217). @throws {MoneyError} UNKNOWN_CURRENCY */
export function decimalsOf(currency: string): number {
  const found = decimals.get(currency);
  if (found === undefined)
    throw new MoneyError('UNKNOWN_CURRENCY', `${currency} is not an ISO 4217 currency`, { currency });
  return found;
}

export function isCurrency(currency: string): boolean {
  return decimals.has(currency);
}

/** Fixed parities: units of the currency for one euro. They never vary, so no rate source is asked for them. */
export const PARITIES: ReadonlyMap<string, string> = new Map([
  ['XOF', '655.957'],
  ['XAF', '655.957'],
  ['KMF', '491.96775'],
]);

/** The same as exact fractions. */
export const PEGS: ReadonlyMap<string, Rational> = new Map(
  [...PARITIES].map(([currency, units]) => [currency, Rational.parse(units)]),
);
