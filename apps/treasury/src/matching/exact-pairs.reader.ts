import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { exactPairs } from './auto-match.query';
import type { Found } from './crossings.builder';

/** An entry and something that is exactly it. An entry that settles several orders has one pair with each. */
export interface Pair {
  entry: string;
  kind: 'instalment' | 'payment-order' | 'interest';
  target: string;
  minor: string;
  currency: string;
  found: Found;
}

/**
 * The pairs of an account, or of all, as they were at the beginning, some at a time; those of one entry come together. They wait
 * at the database, so that memory doesn't grow with them, and no transaction stays open between two batches.
 */
export async function* readExactPairs(
  dataSource: DataSource,
  account: string | null,
  size: number,
): AsyncGenerator<Pair[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await declare(runner, account);
    let kept: Pair[] = [];
    for (;;) {
      const rows = (await runner.query(`FETCH ${size} FROM exact_pairs`)) as Pair[];
      const all = [...kept, ...rows];
      if (rows.length < size) {
        if (all.length > 0) yield all;
        return;
      }
      const last = all.at(-1)?.entry;
      kept = all.filter(({ entry }) => entry === last);
      if (kept.length < all.length) yield all.slice(0, all.length - kept.length);
    }
  } finally {
    await runner.query('CLOSE ALL').catch(() => undefined);
    await runner.release();
  }
}

/** Kept by the connection after its transaction: a snapshot held for minutes would keep the outbox from being tidied. */
async function declare(runner: QueryRunner, account: string | null): Promise<void> {
  await runner.startTransaction();
  try {
    await runner.query('SET LOCAL cursor_tuple_fraction = 1');
    await runner.query(`DECLARE exact_pairs NO SCROLL CURSOR WITH HOLD FOR ${exactPairs}`, [account]);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

/** Locks what the pairs point at, in the order of ids, and leaves out the entries for which it is no longer exact. */
export async function stillExact(tx: EntityManager, pairs: readonly Pair[]): Promise<Pair[]> {
  const instalments = pairs.filter(({ kind }) => kind === 'instalment');
  const expected: { id: string }[] = await tx.query(
    `SELECT x.reference_id AS id FROM expectations x
       JOIN unnest($1::text[], $2::bigint[]) AS p (id, minor) ON x.kind = 'instalment' AND x.reference_id = p.id
      WHERE NOT x.cancelled AND x.amount_minor - x.matched_minor = p.minor ORDER BY x.reference_id FOR UPDATE OF x`,
    [instalments.map(({ target }) => target), instalments.map(({ minor }) => minor)],
  );
  const orders = pairs.filter(({ kind }) => kind === 'payment-order');
  const emitted: { id: string }[] = await tx.query(
    `SELECT id FROM payment_orders WHERE id = ANY ($1::uuid[]) AND state = 'EMITTED' ORDER BY id FOR UPDATE`,
    [orders.map(({ target }) => target)],
  );
  const exact = new Set([...expected, ...emitted].map(({ id }) => id));
  const inexact = [...instalments, ...orders].filter(({ target }) => !exact.has(target));
  const left = new Set(inexact.map(({ entry }) => entry));
  return pairs.filter(({ entry }) => !left.has(entry));
}
