import { DomainError } from '@abonde/platform';
import { countrySpecs, isSEPACountry, isValidBIC, validateIBAN } from 'ibantools';
import { ibanOf, isRib, ribKeyIsRight } from './rib';

/** In the SWIFT registry although ibantools doesn't say so. */
const alsoRegistered = new Set(['DJ', 'BI']);
/** Where the bank itself gives the RIB and everybody pays by the IBAN made of it. */
const ribCountries = new Set(['FR', 'MC']);

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
  const iban = compact(given);
  if (!/^[A-Z]{2}[A-Z0-9]{3,32}$/.test(iban)) {
    throw invalid(
      'INVALID_IBAN',
      'iban',
      'An IBAN starts with a country code and holds letters and digits, 34 at most.',
    );
  }
  if (isIbanCountry(iban.slice(0, 2)) && !validateIBAN(iban).valid) {
    throw invalid('INVALID_IBAN', 'iban', 'The length or the check digits of the IBAN are wrong.');
  }
  return iban;
}

/**
 * A RIB with its key; a French or Monegasque one becomes the IBAN that is made of it.
 * @throws {DomainError} 422 `INVALID_RIB`
 */
export function checkedRib(given: string, country: string): { iban: string } | { account: string } {
  const rib = compact(given);
  if (!isRib(rib))
    throw invalid('INVALID_RIB', 'rib', 'A RIB has 23 or 24 letters and digits, of which the last two are its key.');
  if (!ribKeyIsRight(rib)) throw invalid('INVALID_RIB', 'rib', `The key ${rib.slice(-2)} of the RIB is wrong.`);
  if (!ribCountries.has(country)) return { account: rib };
  return { iban: checkedIban(ibanOf(country, rib)) };
}

/**
 * A local account number as banks take it: Latin letters, digits, spaces, dots, hyphens and slashes.
 * @throws {DomainError} 422 `INVALID_ACCOUNT`
 */
export function checkedAccount(given: string): string {
  const account = given.trim().replace(/\s+/g, ' ');
  if (/^[A-Za-z0-9](?:[A-Za-z0-9 ./-]{0,32}[A-Za-z0-9])?$/.test(account)) return account;
  throw invalid(
    'INVALID_ACCOUNT',
    'account',
    'An account number holds letters, digits, spaces and . / - only, 34 at most.',
  );
}

/** @throws {DomainError} 422 `INVALID_BIC` */
export function checkedBic(given: string): string {
  const bic = given.replace(/\s/g, '').toUpperCase();
  // ISO 9362 as the messages' schemas have it: the place after the country is neither 0, 1 nor O.
  if (!isValidBIC(bic) || !/^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/.test(bic))
    throw invalid('INVALID_BIC', 'bic', `${bic} is not a BIC of 8 or 11 characters.`);
  return bic;
}

export type Doubt = 'RIB_KEY_WRONG' | 'BIC_MISSING';

/**
 * What deserves a second look and is no reason to refuse: countries outside the registry write accounts as they like.
 */
export function doubtsAbout({
  iban,
  account,
  bic,
}: {
  iban: string | null;
  account: string | null;
  bic: string | null;
}): Doubt[] {
  const local = iban && !isIbanCountry(iban.slice(0, 2)) ? iban.slice(4) : account;
  const wrongKey = local !== null && isRib(local) && !ribKeyIsRight(local);
  const needsBic = bic === null && !(iban && isSepaIban(iban));
  return [...(wrongKey ? (['RIB_KEY_WRONG'] as const) : []), ...(needsBic ? (['BIC_MISSING'] as const) : [])];
}

function compact(given: string): string {
  return given.replace(/[\s-]/g, '').toUpperCase();
}

function invalid(code: string, field: string, detail: string): DomainError {
  return new DomainError({ code, status: 422, title: 'Invalid bank details', detail, field });
}
