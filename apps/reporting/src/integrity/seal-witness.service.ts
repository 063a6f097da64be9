import { blockRoot, genesis, sealHash } from '@abonde/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SealedEvent } from '../entries/entry';

export interface Fault {
  number: number | null;
  transaction: string | null;
  reason: string;
}
/** What reporting itself saw of a book, from the log alone. */
export interface Witnessed {
  book: string;
  transactions: number;
  head: string;
  fault: Fault | null;
}
export interface Seal {
  number: number;
  transaction: string;
  hash: string;
  root: string;
}

export interface Head {
  book: string;
  block: number;
  root: string;
  /** Number of its last transaction. */
  transactions: number;
}

interface HeadRow {
  number: string;
  transaction: string;
  hash: string;
  block: string;
  root: string;
  previous_root: string;
  fault: string | null;
}

const SOME_BLOCKS = 500;

/** Keeps its own copy of every seal: an owner that rewrote its whole chain is found by it. */
@Injectable()
export class SealWitness {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the transactions whose number was free: a number sealed twice is a fault, and only the first counts */
  async record(tx: EntityManager, sealed: readonly SealedEvent[]): Promise<SealedEvent[]> {
    if (sealed.length === 0) return [];
    const rows = sealed.map(({ data: { book, number, transaction, hash, block, root, previousRoot } }) => ({
      book,
      number,
      transaction: transaction.id,
      hash,
      block,
      root,
      previous_root: previousRoot,
      fault: sealHash({ book, number, transaction }) === hash ? null : 'its content is not what was sealed',
    }));
    const json = JSON.stringify(rows);
    const kept: { transaction: string }[] = await tx.query(
      `INSERT INTO book_head SELECT row.* FROM jsonb_populate_recordset(NULL::book_head, $1::jsonb) AS row
       ON CONFLICT (book, number) DO NOTHING RETURNING transaction`,
      [json],
    );
    const free = new Set(kept.map((row) => row.transaction));
    if (kept.length < sealed.length) await this.dispute(tx, json);
    return sealed.filter(({ data }) => free.delete(data.transaction.id));
  }

  /** Recomputes the chain of blocks from the hashes as they arrived. */
  async examine(book: string): Promise<Witnessed> {
    const seen: Chain = { block: 0, number: 0, root: genesis };
    for (;;) {
      const from = seen.block;
      const rows: HeadRow[] = await this.dataSource.query(
        `SELECT number, transaction, hash, block, root, previous_root, fault FROM book_head
          WHERE book = $1 AND block > $2 AND block <= $3 ORDER BY number`,
        [book, from, from + SOME_BLOCKS],
      );
      const fault = follow(seen, rows) ?? (rows.length === 0 ? await this.beyond(book, seen) : null);
      if (fault || seen.block === from) return { book, transactions: seen.number, head: seen.root, fault };
    }
  }

  async seals(book: string, fromNumber: number, toNumber: number): Promise<Seal[]> {
    const rows: HeadRow[] = await this.dataSource.query(
      'SELECT number, transaction, hash, root FROM book_head WHERE book = $1 AND number BETWEEN $2 AND $3 ORDER BY number',
      [book, fromNumber, toNumber],
    );
    return rows.map(({ number, transaction, hash, root }) => ({ number: Number(number), transaction, hash, root }));
  }

  /** Numbers of the block that a transaction belongs to. */
  async blockOf(book: string, number: number): Promise<{ first: number; last: number }> {
    const [row]: { first: string; last: string }[] = await this.dataSource.query(
      `SELECT min(number) AS first, max(number) AS last FROM book_head
        WHERE book = $1 AND block = (SELECT block FROM book_head WHERE book = $1 AND number = $2)`,
      [book, number],
    );
    return { first: Number(row?.first ?? number), last: Number(row?.last ?? number) };
  }

  /** A block as it was published; undefined when it never was. */
  async head(book: string, block: number): Promise<Head | undefined> {
    const [row]: { root: string; last: string }[] = await this.dataSource.query(
      'SELECT root, max(number) AS last FROM book_head WHERE book = $1 AND block = $2 GROUP BY root',
      [book, block],
    );
    return row && { book, block, root: row.root, transactions: Number(row.last) };
  }

  private async dispute(tx: EntityManager, json: string): Promise<void> {
    await tx.query(
      `UPDATE book_head AS head SET fault = 'another transaction was published under this number'
         FROM jsonb_populate_recordset(NULL::book_head, $1::jsonb) AS row
        WHERE head.book = row.book AND head.number = row.number
          AND (head.transaction, head.hash) IS DISTINCT FROM (row.transaction, row.hash)`,
      [json],
    );
  }

  private async beyond(book: string, seen: Chain): Promise<Fault | null> {
    const [row]: { number: string; transaction: string }[] = await this.dataSource.query(
      'SELECT number, transaction FROM book_head WHERE book = $1 AND block > $2 ORDER BY number LIMIT 1',
      [book, seen.block],
    );
    return row
      ? { number: Number(row.number), transaction: row.transaction, reason: `block ${seen.block + 1} never arrived` }
      : null;
  }
}

interface Chain {
  block: number;
  number: number;
  root: string;
}

/** Moves `seen` over the blocks that hold and names the first that doesn't. The last one here may still be arriving. */
function follow(seen: Chain, rows: readonly HeadRow[]): Fault | null {
  for (let at = 0; at < rows.length;) {
    const first = rows[at]!;
    let end = at;
    while (rows[end]?.block === first.block) end += 1;
    const block = rows.slice(at, end);
    const fault = faultOf(seen, block) ?? unbound(seen, block);
    if (fault) return fault.reason === INCOMPLETE && end === rows.length ? null : fault;
    Object.assign(seen, { block: Number(first.block), number: seen.number + block.length, root: first.root });
    at = end;
  }
  return null;
}

const INCOMPLETE = 'its block does not follow from its contents';

function unbound(seen: Chain, block: readonly HeadRow[]): Fault | null {
  const first = block[0]!;
  const root = blockRoot(
    seen.root,
    block.map(({ hash }) => hash),
  );
  return root === first.root
    ? null
    : { number: Number(first.number), transaction: first.transaction, reason: INCOMPLETE };
}

function faultOf(seen: Chain, block: readonly HeadRow[]): Fault | null {
  const named = (row: HeadRow, reason: string): Fault => ({
    number: Number(row.number),
    transaction: row.transaction,
    reason,
  });
  for (const [at, row] of block.entries()) {
    if (row.fault) return named(row, row.fault);
    if (Number(row.number) !== seen.number + 1 + at) return named(row, `number ${seen.number + 1 + at} never arrived`);
  }
  const first = block[0]!;
  return first.previous_root === seen.root
    ? null
    : named(first, `block ${first.block} does not follow the block before it`);
}
