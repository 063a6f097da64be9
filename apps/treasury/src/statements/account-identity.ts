import { isCurrency } from '@abonde/money';
import { normaliseIdentifier } from './statement';

/** How a statement's account may be registered: its first name, and others it may have here. */
export interface AccountIdentity {
  account: string;
  aliases: string[];
}

/**
 * `:25:` of MT940: an IBAN, a number, `BLZ/number` of German banks or `BIC/number`, some with the currency at the end.
 */
export function mt940Identity(text: string): AccountIdentity {
  const whole = normaliseIdentifier(text).replace(/\/([A-Z]{3})$/, '$1');
  const account = /\d[A-Z]{3}$/.test(whole) && isCurrency(whole.slice(-3)) ? whole.slice(0, -3) : whole;
  const [bank = '', number = ''] = account.split('/');
  const german =
    /^\d{8}$/.test(bank) && /^\d{1,10}$/.test(number) ? [ibanOf('DE', bank + number.padStart(10, '0'))] : [];
  return { account, aliases: [...new Set([whole, ...german, number].filter((name) => name && name !== account))] };
}

/** Bank, branch and account of CFONB 120: the IBAN follows from them where it is of France. */
export function cfonbIdentity(bank: string, branch: string, account: string): AccountIdentity {
  const number = `${bank}${branch}${account}`;
  if (!/^\d{10}[A-Z0-9]{11}$/.test(number)) return { account: number, aliases: [account] };
  const key = ribKey(number);
  return { account: ibanOf('FR', `${number}${key}`), aliases: [`${number}${key}`, number, account] };
}

/** Letters of a RIB count as digits: A and J as 1, B, K and S as 2, and so on. */
function ribKey(number: string): string {
  const digits = [...number].map((letter) => ribDigits[letter] ?? letter).join('');
  return String(97n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0');
}

const ribDigits: Readonly<Record<string, string>> = Object.fromEntries(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FOW', 'GPX', 'HQY', 'IRZ'].flatMap((letters, at) =>
    [...letters].map((letter) => [letter, String(at + 1)]),
  ),
);

/** Check digits of an IBAN: ISO 7064 mod 97-10. */
function ibanOf(country: string, number: string): string {
  const digits = [...`${number}${country}00`].map((letter) => parseInt(letter, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${number}`;
}
