import { journalColumns, type JournalRow } from './journal.query';
import type { Statements } from './post.query';

/** A seal with the transaction it is for, whose columns are null when that is missing. */
export interface SealRow extends JournalRow {
  number: string;
  sealed: string;
  hash: string;
  block: string;
}

export interface BlockRow {
  number: string;
  first: string;
  last: string;
  previousRoot: string;
  root: string;
}

const seals = `SELECT s.number, s.transaction AS sealed, s.hash, s.block, ${journalColumns}
  FROM ledger.seals s LEFT JOIN ledger.transactions t ON t.id = s.transaction`;
const blocks = 'SELECT number, first, last, previous_root AS "previousRoot", root FROM ledger.blocks';

export function sealsBetween(db: Statements, first: string, last: string): Promise<SealRow[]> {
  return db.query(`${seals} WHERE s.number BETWEEN $1 AND $2 ORDER BY s.number`, [first, last]);
}

export function sealsOf(db: Statements, numbers: readonly string[]): Promise<SealRow[]> {
  return db.query(`${seals} WHERE s.number = ANY ($1::bigint[]) ORDER BY s.number`, [numbers]);
}

export function blocksAfter(db: Statements, number: number, limit: number): Promise<BlockRow[]> {
  return db.query(`${blocks} WHERE number > $1 ORDER BY number LIMIT $2`, [number, limit]);
}

export function blocksBetween(db: Statements, first: string, last: string): Promise<BlockRow[]> {
  return db.query(`${blocks} WHERE number BETWEEN $1 AND $2 ORDER BY number`, [first, last]);
}

/** The hashes that each block was closed over, in the order of their numbers. */
export async function hashesOf(db: Statements, { first, last }: { first: string; last: string }): Promise<string[]> {
  const rows: { hash: string }[] = await db.query(
    'SELECT hash FROM ledger.seals WHERE number BETWEEN $1 AND $2 ORDER BY number',
    [first, last],
  );
  return rows.map(({ hash }) => hash);
}
