import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sumsOf } from './figure.query';
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
    const rows = await this.sums(asOf, asked);
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

  private async sums(asOf: Day, { knownAt, book }: { knownAt?: string; book?: string }): Promise<Row[]> {
    if (knownAt !== undefined) return this.dataSource.query(KNOWN_THEN, [asOf, knownAt, book ?? null]);
    const { sql, params } = sumsOf({ book, to: asOf }, 'everything', ['e.book', 'e.layer', 'e.account', 'e.pcg']);
    return this.dataSource.query(
      balancesOf(`SELECT *, eur_debit AS debit, eur_credit AS credit FROM (${sql}) AS sums`),
      params,
    );
  }
}

const balancesOf = (lines: string) => `
  SELECT book, layer, account, max(pcg) AS pcg, sum(debit)::text AS debit, sum(credit)::text AS credit
    FROM (${lines}) AS lines GROUP BY book, layer, account HAVING sum(debit) <> 0 OR sum(credit) <> 0
   ORDER BY book, layer DESC, account`;

/** What was known then: whole months from their sums, the month that either date cuts from the entries. */
const KNOWN_THEN = balancesOf(`
  WITH cut AS (
    SELECT $1::date AS as_of, date_trunc('month', $1::date)::date AS month, $2::timestamptz AS known_at,
           date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC')::date AS known_month
  )
  SELECT book, layer, account, pcg, debit, credit FROM month_sum, cut
   WHERE accounting_month < cut.month AND posted_month < cut.known_month AND ($3::text IS NULL OR book = $3)
  UNION ALL
  SELECT book, layer, account, pcg, greatest(eur, 0), greatest(-eur::numeric, 0) FROM entry, cut
   WHERE accounting_date BETWEEN cut.month AND cut.as_of AND posted_at <= cut.known_at AND ($3::text IS NULL OR book = $3)
  UNION ALL
  SELECT book, layer, account, pcg, greatest(eur, 0), greatest(-eur::numeric, 0) FROM entry, cut
   WHERE accounting_date < cut.month AND posted_at <= cut.known_at
     AND posted_at >= cut.known_month::timestamp AT TIME ZONE 'UTC' AND ($3::text IS NULL OR book = $3)`);

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
