import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { patternToRegex } from './chart';
import type { Statements } from './post.query';

export interface At {
  /** End of that day; today's balance, whatever the date, when omitted. */
  asOf?: Day;
  /** Which date `asOf` is: of the books (default) or of the value. */
  basis?: 'ACCOUNTING' | 'VALUE';
  /** Only what had been posted at that time (ISO 8601). */
  knownAt?: string;
}

/** What an account holds: in its own currency, and its value in EUR. Both on its normal side. */
export interface Holding {
  amount: Money;
  eur: Money;
}

interface HoldingRow {
  path: string;
  currency: string;
  amount: string;
  eur: string;
}

/** Accounts by name or by pattern; those that never opened are absent. */
export async function holdings(
  db: Statements,
  which: { accounts: string[] } | { pattern: string },
  at: At = {},
): Promise<Map<string, Holding>> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const accounts =
    'accounts' in which
      ? `a.path = ANY (${value(which.accounts)})`
      : `a.path ~ ${value(patternToRegex(which.pattern))}`;
  const current = at.asOf === undefined && at.knownAt === undefined;
  const rows: HoldingRow[] = await db.query(
    `SELECT a.path, a.currency, (a.normal * coalesce(s.amount, 0))::text AS amount, (a.normal * coalesce(s.eur, 0))::text AS eur
       FROM ledger.accounts a CROSS JOIN LATERAL (${current ? currentSum : sumAt(at, value)}) s
      WHERE ${accounts} ORDER BY a.path`,
    values,
  );
  return new Map(
    rows.map(({ path, currency, amount, eur }) => [path, { amount: money(amount, currency), eur: money(eur, 'EUR') }]),
  );
}

const currentSum = `
  SELECT b.amount, b.eur FROM ledger.balances b WHERE a.floored AND b.account = a.id
  UNION ALL
  SELECT sum(p.amount), sum(p.eur) FROM ledger.postings p WHERE NOT a.floored AND p.account = a.id HAVING NOT a.floored`;

function sumAt({ asOf, basis = 'ACCOUNTING', knownAt }: At, value: (given: unknown) => string): string {
  const date = basis === 'VALUE' ? 'value_date' : 'accounting_date';
  const until = asOf === undefined ? '' : `AND p.${date} <= ${value(asOf)}::date`;
  const known =
    knownAt === undefined
      ? ''
      : `AND EXISTS (SELECT FROM ledger.transactions t WHERE t.position = p.transaction AND t.posted_at <= ${value(knownAt)}::timestamptz)`;
  return `SELECT sum(p.amount) AS amount, sum(p.eur) AS eur FROM ledger.postings p WHERE p.account = a.id ${until} ${known}`;
}

function money(minor: string, currency: string): Money {
  return Money.minor(BigInt(minor), currency);
}
