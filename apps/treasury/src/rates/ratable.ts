import { isCurrency, PARITIES, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

/**
 * A rate is said of a currency that exists and floats; of a fixed parity only what it is: another would stand in the list and
 * never be used.
 * @param rate units of the currency for one euro
 * @param field that said it
 * @throws {Violation} 422 `UNKNOWN_CURRENCY`, `RATE_IS_FIXED` with the parity
 */
export function refuseUnratable(currency: string, rate: string, field: string): void {
  if (!isCurrency(currency)) {
    throw new Violation({
      code: 'UNKNOWN_CURRENCY',
      status: 422,
      title: 'Unknown currency',
      detail: `${currency} is not a currency of ISO 4217.`,
      figures: { field, currency },
    });
  }
  const parity = currency === 'EUR' ? '1' : PARITIES.get(currency);
  if (parity === undefined || Rational.parse(rate).compare(Rational.parse(parity)) === 0) return;
  throw new Violation({
    code: 'RATE_IS_FIXED',
    status: 422,
    title: 'The parity of this currency is fixed',
    detail: `One euro is ${parity} ${currency}, always: no other rate is entered for it.`,
    figures: { field, currency, parity },
  });
}
