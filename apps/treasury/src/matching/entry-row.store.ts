import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { notFound } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import type { Valued } from '../accounts/bank-postings';
import type { EntryView } from '../statements/preview';

/** A stored bank entry. */
export interface EntryRow {
  id: string;
  account_id: string;
  account: string;
  currency: string;
  statement_id: string;
  booking_date: Day;
  value_date: Day;
  /** The day it has in the books, or would have now if its period closed since. */
  accounting_date: Day;
  amount_minor: string;
  eur_minor: string;
  content: EntryView;
  search_references: string[];
  search_text: string;
  match_id: string | null;
}

export const entryColumns = `e.id, e.account_id, a.code AS account, a.currency, e.statement_id, e.booking_date::text, e.value_date::text,
  ledger.first_open_day(e.accounting_date)::text AS accounting_date, e.amount_minor::text, e.eur_minor::text, e.content,
  e.search_references, e.search_text, e.match_id`;

/** @throws {DomainError} 404 `NOT_FOUND` */
export async function lockEntry(tx: EntityManager, id: string): Promise<EntryRow> {
  const [row] = await lockEntries(tx, [id]);
  if (!row) throw notFound('bank entry', id);
  return row;
}

/** In the order of their ids, so that two commands never wait for each other. */
export function lockEntries(tx: EntityManager, ids: readonly string[]): Promise<EntryRow[]> {
  return tx.query(
    `SELECT ${entryColumns} FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
      WHERE e.id = ANY ($1::uuid[]) ORDER BY e.id FOR UPDATE OF e`,
    [ids],
  );
}

export function valuedOf(row: Pick<EntryRow, 'amount_minor' | 'eur_minor' | 'currency'>): Valued {
  return { amount: Money.minor(BigInt(row.amount_minor), row.currency), eur: Money.minor(BigInt(row.eur_minor)) };
}

/** The amount as the payer sent it, where the bank says so. */
export function originalOf({ content }: Pick<EntryRow, 'content'>): Money | null {
  return content.original ? Money.of({ amount: content.original.amount, currency: content.original.currency }) : null;
}

export function chargesOf({ content }: Pick<EntryRow, 'content'>): Money | null {
  return content.charges ? Money.of(content.charges) : null;
}
