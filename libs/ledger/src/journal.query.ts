import type { Layer } from '@abonde/contracts';
import { Money, type MoneyJson } from '@abonde/money';
import type { Dimensions } from './chart';
import type { Statements } from './post.query';
import type { Posting, Transaction } from './transaction';

/** `[account, layer, pcg, amount, currency, eur, dimensions, original, consistent]` */
type Line = [string, Layer, string | null, string, string, string, Dimensions, OriginalJson | null, boolean];

interface OriginalJson {
  amount: MoneyJson;
  rate: string;
  rateSource: string;
  rateDate: string;
}

export interface JournalRow extends Omit<Transaction, 'postings'> {
  position: string;
  lines: Line[] | null;
}

/** Columns of a {@link JournalRow} where `t` is a row of ledger.transactions. */
export const journalColumns = `
  t.position, t.id, t.kind, t.reason, t.reference, t.value_date::text AS "valueDate", t.accounting_date::text AS "accountingDate",
  to_char(t.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "postedAt",
  t.transfer, t.reverses, t.actor, t.metadata,
  (SELECT json_agg(json_build_array(a.path, a.layer, a.pcg, p.amount::text, p.currency, p.eur::text, p.dimensions, p.original,
            p.accounting_date = t.accounting_date AND p.value_date = t.value_date AND p.currency = a.currency) ORDER BY p.line)
     FROM ledger.postings p LEFT JOIN ledger.accounts a ON a.id = p.account WHERE p.transaction = t.position) AS lines`;

export interface Criteria {
  id?: string;
  transfer?: string;
  reference?: string;
  kind?: string;
  /** Members that the metadata must hold. */
  metadata?: Record<string, unknown>;
}

/** Transactions that meet all the criteria, in order of insertion. */
export async function find(db: Statements, criteria: Criteria): Promise<Transaction[]> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, value: unknown) => conditions.push(`${condition} $${values.push(value)}`);
  for (const column of ['id', 'transfer', 'reference', 'kind'] as const) {
    if (criteria[column] !== undefined) add(`t.${column} =`, criteria[column]);
  }
  if (criteria.metadata) add(`t.metadata <> '{}' AND t.metadata @>`, JSON.stringify(criteria.metadata));
  if (conditions.length === 0) throw new Error('What to look for is not said.');
  const rows: JournalRow[] = await db.query(
    `SELECT ${journalColumns} FROM ledger.transactions t WHERE ${conditions.join(' AND ')} ORDER BY t.position`,
    values,
  );
  return rows.map(transactionOf);
}

export function transactionOf({ lines, ...row }: JournalRow): Transaction {
  const { id, kind, reason, reference, valueDate, accountingDate, postedAt, transfer, reverses, actor, metadata } = row;
  const head = {
    id,
    kind,
    reason,
    reference,
    valueDate,
    accountingDate,
    postedAt,
    transfer,
    reverses,
    actor,
    metadata,
  };
  return { ...head, postings: (lines ?? []).map(postingOf) };
}

/** Whether every line agrees with its account and its transaction on what is kept twice. */
export function isConsistent({ lines }: JournalRow): boolean {
  return (lines ?? []).every((line) => line[8]);
}

function postingOf([account, layer, pcg, amount, currency, eur, dimensions, original]: Line): Posting {
  return {
    account,
    layer,
    pcg,
    amount: Money.minor(BigInt(amount), currency),
    eur: Money.minor(BigInt(eur)),
    dimensions,
    original: original && { ...original, amount: Money.of(original.amount) },
  };
}
