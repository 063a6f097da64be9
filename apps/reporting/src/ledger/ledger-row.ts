import { Money } from '@abonde/money';

/** A row of `entry` as PostgreSQL gives it. */
export interface EntryRow {
  book: string;
  number: string;
  line: number;
  transaction: string;
  kind: string;
  reason: string;
  reference: string | null;
  actor: string;
  accounting_date: string;
  value_date: string;
  posted_at: Date;
  transfer: string | null;
  reverses: string | null;
  layer: string;
  account: string;
  pcg: string | null;
  amount: string;
  currency: string;
  eur: string;
  original: unknown;
  dimensions: Record<string, string>;
  donor: string | null;
  project: string | null;
  flow: string;
}

/** A line of the consolidated ledger as it is published. */
export interface LedgerRow {
  book: string;
  number: number;
  line: number;
  transaction: string;
  kind: string;
  reason: string;
  reference: string | null;
  actor: string;
  accountingDate: string;
  valueDate: string;
  postedAt: string;
  transfer: string | null;
  reverses: string | null;
  layer: string;
  account: string;
  pcg: string | null;
  amount: Money;
  eur: Money;
  original: unknown;
  dimensions: Record<string, string>;
  flow: string;
}

/** @param sign −1 turns both amounts, for figures read on the credit side */
export function ledgerRow(row: EntryRow, sign: 1 | -1): LedgerRow {
  const { accounting_date: accountingDate, value_date: valueDate, posted_at: postedAt } = row;
  return {
    book: row.book,
    number: Number(row.number),
    line: row.line,
    transaction: row.transaction,
    kind: row.kind,
    reason: row.reason,
    reference: row.reference,
    actor: row.actor,
    accountingDate,
    valueDate,
    postedAt: postedAt.toISOString(),
    transfer: row.transfer,
    reverses: row.reverses,
    layer: row.layer,
    account: row.account,
    pcg: row.pcg,
    amount: Money.minor(BigInt(row.amount) * BigInt(sign), row.currency),
    eur: Money.minor(BigInt(row.eur) * BigInt(sign)),
    original: row.original,
    dimensions: row.dimensions,
    flow: row.flow,
  };
}
