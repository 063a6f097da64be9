import { Violation } from '@abonde/violation';

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A code of the form alone would let a slip stand for a country that is none. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' && countryNames.of(code) !== undefined;
}

/** @param field that gave it @throws {Violation} 422 `UNKNOWN_COUNTRY` */
export function checkCountry(field: string, country: string): void {
  if (isCountry(country)) return;
  throw new Violation({
    code: 'UNKNOWN_COUNTRY',
    status: 422,
    title: 'Unknown country',
    detail: `${country} is not an ISO 3166 country code`,
    figures: { country, field },
  });
}
