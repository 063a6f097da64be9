import { isDay } from '@abonde/calendar';
import type { Book, Layer } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { decodeCursor, DomainError } from '@abonde/platform';
import type { Dimensions } from '../chart';
import type { LedgerEntryDto } from './ledger.dto';

/** A posting with its account and its transaction, as `entryColumns` reads it. */
export interface EntryRow {
  position: string;
  line: number;
  number: string | null;
  transaction: string;
  kind: string;
  accountingDate: string;
  valueDate: string;
  postedAt: string;
  layer: Layer;
  account: string;
  pcg: string | null;
  amount: string;
  currency: string;
  eur: string;
  reason: string;
  reference: string | null;
  dimensions: Dimensions;
  transfer: string | null;
  reverses: string | null;
}

/** Of `ledger.postings p` with its account `a`, its transaction `t` and its seal. */
export const entryColumns = `
  p.transaction AS position, p.line, s.number, t.id AS transaction, t.kind, p.accounting_date::text AS "accountingDate",
  p.value_date::text AS "valueDate", to_char(t.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "postedAt",
  a.layer, a.path AS account, a.pcg, p.amount, p.currency, p.eur, t.reason, t.reference, p.dimensions, t.transfer, t.reverses
  FROM ledger.postings p
  JOIN ledger.accounts a ON a.id = p.account
  JOIN ledger.transactions t ON t.position = p.transaction
  LEFT JOIN ledger.seals s ON s.transaction = t.id`;

export function entryOf(
  book: Book,
  { position: _, line: __, number, amount, currency, eur, dimensions, ...row }: EntryRow,
): LedgerEntryDto {
  return {
    ...row,
    book,
    number: number === null ? null : Number(number),
    amount: Money.minor(BigInt(amount), currency).toJSON(),
    eur: Money.minor(BigInt(eur)).toJSON(),
    dimensions: { ...dimensions },
  };
}

/** The last entry read of a list in the order of a date, position and line. */
export interface EntryPlace {
  day: string;
  position: string;
  line: number;
  /** What the list keeps besides. */
  more: string[];
}

/** @throws {DomainError} 400 `INVALID_CURSOR` */
export function entryPlaceOf(cursor: string | undefined): EntryPlace | undefined {
  const parts = decodeCursor(cursor);
  if (!parts) return undefined;
  const [day, position, line, ...more] = parts;
  if (!isDay(day) || !/^\d{1,18}$/.test(String(position)) || !Number.isInteger(line)) throw otherList();
  return { day, position: String(position), line: Number(line), more: more.map(String) };
}

export function otherList(): DomainError {
  return new DomainError({
    code: 'INVALID_CURSOR',
    status: 400,
    title: 'Invalid cursor',
    detail: 'This cursor is of another list.',
  });
}
