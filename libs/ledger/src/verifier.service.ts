import type { Book } from '@abonde/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isConsistent, transactionOf } from './journal.query';
import { TransactionNotFound } from './ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions } from './ledger-options';
import { blockRoot, genesis, MerkleTree, type ProofStep } from './merkle';
import { falseSnapshot } from './snapshots.query';
import { type SealedContent, sealedContent, sealHash } from './sealed-content';
import { type BlockRow, blocksAfter, blocksBetween, type SealRow, sealsBetween } from './seals.query';

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

/** How much of the chain holds so far. */
interface Seen {
  last: number;
  block: number;
  head: string;
}

/** Blocks read at a time. */
const page = 200;
/** Transactions read at a time: as many blocks as come to that. */
const span = 2_000;

/** Recomputes a book from its rows and compares with what was sealed. */
@Injectable()
export class Verifier {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Reads the whole book, some blocks at a time, as it is at one moment.
   * @param progress told the number up to which the book is verified, and that of its last seal
   */
  async verify(progress: (upTo: number, last: number) => void = () => undefined): Promise<Verification> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const chain = await this.verifyChain(tx, progress);
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
    const [block] = await blocksBetween(this.dataSource, seal.block, seal.block);
    if (!block) throw new TransactionNotFound(transaction);
    const rows = await sealsBetween(this.dataSource, block.first, block.last);
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
      path: new MerkleTree(rows.map(({ hash }) => hash)).path(at),
      previousRoot: block.previousRoot,
      root: block.root,
    };
  }

  private async verifyChain(
    tx: EntityManager,
    progress: (upTo: number, last: number) => void,
  ): Promise<Pick<Verification, 'transactions' | 'head' | 'firstBad'>> {
    const [count]: { sealed: string }[] = await tx.query('SELECT count(*) AS sealed FROM ledger.seals');
    const total = Number(count?.sealed ?? 0);
    const seen: Seen = { last: 0, block: 0, head: genesis };
    for await (const { blocks, rows } of stretches(tx)) {
      let at = 0;
      for (const block of blocks) {
        const from = at;
        while (at < rows.length && Number(rows[at]!.number) <= Number(block.last)) at += 1;
        const firstBad = this.verifyBlock(block, rows.slice(from, at), seen);
        if (firstBad) return { transactions: total, head: await lastRoot(tx), firstBad };
        Object.assign(seen, { last: Number(block.last), block: Number(block.number), head: block.root });
      }
      progress(seen.last, total);
    }
    return {
      transactions: total,
      head: seen.head,
      firstBad: total === seen.last ? null : await outside(tx, seen.last),
    };
  }

  private verifyBlock(block: BlockRow, rows: readonly SealRow[], seen: Seen): FirstBad | null {
    const first = seen.last + 1;
    const named = (reason: string) => ({ number: first, transaction: rows[0]?.sealed ?? null, reason });
    if (Number(block.number) !== seen.block + 1 || Number(block.first) !== first)
      return named(`a block is missing before number ${block.first}`);
    for (const [at, row] of rows.entries()) {
      const reason =
        Number(row.number) === first + at ? this.fault(row, block) : `the seal of number ${first + at} is missing`;
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

  private fault(row: SealRow, block: BlockRow): string | undefined {
    if (row.id === null) return 'the transaction is missing';
    if (row.lines === null) return 'its postings are missing';
    if (!isConsistent(row)) return 'a posting differs from its account or from the dates of its transaction';
    if (row.block !== block.number) return `its seal names block ${row.block} and is in block ${block.number}`;
    return this.recomputed(row) === row.hash ? undefined : 'its content is not what was sealed';
  }

  /** Undefined for rows that no transaction can be read from. */
  private recomputed(row: SealRow): string | undefined {
    try {
      return sealHash(sealedContent(this.options.book, Number(row.number), transactionOf(row)));
    } catch {
      return undefined;
    }
  }
}

interface Stretch {
  blocks: BlockRow[];
  rows: SealRow[];
}

/** The chain in stretches, each read while the one before it is being verified. */
async function* stretches(tx: EntityManager): AsyncGenerator<Stretch> {
  let next = read(tx, 0);
  for (;;) {
    const stretch = await next;
    const last = stretch.blocks.at(-1);
    if (!last) return;
    next = read(tx, Number(last.number));
    // Whoever stops early leaves it unread: its failure is nobody's.
    next.catch(() => undefined);
    yield stretch;
  }
}

async function read(tx: EntityManager, after: number): Promise<Stretch> {
  const some = await blocksAfter(tx, after, page);
  const [first] = some;
  if (!first) return { blocks: [], rows: [] };
  const blocks = some.filter(({ last }, at) => at === 0 || Number(last) - Number(first.first) < span);
  return { blocks, rows: await sealsBetween(tx, first.first, blocks.at(-1)!.last) };
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
