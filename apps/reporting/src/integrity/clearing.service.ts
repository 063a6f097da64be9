import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { linkTo } from '../ledger/ledger-filter';
import type { BookName } from './other-services.service';

interface Side {
  book: BookName;
  account: string;
}
export interface InFlight {
  transfer: string | null;
  transaction: string;
  book: string;
  account: string;
  eur: Money;
  accountingDate: string;
  postedAt: string;
  ageSeconds: number;
  overdue: boolean;
  entries: string;
}
/** A transfer whose two sides are here and don't agree. */
export interface Different {
  transfer: string;
  eur: Money;
  entries: string;
}
export interface ClearingPair {
  pair: string;
  /** Sum of what differs, each transfer counted positive. */
  difference: Money;
  different: Different[];
  inFlight: InFlight[];
  balance: Money;
  sides: { book: string; account: string; entries: string }[];
}

/** Money that leaves one book for another: both sides carry the same transfer. */
const PAIRS: { pair: string; sides: [Side, Side] }[] = [
  pair('treasury-contributions', ['treasury', 'clearing:contributions'], ['contributions', 'clearing:treasury']),
  pair('treasury-disbursements', ['treasury', 'clearing:disbursements'], ['disbursements', 'clearing:treasury']),
  pair('treasury-emergency-fund', ['treasury', 'clearing:emergency-fund'], ['emergency-fund', 'clearing:treasury']),
  pair(
    'contributions-disbursements',
    ['contributions', 'fund:transfer:disbursements'],
    ['disbursements', 'fund:transfer:contributions'],
  ),
  pair(
    'contributions-emergency-fund',
    ['contributions', 'fund:transfer:emergency-fund'],
    ['emergency-fund', 'fund:transfer:contributions'],
  ),
  pair(
    'contributions-emergency-fund-interest',
    ['contributions', 'clearing:emergency-fund'],
    ['emergency-fund', 'clearing:contributions'],
  ),
];
/** Seconds after which money that has not arrived is an alert. */
const OVERDUE = 900;

interface Row {
  transfer: string | null;
  transaction: string;
  one: string | null;
  other: string | null;
  since: Date;
  day: string;
  age: number;
}

/** Whether what one book sent is what the other received. */
@Injectable()
export class Clearing {
  constructor(private readonly dataSource: DataSource) {}

  read(): Promise<ClearingPair[]> {
    return Promise.all(PAIRS.map((known) => this.readPair(known)));
  }

  private async readPair({ pair: name, sides: [one, other] }: (typeof PAIRS)[number]): Promise<ClearingPair> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT transfer, (min(transaction::text))::uuid AS transaction,
              sum(eur) FILTER (WHERE book = $1)::bigint AS one, sum(eur) FILTER (WHERE book = $3)::bigint AS other,
              min(posted_at) AS since, min(accounting_date) AS day, extract(epoch FROM now() - min(posted_at))::int AS age
         FROM entry WHERE (book = $1 AND account = $2) OR (book = $3 AND account = $4)
        GROUP BY transfer, coalesce(transfer, transaction)
       HAVING count(DISTINCT book) = 1 OR sum(eur) <> 0 ORDER BY since`,
      [one.book, one.account, other.book, other.account],
    );
    const both = rows.filter((row) => row.one !== null && row.other !== null);
    const alone = rows.filter((row) => (row.one === null) !== (row.other === null) && (row.one ?? row.other) !== '0');
    const inFlight = alone.map((row) => inFlightOf(row, row.one === null ? other : one));
    const different = both.map((row) => differentOf(row));
    const difference = Money.sum(different.map(({ eur }) => eur.abs()));
    const balance = Money.sum([...different, ...inFlight].map(({ eur }) => eur));
    const sides = [one, other].map(({ book, account }) => ({
      book,
      account,
      entries: linkTo({ book, account: [account] }),
    }));
    return { pair: name, difference, different, inFlight, balance, sides };
  }
}

function differentOf({ transfer, transaction, one, other }: Row): Different {
  const eur = Money.minor(BigInt(one ?? '0') + BigInt(other ?? '0'));
  return { transfer: transfer ?? transaction, eur, entries: linkTo(transfer ? { transfer } : { transaction }) };
}

function inFlightOf(row: Row, { book, account }: Side): InFlight {
  const filter = row.transfer ? { transfer: row.transfer } : { transaction: row.transaction };
  return {
    transfer: row.transfer,
    transaction: row.transaction,
    book,
    account,
    eur: Money.minor(BigInt(row.one ?? row.other ?? '0')),
    accountingDate: row.day,
    postedAt: row.since.toISOString(),
    ageSeconds: row.age,
    overdue: row.age > OVERDUE,
    entries: linkTo({ ...filter, book, account: [account] }),
  };
}

function pair(name: string, one: [BookName, string], other: [BookName, string]): (typeof PAIRS)[number] {
  return {
    pair: name,
    sides: [
      { book: one[0], account: one[1] },
      { book: other[0], account: other[1] },
    ],
  };
}
