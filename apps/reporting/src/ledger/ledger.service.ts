import { Money } from '@abonde/money';
import { decodeCursor, DomainError, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sumsOf, type Visibility, visibleCondition } from './figure.query';
import { type LedgerFilter, linkTo, signOf } from './ledger-filter';
import { type EntryRow, type LedgerRow, ledgerRow } from './ledger-row';

/** A published amount: never without the link that lists the entries it is the sum of. */
export interface Figure {
  value: Money;
  count: number;
  entries: string;
}

export interface LedgerPage extends Page<LedgerRow> {
  /** `foreign`: what the entries in other currencies add up to in them, with their number. */
  total: { eur: Money; count: number; foreign: { amount: Money; count: number }[] };
}

/** The consolidated ledger: the one place that turns filters into sums and rows. */
@Injectable()
export class ConsolidatedLedger {
  constructor(private readonly dataSource: DataSource) {}

  async figure(filter: LedgerFilter): Promise<Figure> {
    return figureOf(filter, await this.sum(filter, 'everything'));
  }

  /** Several figures at once, in as many concurrent reads as the pool allows. */
  async figures<Key extends string>(filters: Record<Key, LedgerFilter>): Promise<Record<Key, Figure>> {
    const entries = Object.entries<LedgerFilter>(filters);
    const values = await Promise.all(entries.map(async ([key, filter]) => [key, await this.figure(filter)] as const));
    return Object.fromEntries(values) as Record<Key, Figure>;
  }

  /** The filter's figure for each value of some columns, zero sums left out. */
  async groups<Key extends string>(
    filter: LedgerFilter,
    by: Record<Key, string>,
  ): Promise<(Record<Key, string | null> & { value: Money })[]> {
    const columns = Object.entries<string>(by).map(([name, expression]) => `${expression} AS "${name}"`);
    const { sql, params } = sumsOf(filter, 'everything', columns);
    const names = Object.keys(by).map((name) => `"${name}"`);
    const rows: (Record<Key, string | null> & { eur: string })[] = await this.dataSource.query(
      `SELECT ${names.join(', ')}, sum(eur_debit - eur_credit)::text AS eur FROM (${sql}) AS sums
        GROUP BY ${names.join(', ')} HAVING sum(eur_debit - eur_credit) <> 0 ORDER BY ${names.join(', ')}`,
      params,
    );
    return rows.map((row) => ({ ...row, value: signed(row.eur, filter) }));
  }

  /** Rows by accounting date, then book and number; the total is over the whole filter, not the page. */
  async page(filter: LedgerFilter, visible: Visibility, limit: number, cursor?: string): Promise<LedgerPage> {
    const condition = visibleCondition(filter, visible);
    const after = placeOf(cursor);
    const params = [...condition.params];
    const place = after
      ? ` AND (e.accounting_date, e.book, e.number, e.line) > (${after.map((part) => `$${params.push(part)}`).join(', ')})`
      : '';
    const rows: EntryRow[] = await this.dataSource.query(
      `SELECT e.* FROM entry AS e WHERE ${condition.sql}${place}
        ORDER BY e.accounting_date, e.book, e.number, e.line LIMIT ${limit + 1}`,
      params,
    );
    const total = await this.sum(filter, visible);
    const keyOf = (row: EntryRow) => [row.accounting_date, row.book, Number(row.number), row.line];
    return {
      ...paged(rows, limit, keyOf, (row) => ledgerRow(row, signOf(filter))),
      total: { eur: total.value, count: total.count, foreign: await this.foreign(filter, visible) },
    };
  }

  /** Accounts of the fund layer are in euros, always. */
  private async foreign(filter: LedgerFilter, visible: Visibility): Promise<{ amount: Money; count: number }[]> {
    if (!filter.account || filter.account.every((account) => account.startsWith('fund:'))) return [];
    const { sql, params } = visibleCondition(filter, visible);
    const rows: { currency: string; sum: string; count: number }[] = await this.dataSource.query(
      `SELECT e.currency, sum(e.amount)::text AS sum, count(*)::int AS count FROM entry AS e
        WHERE ${sql} AND e.currency <> 'EUR' GROUP BY e.currency ORDER BY e.currency`,
      params,
    );
    const sign = BigInt(signOf(filter));
    return rows.map(({ currency, sum, count }) => ({ amount: Money.minor(BigInt(sum) * sign, currency), count }));
  }

  private async sum(filter: LedgerFilter, visible: Visibility): Promise<{ value: Money; count: number }> {
    const { sql, params } = sumsOf(filter, visible);
    const [row]: { eur: string; count: number }[] = await this.dataSource.query(
      `SELECT coalesce(sum(eur_debit - eur_credit), 0)::text AS eur, coalesce(sum(entries), 0)::int AS count FROM (${sql}) AS sums`,
      params,
    );
    return { value: signed(row?.eur ?? '0', filter), count: row?.count ?? 0 };
  }
}

export function figureOf(filter: LedgerFilter, { value, count }: { value: Money; count: number }): Figure {
  return { value, count, entries: linkTo(filter) };
}

/** @throws {DomainError} 400 for a cursor of another list */
function placeOf(cursor: string | undefined): (string | number)[] | undefined {
  const place = decodeCursor(cursor);
  if (place === undefined || place.map((part) => typeof part).join() === 'string,string,number,number') return place;
  throw new DomainError({
    code: 'INVALID_CURSOR',
    status: 400,
    title: 'Invalid cursor',
    detail: 'This cursor is of another list.',
  });
}

function signed(eur: string, filter: LedgerFilter): Money {
  return Money.minor(BigInt(eur) * BigInt(signOf(filter)));
}
