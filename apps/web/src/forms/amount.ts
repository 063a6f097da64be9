import type { Language } from '../money/format';
import { decimalsOf } from '../money/minor';

/**
 * The exact decimal that a person typed or pasted: `80000,5`, `80 000.50`, `1 250,00 €`, `1,234.56`. The last comma or point
 * followed by at most the currency's decimals parts them; any other groups thousands.
 * @returns undefined when it is no amount, or has more decimals than the currency
 */
export function parseAmount(text: string, currency: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f€$£]|[A-Z]{3}|CHF/g, '').replace(/\u2212/g, '-');
  const match = /^(-?)(\d[\d.,']*)$/.exec(bare);
  if (!match) return undefined;
  const [, sign = '', digits = ''] = match;
  const decimals = decimalsOf(currency);
  const at = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  const tail = at < 0 ? '' : digits.slice(at + 1);
  const grouped = at >= 0 && tail.length === 3 && decimals < 3 && groups(digits);
  if (at >= 0 && !grouped && tail.length > decimals) return undefined;
  const whole = (at < 0 || grouped ? digits : digits.slice(0, at)).replace(/[.,']/g, '') || '0';
  const fraction = at < 0 || grouped ? '' : tail;
  const minor = fraction.padEnd(decimals, '0');
  return `${sign}${BigInt(whole)}${decimals > 0 ? `.${minor}` : ''}`;
}

/** `1.234` and `1,234,567` are thousands. */
function groups(digits: string): boolean {
  return /^\d{1,3}([.,'])\d{3}(\1\d{3})*$/.test(digits);
}

/** As it stands in a field that is not being typed in: `80 000,50`. */
export function amountText(amount: string, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-IE', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
    .format(amount as Intl.StringNumericLiteral)
    .replace(/\u202f/g, '\u00a0');
}
