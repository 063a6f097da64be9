import type { Money } from './money';

const locales = { fr: 'fr-FR', en: 'en-IE' } as const;
export type Language = keyof typeof locales;

/** Prints an amount as French or English readers write it; digits stay exact beyond 2^53. */
export function formatMoney(money: Money, language: Language): string {
  const formatter = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  });
  // Intl takes decimal strings of any length; fonts draw the narrow no-break space almost closed.
  return formatter
    .format(money.amount as Intl.StringNumericLiteral)
    .replace(/\u202f/g, '\u00a0')
    .replace(/^-/, '\u2212');
}
