import { type Language, locales } from '../../money/format';

/** A country in the reader's language; a code that names none stands as it is. */
export function countryName(country: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(locales[language], { type: 'region', fallback: 'code' }).of(country) ?? country;
}
