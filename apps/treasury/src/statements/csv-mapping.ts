import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { type KnownAccount, malformed, type StatementEntry, StatementRefused } from './statement';
import { dayOfParts, decimalAmount, fullYear, noReferences, plainEntry, wordsOf } from './text-fields';

export const delimiters = [';', ',', '\t', '|'] as const;
export const encodings = ['auto', 'utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le'] as const;
export const dateFormats = [
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'DD/MM/YY',
  'DD.MM.YY',
  'MM/DD/YYYY',
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
] as const;
export type DateFormat = (typeof dateFormats)[number];

/** Where each thing stands in a row, counted from 0; null where the bank doesn't give it. */
export interface CsvColumns {
  bookingDate: number;
  valueDate: number | null;
  /** One signed column, or else one of debits and one of credits. */
  amount: number | null;
  debit: number | null;
  credit: number | null;
  /** Balance of the account after the movement. */
  balance: number | null;
  currency: number | null;
  counterparty: number | null;
  counterpartyAccount: number | null;
  reference: number | null;
  remittance: number[];
}

/** How one bank writes the movements of one account as a table. */
export interface CsvMapping {
  delimiter: (typeof delimiters)[number];
  encoding: (typeof encodings)[number];
  /** Rows before the names of the columns, or before the first movement where there are none. */
  skippedRows: number;
  /** Names of the columns; null where the table has none. A file with other names is refused. */
  header: string[] | null;
  dateFormat: DateFormat;
  decimalSign: ',' | '.';
  /** `INVERTED`: what leaves the account is written without a sign, what comes in with one. */
  sign: 'AS_WRITTEN' | 'INVERTED';
  columns: CsvColumns;
}

/** A movement of a table, with the balance after it where the bank gives it. */
export interface CsvMovement {
  entry: StatementEntry;
  balance: Money | null;
}

/**
 * Reads a row; a row with no amount and no day (a total, a note) is none.
 * @throws {StatementRefused} MALFORMED_STATEMENT with the line and the column
 */
export function movementOf(
  cells: readonly string[],
  mapping: CsvMapping,
  { currency }: Pick<KnownAccount, 'currency'>,
  line: number,
): CsvMovement | null {
  const { columns } = mapping;
  const at = (column: number | null) => (column === null ? '' : (cells[column] ?? '').trim());
  const where = (column: number | null) =>
    `line ${line}, column ${column === null ? '?' : (mapping.header?.[column] ?? column + 1)}`;
  const written = [columns.amount, columns.debit, columns.credit].map(at);
  if (!/\d/.test(at(columns.bookingDate)) && written.every((text) => text === '')) return null;
  const bookingDate = dayIn(at(columns.bookingDate), mapping.dateFormat, where(columns.bookingDate));
  const value = at(columns.valueDate);
  const its = at(columns.currency).toUpperCase();
  if (its !== '' && its !== currency)
    throw malformed(`A movement in ${its.slice(0, 10)} on an account in ${currency}`, where(columns.currency));
  const amountIn = (column: number | null) => signedAmount(at(column), mapping.decimalSign, currency, where(column));
  const balance = at(columns.balance);
  return {
    entry: plainEntry(
      {
        amount: movedAmount(columns, at, amountIn, mapping.sign, currency, where),
        bookingDate,
        valueDate: value === '' ? bookingDate : dayIn(value, mapping.dateFormat, where(columns.valueDate)),
      },
      {
        counterparty: wordsOf(at(columns.counterparty)),
        counterpartyAccount: wordsOf(at(columns.counterpartyAccount)),
        remittance: wordsOf(columns.remittance.map(at).join(' ')) ?? '',
        references: { ...noReferences, instructionId: wordsOf(at(columns.reference)) },
      },
    ),
    balance: balance === '' ? null : amountIn(columns.balance),
  };
}

function movedAmount(
  { amount, debit, credit }: CsvColumns,
  at: (column: number | null) => string,
  amountIn: (column: number | null) => Money,
  sign: CsvMapping['sign'],
  currency: string,
  where: (column: number | null) => string,
): Money {
  if (amount !== null) {
    const stated = amountIn(amount);
    return sign === 'INVERTED' ? stated.negated() : stated;
  }
  const [out, into] = [debit, credit].map((column) => (at(column) === '' ? Money.zero(currency) : amountIn(column)));
  if (!out || !into || (out.isZero() && into.isZero()))
    throw malformed('A row has neither debit nor credit', where(debit));
  if (!out.isZero() && !into.isZero()) throw malformed('A row has both a debit and a credit', where(debit));
  return into.isZero() ? out.abs().negated() : into;
}

/** `1 250,00`, `-1.250,00`, `(12.50)`, `1'250.00-`, `+3,00 €`. @throws {StatementRefused} */
export function signedAmount(text: string, decimalSign: ',' | '.', currency: string, where: string): Money {
  const plain = text
    .replace(/[\s’']/g, '')
    .replace(/[−–]/g, '-')
    .replace(/(€|[A-Z]{3})$/, '')
    .replaceAll(decimalSign === ',' ? '.' : ',', '');
  const bracketed = /^\((.+)\)$/.exec(plain)?.[1];
  const [, before = '', digits = '', after = ''] = /^([-+]?)([\d.,]+)(-?)$/.exec(bracketed ?? plain) ?? [];
  const completed = digits.startsWith(decimalSign) ? `0${digits}` : digits;
  if (digits === '') throw malformed(`${text.slice(0, 40) || 'An empty cell'} is not an amount`, where);
  const unsigned = decimalAmount(completed, decimalSign, currency, where);
  return bracketed !== undefined || before === '-' || after === '-' ? unsigned.negated() : unsigned;
}

/** @throws {StatementRefused} when the text isn't a day written that way */
export function dayIn(text: string, format: DateFormat, where: string): Day {
  const parts = partsOf(text, format);
  if (!parts) throw malformed(`${text.slice(0, 40) || 'An empty cell'} is not a day written ${format}`, where);
  const { day, clamped } = dayOfParts(parts.year, parts.month, parts.day, where);
  if (clamped) throw malformed(`${text.slice(0, 40)} is not a day`, where);
  return day;
}

/** A time after the day is left out. */
const patterns = new Map(dateFormats.map((format) => [format, patternOf(format)]));

function patternOf(format: DateFormat): RegExp {
  const digits = format === 'YYYYMMDD' ? '{2}' : '{1,2}';
  const pattern = format
    .replace(/[./]/g, '\\$&')
    .replace('YYYY', '(?<year>\\d{4})')
    .replace('YY', '(?<year>\\d{2})')
    .replace('MM', `(?<month>\\d${digits})`)
    .replace('DD', `(?<day>\\d${digits})`);
  return new RegExp(`^${pattern}(?:[T ].*)?$`);
}

function partsOf(text: string, format: DateFormat): { year: number; month: number; day: number } | null {
  const { year, month, day } = patterns.get(format)?.exec(text)?.groups ?? {};
  if (!year || !month || !day) return null;
  return { year: year.length === 2 ? fullYear(Number(year)) : Number(year), month: Number(month), day: Number(day) };
}

/** @throws {StatementRefused} CSV_COLUMNS_CHANGED naming the first column that isn't what the mapping expects */
export function checkHeader(cells: readonly string[], { header }: CsvMapping): void {
  if (!header) return;
  const names = cells.map(headerName);
  const at = header.findIndex((name, column) => headerName(name) !== names[column]);
  if (at < 0 && names.length === header.length) return;
  const column = at < 0 ? header.length : at;
  const [expected, stated] = [header[column] ?? '', wordsOf((cells[column] ?? '').slice(0, 80)) ?? ''];
  throw new StatementRefused(
    'CSV_COLUMNS_CHANGED',
    'The columns are not those of the mapping',
    `Column ${column + 1} is named “${stated}”, the mapping of the account expects “${expected}”.`,
    { column: column + 1, expected, stated },
  );
}

export function headerName(name: string): string {
  return (wordsOf(name) ?? '').toLowerCase();
}
