import { decimalsOf } from '@abonde/money';

/**
 * An amount as people type it: `80000`, `80 000,00`, `80 000.50`, `80 000,50 €`, `1,250.00`. Minor units of the currency,
 * or null when the text isn't an amount.
 */
export function typedAmount(text: string, currency: string): bigint | null {
  const plain = text
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^[+\-\u2212]/, '')
    .replace(/(€|EUR|\$|[A-Z]{3})$/i, '');
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const decimals = decimalsOf(currency);
  const separator = decimalSeparator(plain, decimals);
  const [whole = '', fraction = ''] = separator ? splitLast(plain, separator) : [plain];
  if (fraction.length > decimals) return null;
  return BigInt(whole.replace(/[.,]/g, '') + fraction.padEnd(decimals, '0'));
}

/** The last of two different signs separates decimals; a single one does unless it could only separate thousands. */
function decimalSeparator(text: string, decimals: number): string | null {
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')];
  const at = Math.max(comma, point);
  if (at < 0) return null;
  const sign = text.charAt(at);
  const repeated = text.indexOf(sign) !== at;
  const behind = text.length - at - 1;
  if (repeated) return null;
  return behind <= decimals || (comma >= 0 && point >= 0) ? sign : behind === 3 ? null : sign;
}

function splitLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
