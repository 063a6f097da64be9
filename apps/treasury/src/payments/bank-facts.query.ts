import { Money, type MoneyJson } from '@abonde/money';
import type { EntityManager } from 'typeorm';

/** What an entry of the bank did to an order. */
export interface BankFact {
  what: 'SETTLED' | 'RETURNED' | 'SECOND_DEBIT';
  order: string;
  entry: string;
  /** Code of the bank account. */
  account: string;
  bookingDate: string;
  valueDate: string;
  /** In the order's currency, without sign. */
  amount: MoneyJson;
  /** Booked value; null for what is still in suspense. */
  eur: MoneyJson | null;
  /** Link of the ledger's entries that add up to `eur`. */
  entries: string | null;
  reason: string | null;
  at: Date;
}

interface Row {
  what: BankFact['what'];
  order_id: string;
  entry: string;
  account: string;
  booking: string;
  value: string;
  minor: string;
  currency: string;
  eur: string | null;
  transaction: string | null;
  reason: string | null;
  at: Date;
}

/** Debits that name an order the bank had no more to pay stay in suspense: nothing of ours explains them. */
const facts = `
  SELECT CASE t.kind WHEN 'payment-order' THEN 'SETTLED' ELSE 'RETURNED' END AS what, t.target_id AS order_id, e.id AS entry, a.code AS account,
         e.booking_date::text AS booking, e.value_date::text AS value, t.amount_minor::text AS minor, t.currency, t.eur_minor::text AS eur,
         t.transaction_id::text AS transaction, CASE t.kind WHEN 'payment-order' THEN NULL ELSE e.content ->> 'returnReason' END AS reason, m.matched_at AS at
    FROM match_targets t JOIN matches m ON m.id = t.match_id JOIN bank_entries e ON e.id = t.entry_id JOIN bank_accounts a ON a.id = e.account_id
   WHERE t.live AND t.kind IN ('payment-order', 'payment-return') AND t.target_id = ANY ($1)
  UNION ALL
  SELECT 'SECOND_DEBIT', o.id::text, e.id, a.code, e.booking_date::text, e.value_date::text, abs(e.amount_minor)::text, a.currency, NULL, NULL, NULL, s.imported_at
    FROM payment_orders o
    JOIN bank_entries e ON e.match_id IS NULL AND e.amount_minor < 0 AND e.search_references && ARRAY[o.end_to_end_id, upper(o.uetr::text)]
    JOIN bank_accounts a ON a.id = e.account_id JOIN statements s ON s.id = e.statement_id
   WHERE o.id::text = ANY ($1) AND o.file_id IS NOT NULL AND o.state IN ('SETTLED', 'RETURNED', 'REJECTED', 'CANCELLED')
   ORDER BY booking, at`;

/** What the bank's entries did to these orders, in the order of their booking. */
export async function bankFactsOf(tx: EntityManager, orders: readonly string[]): Promise<Map<string, BankFact[]>> {
  if (orders.length === 0) return new Map();
  const rows: Row[] = await tx.query(facts, [orders]);
  const byOrder = new Map<string, BankFact[]>();
  for (const row of rows) byOrder.set(row.order_id, [...(byOrder.get(row.order_id) ?? []), factOf(row)]);
  return byOrder;
}

function factOf({ what, order_id: order, entry, account, minor, currency, eur, transaction, ...row }: Row): BankFact {
  const side = what === 'RETURNED' ? '&side=credit' : '';
  return {
    ...{ what, order, entry, account, bookingDate: row.booking, valueDate: row.value, reason: row.reason, at: row.at },
    amount: Money.minor(BigInt(minor), currency).abs().toJSON(),
    eur: eur === null ? null : Money.minor(BigInt(eur)).abs().toJSON(),
    entries: transaction && `/api/reporting/ledger?book=treasury&transaction=${transaction}&account=clearing:*${side}`,
  };
}
