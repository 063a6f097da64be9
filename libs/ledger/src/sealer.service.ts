import type { EventData } from '@abonde/contracts';
import type { Sealer as RelaySealer } from '@abonde/messaging';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { journalColumns, type JournalRow, transactionOf } from './journal.query';
import { LEDGER_OPTIONS, type LedgerOptions } from './ledger-options';
import { blockRoot, genesis } from './merkle';
import { type SealedContent, sealedContent, sealHash } from './sealed-content';

export type TransactionSealed = EventData<'abonde.ledger.transaction-sealed.v1'>;

interface Block {
  number: number;
  first: number;
  last: number;
  previousRoot: string;
  root: string;
}

/** One sealer at a time in a book, whoever calls. */
const sealing = 7_226_602;
const largestBlock = 1_000;
/** Rows of the queue hold far fewer positions than a block, so the first one always fits. */
const takeWaiting = `
  WITH waiting AS (
    SELECT first, sum(cardinality(positions)) OVER (ORDER BY first) AS total
      FROM (SELECT first, positions FROM ledger.sealing_queue ORDER BY first LIMIT $1) AS q
  ), taken AS (
    DELETE FROM ledger.sealing_queue q USING waiting w WHERE q.first = w.first AND w.total <= $1 RETURNING q.positions
  )
  SELECT unnest(positions) AS position FROM taken`;

/** Numbers the committed transactions without a gap and closes a block over them, chained to the previous one. */
@Injectable()
export class Sealer implements RelaySealer {
  constructor(@Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions) {}

  async pending(manager: EntityManager): Promise<boolean> {
    const waiting: unknown[] = await manager.query('SELECT FROM ledger.sealing_queue LIMIT 1');
    return waiting.length > 0;
  }

  /** Seals up to 1,000 transactions; what is returned is to be published in the same database transaction. */
  async seal(tx: EntityManager): Promise<TransactionSealed[]> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [sealing]);
    const rows = await this.take(tx);
    if (rows.length === 0) return [];
    const previous = await this.head(tx);
    const contents = rows.map((row, at) =>
      sealedContent(this.options.book, previous.last + 1 + at, transactionOf(row)),
    );
    const hashes = contents.map(sealHash);
    const block = {
      number: previous.number + 1,
      first: previous.last + 1,
      last: previous.last + rows.length,
      previousRoot: previous.root,
      root: blockRoot(previous.root, hashes),
    };
    await this.insert(tx, block, contents, hashes);
    return contents.map(({ book, number, transaction }, at) => ({
      book,
      number,
      hash: hashes[at] ?? '',
      block: block.number,
      root: block.root,
      previousRoot: block.previousRoot,
      transaction,
    }));
  }

  /** Takes from a queue instead of following a position: what commits late is sealed late, never skipped. */
  private async take(tx: EntityManager): Promise<JournalRow[]> {
    const positions: { position: string }[] = await tx.query(takeWaiting, [largestBlock]);
    const taken = positions.map(({ position }) => position);
    return tx.query(
      `SELECT ${journalColumns} FROM ledger.transactions t WHERE t.position = ANY ($1) ORDER BY t.position`,
      [taken],
    );
  }

  private async head(tx: EntityManager): Promise<Pick<Block, 'number' | 'last' | 'root'>> {
    const [last]: { number: string; last: string; root: string }[] = await tx.query(
      'SELECT number, last, root FROM ledger.blocks ORDER BY number DESC LIMIT 1',
    );
    return last
      ? { number: Number(last.number), last: Number(last.last), root: last.root }
      : { number: 0, last: 0, root: genesis };
  }

  private async insert(tx: EntityManager, block: Block, contents: SealedContent[], hashes: string[]): Promise<void> {
    await tx.query(
      `INSERT INTO ledger.seals (number, transaction, hash, block)
       SELECT number, transaction, hash, $4 FROM unnest($1::bigint[], $2::uuid[], $3::text[]) AS s (number, transaction, hash)`,
      [contents.map(({ number }) => number), contents.map(({ transaction }) => transaction.id), hashes, block.number],
    );
    await tx.query('INSERT INTO ledger.blocks (number, first, last, previous_root, root) VALUES ($1, $2, $3, $4, $5)', [
      block.number,
      block.first,
      block.last,
      block.previousRoot,
      block.root,
    ]);
  }
}
