import { isCurrency, Money } from '@abonde/money';
import { malformed } from './statement';
import { dayOfParts, fullYear, noReferences, plainEntry, type ReadDay, scaledAmount, wordsOf } from './text-fields';
import type { StatementEntry } from './statement';

/** Length of every record, in characters. */
export const recordLength = 120;

/** Columns of the standard, counted from 1, both ends included. */
export function columns(record: string, from: number, to: number): string {
  return record.slice(from - 1, to);
}

interface RecordAccount {
  bank: string;
  branch: string;
  account: string;
}

export function accountOf(record: string): RecordAccount {
  return {
    bank: columns(record, 3, 7).trim(),
    branch: columns(record, 12, 16).trim(),
    account: columns(record, 22, 32).trim(),
  };
}

/** Currency of a record; null where it is left blank. @throws {StatementRefused} */
export function currencyOf(record: string, where: string): string | null {
  const currency = columns(record, 17, 19).trim();
  if (currency === '') return null;
  if (!isCurrency(currency)) throw malformed(`${currency} is not a currency`, where);
  return currency;
}

/** Decimals the amounts of a record have; null where it is left blank. */
function scaleOf(record: string, where: string): number | null {
  const scale = columns(record, 20, 20).trim();
  if (scale === '') return null;
  if (!/^\d$/.test(scale)) throw malformed(`${scale} is not a number of decimals`, where);
  return Number(scale);
}

const positive = '{ABCDEFGHI';
const negative = '}JKLMNOPQR';

/** Thirteen digits and a last one that carries the sign: `{` and A to I are +0 to +9, `}` and J to R are −0 to −9. */
export function overpunched(text: string, where: string): bigint {
  const last = text.slice(-1).toUpperCase();
  const digit = Math.max(positive.indexOf(last), negative.indexOf(last));
  const digits = text.slice(0, -1).trim();
  if (last === '' || digit < 0 || !/^\d{1,13}$/.test(digits))
    throw malformed(`${text.trim() || 'An empty text'} is not an amount`, where);
  const value = BigInt(`${digits}${digit}`);
  return negative.includes(last) ? -value : value;
}

/** Signed amount of columns 91 to 104. @throws {StatementRefused} */
export function amountOf(record: string, currency: string, where: string): Money {
  const digits = overpunched(columns(record, 91, 104), where);
  const scale = scaleOf(record, where);
  return scale === null
    ? scaledAmount(digits, Money.zero(currency).amount.split('.')[1]?.length ?? 0, currency, where)
    : scaledAmount(digits, scale, currency, where);
}

/** `DDMMYY`. @throws {StatementRefused} */
export function dayIn(text: string, where: string): ReadDay {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (!day) throw malformed(`${text.trim() || 'An empty text'} is not a day`, where);
  return dayOfParts(fullYear(Number(year)), Number(month), Number(day), where);
}

/** A movement, record 04, as far as it alone says. @throws {StatementRefused} */
export function movementOf(
  record: string,
  currency: string,
  where: string,
): { entry: StatementEntry; clamped: ReadDay[] } {
  const booked = dayIn(columns(record, 35, 40), where);
  const written = columns(record, 43, 48);
  const value = written.trim() ? dayIn(written, where) : booked;
  const entry = plainEntry(
    { amount: amountOf(record, currency, where), bookingDate: booked.day, valueDate: value.day },
    {
      transactionCode: wordsOf(columns(record, 33, 34)),
      remittance: wordsOf(columns(record, 49, 79)) ?? '',
      returnReason: wordsOf(columns(record, 41, 42)),
      references: { ...noReferences, instructionId: reference(columns(record, 105, 120)) },
    },
  );
  return { entry, clamped: [booked, value].filter(({ clamped }) => clamped) };
}

function reference(text: string): string | null {
  const words = wordsOf(text);
  return words === null || /^0+$/.test(words) ? null : words;
}

/**
 * What a record 05 adds to the movement before it: its qualifier says what it is about; one that isn't known is kept as text.
 * @throws {StatementRefused}
 */
export function completed(entry: StatementEntry, record: string): StatementEntry {
  const qualifier = columns(record, 46, 48).trim();
  const text = columns(record, 49, 118);
  const words = wordsOf(text);
  if (words === null) return entry;
  const { references } = entry;
  switch (qualifier) {
    case 'LIB':
    case 'LCC':
    case 'LC2':
      return { ...entry, remittance: added(entry.remittance, words) };
    case 'LCS':
      return { ...entry, references: { ...references, structured: words.replace(/\s/g, '').toUpperCase() } };
    case 'NPY':
    case 'NBE':
      return { ...entry, counterparty: added(entry.counterparty, words) };
    case 'NPO':
    case 'NBU':
      return { ...entry, ultimateParty: added(entry.ultimateParty, words) };
    case 'IPY':
    case 'IBE':
      return { ...entry, counterpartyAccount: wordsOf(text.slice(0, 35)) };
    case 'RCN':
      return {
        ...entry,
        references: { ...references, endToEndId: wordsOf(text.slice(0, 35)) },
        information: added(entry.information, wordsOf(text.slice(35)) ?? ''),
      };
    case 'REF':
      return { ...entry, references: { ...references, accountServicer: wordsOf(text.slice(0, 35)) } };
    case 'RUM':
      return { ...entry, references: { ...references, mandateId: wordsOf(text.slice(0, 35)) } };
    case 'MMO':
      return { ...entry, original: originalOf(text) };
    default:
      return { ...entry, information: added(entry.information, words) };
  }
}

function added(text: string | null, more: string): string {
  return [text, more].filter(Boolean).join(' ').slice(0, 2_000);
}

/** Currency, number of decimals, fourteen digits: the amount as it was before it was changed. */
function originalOf(text: string): StatementEntry['original'] {
  const [, currency = '', scale = '', digits = ''] = /^([A-Z]{3})(\d)(\d{14})/.exec(text) ?? [];
  if (!isCurrency(currency)) return null;
  return { amount: scaledAmount(BigInt(digits), Number(scale), currency, '05 MMO'), rate: null };
}
