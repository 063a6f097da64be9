import { DomainError } from '@abonde/platform';
import { countrySpecs, isSEPACountry, isValidBIC, validateIBAN } from 'ibantools';

/** In the SWIFT registry although ibantools doesn't say so. */
const alsoRegistered = new Set(['DJ', 'BI']);

/** Whether a country's accounts are written as IBANs that can be checked. Elsewhere, an IBAN-like number is taken as it is. */
export function isIbanCountry(country: string): boolean {
  return alsoRegistered.has(country) || countrySpecs[country]?.IBANRegistry === true;
}

export function isSepaIban(iban: string): boolean {
  return isSEPACountry(iban.slice(0, 2));
}

/**
 * An account number as it was given, without spaces, checked where there is a rule to check it by.
 * @throws {DomainError} 422 `INVALID_IBAN`
 */
export function checkedIban(given: string): string {
  const iban = given.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}[A-Z0-9]{3,32}$/.test(iban)) throw invalid('INVALID_IBAN', 'An IBAN starts with a country code.');
  if (isIbanCountry(iban.slice(0, 2)) && !validateIBAN(iban).valid) {
    throw invalid('INVALID_IBAN', 'The length or the check digits of the IBAN are wrong.');
  }
  return iban;
}

/** @throws {DomainError} 422 `INVALID_BIC` */
export function checkedBic(given: string): string {
  const bic = given.replace(/\s/g, '').toUpperCase();
  if (!isValidBIC(bic)) throw invalid('INVALID_BIC', `${bic} is not a BIC of 8 or 11 characters.`);
  return bic;
}

function invalid(code: string, detail: string): DomainError {
  return new DomainError({ code, status: 422, title: 'Invalid bank details', detail });
}
