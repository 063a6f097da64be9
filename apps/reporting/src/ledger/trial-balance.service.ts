import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { linkTo } from './ledger-filter';

interface Amounts {
  debit: Money;
  credit: Money;
  balance: Money;
}
export interface TrialBalance {
  asOf: Day;
  knownAt: string | null;
  items: (Amounts & { book: string; layer: string; account: string; pcg: string | null; entries: string })[];
  totals: (Amounts & { book: string; layer: string })[];
}
interface Row {
  book: string;
  layer: string;
  account: string;
  pcg: string | null;
  debit: string;
  credit: string;
}

/** Balances of every account as of an accounting date, as known at an instant. */
@Injectable()
export class TrialBalances {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
  ) {}

  async read(asked: { asOf?: Day; knownAt?: string; book?: string }): Promise<TrialBalance> {
    const asOf = asked.asOf ?? (await this.clock.today());
    const rows: Row[] = await this.dataSource.query(SUMS, [asOf, asked.knownAt ?? null, asked.book ?? null]);
    const known = asked.knownAt ? { knownAt: asked.knownAt } : {};
    const items = rows.map(({ book, layer, account, pcg, ...sums }) => ({
      book,
      layer,
      account,
      pcg,
      ...amounts(sums),
      entries: linkTo({ book, layer, account: [account], to: asOf, ...known }),
    }));
    return { asOf, knownAt: asked.knownAt ?? null, items, totals: totals(items) };
  }
}

/**
 * Whole months come from their sums, the month that `asOf` or `knownAt` cuts from the journal: the cost doesn't grow
 * with the age of the ledger.
 */
const SUMS = `
  WITH cut AS (
    SELECT $1::date AS as_of, date_trunc('month', $1::date)::date AS month, coalesce($2::timestamptz, 'infinity') AS known_at,
           CASE WHEN $2::timestamptz IS NULL THEN 'infinity'
                ELSE date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC')::date END AS known_month
  ), lines AS (
    SELECT book, layer, account, pcg, debit, credit FROM month_sum, cut
     WHERE accounting_month < cut.month AND posted_month < cut.known_month
    UNION ALL
    SELECT book, layer, account, pcg, greatest(eur, 0), greatest(-eur, 0) FROM entry, cut
     WHERE accounting_date BETWEEN cut.month AND cut.as_of AND posted_at <= cut.known_at
    UNION ALL
    SELECT book, layer, account, pcg, greatest(eur, 0), greatest(-eur, 0) FROM entry, cut
     WHERE accounting_date < cut.month AND posted_at <= cut.known_at
       AND cut.known_month <> 'infinity' AND posted_at >= cut.known_month::timestamp AT TIME ZONE 'UTC'
  )
  SELECT book, layer, account, max(pcg) AS pcg, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit
    FROM lines WHERE $3::text IS NULL OR book = $3
   GROUP BY book, layer, account HAVING sum(debit) <> 0 OR sum(credit) <> 0
   ORDER BY book, layer DESC, account`;

function amounts({ debit, credit }: { debit: string; credit: string }): Amounts {
  return {
    debit: Money.minor(BigInt(debit)),
    credit: Money.minor(BigInt(credit)),
    balance: Money.minor(BigInt(debit) - BigInt(credit)),
  };
}

function totals(items: TrialBalance['items']): TrialBalance['totals'] {
  const found = new Map<string, TrialBalance['totals'][number]>();
  for (const { book, layer, debit, credit, balance } of items) {
    const sum = found.get(`${book} ${layer}`);
    found.set(`${book} ${layer}`, {
      book,
      layer,
      debit: sum ? sum.debit.plus(debit) : debit,
      credit: sum ? sum.credit.plus(credit) : credit,
      balance: sum ? sum.balance.plus(balance) : balance,
    });
  }
  return [...found.values()];
}
