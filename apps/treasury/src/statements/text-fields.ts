import { type Day, endOfMonth, epochDay, isDay } from '@abonde/calendar';
import { decimalsOf, Money } from '@abonde/money';
import { printable } from './printable';
import { type EntryDetail, malformed, type References, type StatementEntry } from './statement';

/** More minor units than any account holds: a file that says so is wrong, or hostile. */
const mostMinor = 10n ** 16n;
/** Longest line, and longest text of one entry, in characters. */
export const longestText = 20_000;
/** Years of two digits are of this century, up to 2079. */
const lastYearOfThisCentury = 79;

/** Printable, trimmed, one space at a time; null when nothing is left. */
export function wordsOf(text: string | null | undefined): string | null {
  return (
    printable(text ?? '')
      .replace(/\s+/g, ' ')
      .trim() || null
  );
}

/** @throws {StatementRefused} when no account could hold so much */
export function plausible(amount: Money, where: string): Money {
  if (amount.abs().minor > mostMinor) throw malformed(`${amount} is more than an account can hold`, where);
  return amount;
}

/**
 * Reads an unsigned decimal whose sign of decimals is known.
 * @throws {StatementRefused} when it is none, or has more decimals than its currency
 */
export function decimalAmount(text: string, sign: ',' | '.', currency: string, where: string): Money {
  const [whole = '', fraction = '', ...rest] = text.split(sign);
  if (rest.length > 0 || !/^\d{1,18}$/.test(whole) || !/^\d*$/.test(fraction))
    throw malformed(`${text.slice(0, 40) || 'An empty text'} is not an amount`, where);
  return scaledAmount(BigInt(`${whole}${fraction}`), fraction.length, currency, where);
}

/** `digits` of which the last `scale` are decimals. @throws {StatementRefused} when the currency has fewer decimals */
export function scaledAmount(digits: bigint, scale: number, currency: string, where: string): Money {
  const missing = decimalsOf(currency) - scale;
  if (missing >= 0) return plausible(Money.minor(digits * 10n ** BigInt(missing), currency), where);
  const cut = 10n ** BigInt(-missing);
  if (digits % cut !== 0n) throw malformed(`An amount has more decimals than ${currency}`, where);
  return plausible(Money.minor(digits / cut, currency), where);
}

export interface ReadDay {
  day: Day;
  /** The text named a day that its month doesn't have: months of 30 days are counted so by some banks. */
  clamped: boolean;
}

/** @throws {StatementRefused} when the month or the day can't be */
export function dayOfParts(year: number, month: number, day: number, where: string): ReadDay {
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  const written = `${first.slice(0, 8)}${String(day).padStart(2, '0')}`;
  if (isDay(written)) return { day: written, clamped: false };
  if (!isDay(first) || !(day === 29 || day === 30 || day === 31)) throw malformed(`${written} is not a day`, where);
  return { day: endOfMonth(first), clamped: true };
}

/** A year of two digits. */
export function fullYear(twoDigits: number): number {
  return twoDigits > lastYearOfThisCentury ? 1900 + twoDigits : 2000 + twoDigits;
}

/** A month and a day whose year isn't written: the one nearest to a day that is known. */
export function nearestDay(month: number, day: number, known: Day, where: string): ReadDay {
  const year = Number(known.slice(0, 4));
  const candidates = [year, year - 1, year + 1].map((candidate) => dayOfParts(candidate, month, day, where));
  const distance = ({ day: candidate }: ReadDay) => Math.abs(epochDay(candidate) - epochDay(known));
  return candidates.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
}

export const noReferences: References = {
  entry: null,
  accountServicer: null,
  endToEndId: null,
  instructionId: null,
  transactionId: null,
  uetr: null,
  mandateId: null,
  messageId: null,
  paymentInformationId: null,
  structured: null,
};

/** A reference as banks write it, or null where they write that there is none. */
export function givenReference(text: string | null | undefined): string | null {
  const words = wordsOf(text);
  return words === null || /^(NON ?REF|NOT ?PROVIDED|KREF\+?|EREF\+?|0+)$/i.test(words) ? null : words;
}

const nothing: Omit<EntryDetail, 'amount'> = {
  counterparty: null,
  counterpartyAccount: null,
  ultimateParty: null,
  references: noReferences,
  remittance: '',
  charges: null,
  original: null,
  returnReason: null,
};

type Moved = Pick<StatementEntry, 'amount' | 'bookingDate' | 'valueDate'>;

/** An entry of which only what moved is known, and whatever else is given. */
export function plainEntry(moved: Moved, more: Partial<StatementEntry> = {}): StatementEntry {
  return { ...nothing, reversal: false, transactionCode: null, information: null, details: [], ...more, ...moved };
}
