import type { Book } from '@abonde/contracts';
import { Money, type MoneyJson } from '@abonde/money';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { transactionOf } from '../journal.query';
import { StatementTooLong, UnclearStatement, UnknownAccount } from '../ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions } from '../ledger-options';
import { MerkleTree, type ProofStep } from '../merkle';
import { type SealedContent, sealedContent } from '../sealed-content';
import { type BlockRow, blocksBetween, hashesOf, type SealRow, sealsOf } from '../seals.query';

/** What a statement is about: an account, or all that carries an agreement. Days are accounting dates, both included. */
export interface StatementSubject {
  account?: string;
  agreement?: string;
  from?: string;
  to?: string;
}

interface Sums {
  amount: MoneyJson;
  eur: MoneyJson;
}
interface ProvedTransaction {
  block: number;
  /** The transaction whole, as it was sealed. */
  content: SealedContent;
  /** From its hash to the tree of its block. */
  path: ProofStep[];
}
interface ChainedBlock {
  number: number;
  previousRoot: string;
  tree: string;
  root: string;
}
interface StatementEntry extends Sums {
  number: number;
  transaction: string;
  accountingDate: string;
  valueDate: string;
  reason: string;
  account: string;
}

/** Sealed entries with all it takes to check them offline: `verify.mjs` reads it. Debit positive, credit negative. */
export interface Statement {
  format: 'abonde-statement/1';
  book: Book;
  account: string | null;
  agreement: string | null;
  from: string | null;
  to: string | null;
  madeAt: string;
  balances: { account: string; opening: Sums; closing: Sums }[];
  entries: StatementEntry[];
  transactions: ProvedTransaction[];
  /** Without a gap from the first block concerned to the last: each root binds its tree to the root before it. */
  blocks: ChainedBlock[];
}

/** Transactions of one statement at most: a bound on memory here, and on patience where it is verified. */
const longest = 5_000;

/** Statements that prove themselves: what is asked of the book, with its place in the chain. */
@Injectable()
export class StatementMaker {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * As the book is at one moment; what is not sealed yet is not in it.
   * @throws {UnclearStatement | UnknownAccount | StatementTooLong}
   */
  async make(subject: StatementSubject): Promise<Statement> {
    checkClear(subject);
    const { account = null, agreement = null, from = null, to = null } = subject;
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const balances = await balancesOf(tx, subject);
      const { transactions, blocks } = await this.proved(tx, await concerned(tx, subject));
      return {
        format: 'abonde-statement/1',
        book: this.options.book,
        account,
        agreement,
        from,
        to,
        madeAt: new Date().toISOString(),
        balances,
        entries: transactions.flatMap(({ content }) => entriesOf(content, subject)),
        transactions,
        blocks,
      };
    });
  }

  /** Goes through the blocks one at a time: the tree of one is all that is in memory. */
  private async proved(tx: EntityManager, rows: SealRow[]): Promise<Pick<Statement, 'transactions' | 'blocks'>> {
    const [first, last] = [rows[0]?.block ?? '0', rows.at(-1)?.block ?? '0'];
    const found = await blocksBetween(tx, first, last);
    const transactions: ProvedTransaction[] = [];
    const blocks: ChainedBlock[] = [];
    for (const block of found) {
      const tree = new MerkleTree(await hashesOf(tx, block));
      const number = Number(block.number);
      blocks.push({ number, previousRoot: block.previousRoot, tree: tree.root, root: block.root });
      while (rows[transactions.length]?.block === block.number)
        transactions.push(this.provedOne(rows[transactions.length]!, block, tree));
    }
    return { transactions, blocks };
  }

  private provedOne(row: SealRow, block: BlockRow, tree: MerkleTree): ProvedTransaction {
    const number = Number(row.number);
    return {
      block: Number(block.number),
      content: sealedContent(this.options.book, number, transactionOf(row)),
      path: tree.path(number - Number(block.first)),
    };
  }
}

function checkClear({ account, agreement, from, to }: StatementSubject): void {
  if ((account === undefined) === (agreement === undefined))
    throw new UnclearStatement('A statement is about an account or about an agreement.');
  if (from !== undefined && to !== undefined && from > to)
    throw new UnclearStatement(`The period from ${from} to ${to} is empty.`);
}

/** Postings of sealed transactions that a statement is about: `$1` an account, or `$2` a dimension as JSON. */
const subject = `
  ledger.postings p
  JOIN ledger.accounts a ON a.id = p.account
  JOIN ledger.transactions t ON t.position = p.transaction
  JOIN ledger.seals s ON s.transaction = t.id
  WHERE ($1::text IS NULL OR p.account = (SELECT id FROM ledger.accounts WHERE path = $1))
    AND ($2::jsonb IS NULL OR p.dimensions @> $2::jsonb)`;

function parameters({ account, agreement, from, to }: StatementSubject): (string | null)[] {
  return [account ?? null, agreement === undefined ? null : JSON.stringify({ agreement }), from ?? null, to ?? null];
}

async function balancesOf(tx: EntityManager, asked: StatementSubject): Promise<Statement['balances']> {
  const rows: Record<'account' | 'currency' | 'opening' | 'openingEur' | 'closing' | 'closingEur', string>[] =
    await tx.query(
      `SELECT a.path AS account, a.currency,
              coalesce(sum(p.amount) FILTER (WHERE p.accounting_date < $3::date), 0) AS opening,
              coalesce(sum(p.eur) FILTER (WHERE p.accounting_date < $3::date), 0) AS "openingEur",
              sum(p.amount) AS closing, sum(p.eur) AS "closingEur"
         FROM ${subject} AND p.accounting_date <= coalesce($4::date, 'infinity') GROUP BY a.path, a.currency ORDER BY a.path`,
      parameters(asked),
    );
  if (rows.length === 0 && asked.account !== undefined) await requireAccount(tx, asked.account);
  return rows.map((row) => ({
    account: row.account,
    opening: sums(row.opening, row.openingEur, row.currency),
    closing: sums(row.closing, row.closingEur, row.currency),
  }));
}

async function requireAccount(tx: EntityManager, account: string): Promise<void> {
  const open: unknown[] = await tx.query('SELECT FROM ledger.accounts WHERE path = $1', [account]);
  if (open.length === 0) throw new UnknownAccount(account);
}

async function concerned(tx: EntityManager, asked: StatementSubject): Promise<SealRow[]> {
  const rows: { number: string }[] = await tx.query(
    `SELECT DISTINCT s.number FROM ${subject}
        AND p.accounting_date BETWEEN coalesce($3::date, '-infinity') AND coalesce($4::date, 'infinity')
      ORDER BY s.number LIMIT ${longest + 1}`,
    parameters(asked),
  );
  if (rows.length > longest) throw new StatementTooLong(longest);
  return sealsOf(
    tx,
    rows.map(({ number }) => number),
  );
}

function entriesOf({ number, transaction }: SealedContent, { account, agreement }: StatementSubject): StatementEntry[] {
  const { id, accountingDate, valueDate, reason, postings } = transaction;
  return postings
    .filter((posting) => (account ? posting.account === account : posting.dimensions['agreement'] === agreement))
    .map((posting) => ({
      number,
      transaction: id,
      accountingDate,
      valueDate,
      reason,
      account: posting.account,
      amount: posting.amount,
      eur: posting.eur,
    }));
}

function sums(amount: string, eur: string, currency: string): Sums {
  return { amount: Money.minor(BigInt(amount), currency).toJSON(), eur: Money.minor(BigInt(eur)).toJSON() };
}
