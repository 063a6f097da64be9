import type { Day } from '@abonde/calendar';
import type { Layer } from '@abonde/contracts';
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

/** What went through an account since it opened, each side for itself and never negative. */
export interface Turnover {
  account: string;
  layer: Layer;
  pcg: string | null;
  normal: 'DEBIT' | 'CREDIT';
  /** In the account's currency. */
  debit: Money;
  credit: Money;
  eurDebit: Money;
  eurCredit: Money;
}

interface HoldingRow {
  path: string;
  currency: string;
  amount: string;
  eur: string;
}

interface TurnoverRow extends Omit<Turnover, 'normal' | 'debit' | 'credit' | 'eurDebit' | 'eurCredit'> {
  currency: string;
  normal: number;
  debit: string;
  credit: string;
  eurDebit: string;
  eurCredit: string;
}

/**
 * Accounts by name or by pattern; those that never opened are absent. Current balances of accounts with a floor are kept, all
 * others come from snapshots and the journal after them.
 */
export async function holdings(
  db: Statements,
  which: { accounts: string[] } | { pattern: string },
  at: At = {},
): Promise<Map<string, Holding>> {
  const [condition, value] =
    'accounts' in which ? ['path = ANY ($1)', which.accounts] : ['path ~ $1', patternToRegex(which.pattern)];
  const current = at.asOf === undefined && at.knownAt === undefined;
  const rows: HoldingRow[] = await db.query(
    `WITH chosen AS MATERIALIZED (
       SELECT id, path, currency, normal, allowance, floored AND $2::boolean AS kept FROM ledger.accounts WHERE ${condition}
     )
     SELECT a.path, a.currency, (a.normal * coalesce(b.amount - a.normal * a.allowance, s.debit - s.credit, 0))::text AS amount,
            (a.normal * coalesce(b.eur, s.eur_debit - s.eur_credit, 0))::text AS eur
       FROM chosen a
       LEFT JOIN ledger.balances b ON a.kept AND b.account = a.id
       LEFT JOIN ledger.sums_at(ARRAY(SELECT id FROM chosen WHERE NOT kept), $3, $4, $5) s ON s.account = a.id
      ORDER BY a.path`,
    [value, current, ...moment(at)],
  );
  return new Map(
    rows.map(({ path, currency, amount, eur }) => [path, { amount: money(amount, currency), eur: money(eur) }]),
  );
}

/** Turnover of the accounts that had moved by then, all of the book by default, by name. */
export async function turnovers(db: Statements, at: At, accounts?: string[]): Promise<Turnover[]> {
  const rows: TurnoverRow[] = await db.query(
    `SELECT a.path AS account, a.layer, a.pcg, a.normal, a.currency, s.debit::text, s.credit::text,
            s.eur_debit::text AS "eurDebit", s.eur_credit::text AS "eurCredit"
       FROM ledger.sums_at(ARRAY(SELECT id FROM ledger.accounts WHERE $4::text[] IS NULL OR path = ANY ($4)), $1, $2, $3) s
       JOIN ledger.accounts a ON a.id = s.account ORDER BY a.path`,
    [...moment(at), accounts ?? null],
  );
  return rows.map(({ currency, normal, debit, credit, eurDebit, eurCredit, ...row }) => ({
    ...row,
    normal: normal === 1 ? 'DEBIT' : 'CREDIT',
    debit: money(debit, currency),
    credit: money(credit, currency),
    eurDebit: money(eurDebit),
    eurCredit: money(eurCredit),
  }));
}

function moment({ asOf, basis, knownAt }: At): [byValue: boolean, asOf: Day | null, knownAt: string | null] {
  return [basis === 'VALUE', asOf ?? null, knownAt ?? null];
}

function money(minor: string, currency = 'EUR'): Money {
  return Money.minor(BigInt(minor), currency);
}
