import type { Book } from '@abonde/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isConsistent, journalColumns, type JournalRow, transactionOf } from './journal.query';
import { TransactionNotFound } from './ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions } from './ledger-options';
import { blockRoot, genesis, proofOf, type ProofStep } from './merkle';
import { falseSnapshot } from './snapshots.query';
import { type SealedContent, sealedContent, sealHash } from './sealed-content';

export interface FirstBad {
  /** Null when it was never numbered. */
  number: number | null;
  /** Null when only its place is known, or when a balance is at fault. */
  transaction: string | null;
  reason: string;
}

export interface Verification {
  book: Book;
  /** Sealed transactions. */
  transactions: number;
  /** Root of the last block. */
  head: string;
  verified: boolean;
  firstBad: FirstBad | null;
  verifiedAt: string;
}

/** Proves that a transaction is in the book whose head is known, without the rest of the book. */
export interface InclusionProof {
  book: Book;
  number: number;
  block: number;
  /** SHA-256 of the canonical JSON of `content`. */
  hash: string;
  content: SealedContent;
  path: ProofStep[];
  previousRoot: string;
  root: string;
}

interface SealRow extends JournalRow {
  number: string;
  sealed: string;
  hash: string;
}

interface BlockRow {
  number: string;
  first: string;
  last: string;
  previousRoot: string;
  root: string;
}

const page = 200;

/** Recomputes a book from its rows and compares with what was sealed. */
@Injectable()
export class Verifier {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
  ) {}

  /** Reads the whole book, a few blocks at a time, as it is at one moment. */
  async verify(): Promise<Verification> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const chain = await this.verifyChain(tx);
      const firstBad = chain.firstBad ?? (await aside(tx));
      return {
        book: this.options.book,
        ...chain,
        verified: firstBad === null,
        firstBad,
        verifiedAt: new Date().toISOString(),
      };
    });
  }

  /** @throws {TransactionNotFound} when it is unknown or not sealed yet */
  async proof(transaction: string): Promise<InclusionProof> {
    const [seal]: { number: string; block: string }[] = await this.dataSource.query(
      'SELECT number, block FROM ledger.seals WHERE transaction = $1',
      [transaction],
    );
    if (!seal) throw new TransactionNotFound(transaction);
    const [block]: BlockRow[] = await this.dataSource.query(`${blocks} WHERE number = $1`, [seal.block]);
    if (!block) throw new TransactionNotFound(transaction);
    const rows = await sealsBetween(this.dataSource.manager, block.first, block.last);
    const at = rows.findIndex(({ number }) => number === seal.number);
    const row = rows[at];
    if (!row) throw new TransactionNotFound(transaction);
    const number = Number(seal.number);
    return {
      book: this.options.book,
      number,
      block: Number(block.number),
      hash: row.hash,
      content: sealedContent(this.options.book, number, transactionOf(row)),
      path: proofOf(
        rows.map(({ hash }) => hash),
        at,
      ),
      previousRoot: block.previousRoot,
      root: block.root,
    };
  }

  private async verifyChain(tx: EntityManager): Promise<Pick<Verification, 'transactions' | 'head' | 'firstBad'>> {
    const [count]: { sealed: string }[] = await tx.query('SELECT count(*) AS sealed FROM ledger.seals');
    const total = Number(count?.sealed ?? 0);
    const seen = { last: 0, block: 0, head: genesis };
    for (;;) {
      const some: BlockRow[] = await tx.query(`${blocks} WHERE number > $1 ORDER BY number LIMIT ${page}`, [
        seen.block,
      ]);
      for (const block of some) {
        const firstBad = await this.verifyBlock(tx, block, seen);
        if (firstBad) return { transactions: total, head: await lastRoot(tx), firstBad };
        Object.assign(seen, { last: Number(block.last), block: Number(block.number), head: block.root });
      }
      if (some.length < page) break;
    }
    return {
      transactions: total,
      head: seen.head,
      firstBad: total === seen.last ? null : await outside(tx, seen.last),
    };
  }

  private async verifyBlock(
    tx: EntityManager,
    block: BlockRow,
    seen: { last: number; block: number; head: string },
  ): Promise<FirstBad | null> {
    const first = seen.last + 1;
    const rows = await sealsBetween(tx, block.first, block.last);
    const named = (reason: string) => ({ number: first, transaction: rows[0]?.sealed ?? null, reason });
    if (Number(block.number) !== seen.block + 1 || Number(block.first) !== first)
      return named(`a block is missing before number ${block.first}`);
    for (const [at, row] of rows.entries()) {
      const reason =
        Number(row.number) === first + at ? this.fault(row) : `the seal of number ${first + at} is missing`;
      if (reason) return { number: first + at, transaction: row.sealed, reason };
    }
    const missing = first + rows.length;
    if (missing <= Number(block.last))
      return { number: missing, transaction: null, reason: `the seal of number ${missing} is missing` };
    const root = blockRoot(
      seen.head,
      rows.map(({ hash }) => hash),
    );
    return block.previousRoot === seen.head && block.root === root
      ? null
      : named(`block ${block.number} does not follow from its contents`);
  }

  private fault(row: SealRow): string | undefined {
    if (row.id === null) return 'the transaction is missing';
    if (row.lines === null) return 'its postings are missing';
    if (!isConsistent(row)) return 'a posting differs from its account or from the dates of its transaction';
    const hash = sealHash(sealedContent(this.options.book, Number(row.number), transactionOf(row)));
    return hash === row.hash ? undefined : 'its content is not what was sealed';
  }
}

const blocks = 'SELECT number, first, last, previous_root AS "previousRoot", root FROM ledger.blocks';

async function sealsBetween(tx: EntityManager, first: string, last: string): Promise<SealRow[]> {
  return tx.query(
    `SELECT s.number, s.transaction AS sealed, s.hash, ${journalColumns}
       FROM ledger.seals s LEFT JOIN ledger.transactions t ON t.id = s.transaction
      WHERE s.number BETWEEN $1 AND $2 ORDER BY s.number`,
    [first, last],
  );
}

async function lastRoot(tx: EntityManager): Promise<string> {
  const [last]: { root: string }[] = await tx.query('SELECT root FROM ledger.blocks ORDER BY number DESC LIMIT 1');
  return last?.root ?? genesis;
}

async function outside(tx: EntityManager, last: number): Promise<FirstBad> {
  const [seal]: { number: string; transaction: string }[] = await tx.query(
    'SELECT number, transaction FROM ledger.seals WHERE number NOT BETWEEN 1 AND $1 ORDER BY number LIMIT 1',
    [last],
  );
  return {
    number: seal ? Number(seal.number) : null,
    transaction: seal?.transaction ?? null,
    reason: 'its seal belongs to no block',
  };
}

/** What the chain cannot show: rows that were never sealed nor wait for it, postings alone, balances that say otherwise. */
async function aside(tx: EntityManager): Promise<FirstBad | null> {
  const [unsealed]: { id: string }[] = await tx.query(
    `SELECT t.id FROM ledger.transactions t
      WHERE NOT EXISTS (SELECT FROM ledger.seals s WHERE s.transaction = t.id)
        AND NOT EXISTS (SELECT FROM ledger.unsealed u WHERE u.position = t.position) ORDER BY t.position LIMIT 1`,
  );
  if (unsealed) return { number: null, transaction: unsealed.id, reason: 'it is neither sealed nor waiting to be' };
  const [alone]: { transaction: string }[] = await tx.query(
    `SELECT p.transaction FROM ledger.postings p
      WHERE NOT EXISTS (SELECT FROM ledger.transactions t WHERE t.position = p.transaction) LIMIT 1`,
  );
  if (alone)
    return { number: null, transaction: null, reason: `postings at position ${alone.transaction} have no transaction` };
  const [unbalanced]: { id: string }[] = await tx.query(
    `SELECT t.id FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position JOIN ledger.accounts a ON a.id = p.account
      GROUP BY t.position, t.id, a.layer HAVING sum(p.eur) <> 0 ORDER BY t.position LIMIT 1`,
  );
  if (unbalanced) return { number: null, transaction: unbalanced.id, reason: 'its postings do not balance' };
  const [balance]: { path: string }[] = await tx.query(
    `SELECT a.path FROM ledger.accounts a LEFT JOIN ledger.balances b ON b.account = a.id
       LEFT JOIN (SELECT account, sum(amount) AS amount, sum(eur) AS eur FROM ledger.postings GROUP BY account) s ON s.account = a.id
      WHERE a.floored AND (b.amount - a.normal * a.allowance, b.eur) IS DISTINCT FROM (coalesce(s.amount, 0), coalesce(s.eur, 0)) ORDER BY a.path LIMIT 1`,
  );
  if (balance)
    return { number: null, transaction: null, reason: `the balance of ${balance.path} is not that of the journal` };
  const reason = await falseSnapshot(tx);
  return reason === null ? null : { number: null, transaction: null, reason };
}
