import type { Body } from '@abonde/testing';
import type { Client } from 'pg';
import type { Platform } from './platform';
import { intact } from './settled';

/** Somebody with every right on a database changes the past. */
export function tampering(running: () => Platform): void {
  const books = async (): Promise<Record<string, Body>> => {
    const integrity = await running().as('auditor').get('/api/reporting/integrity');
    return { ok: integrity.ok, ...Object.fromEntries(integrity.books.map((check: Body) => [check.book, check])) };
  };

  /** Adds cents to one posting, past the triggers that refuse it. */
  const falsify = (database: Client, transaction: string, cents: number): Promise<unknown> =>
    database.query(
      `SET session_replication_role = replica;
       UPDATE ledger.postings SET amount = amount + ${cents}, eur = eur + ${cents}
        WHERE line = (SELECT min(line) FROM ledger.postings WHERE transaction = ${transaction}) AND transaction = ${transaction}`,
    );

  it('a cent changed by a superuser shows, with the transaction that it is in', async () => {
    const platform = running();
    await platform.superuser('contributions', async (database) => {
      const { rows } = await database.query(
        `SELECT position::text, id FROM ledger.transactions WHERE kind = 'agreement-signed' ORDER BY position LIMIT 1`,
      );
      const [{ position, id }] = rows as [{ position: string; id: string }];
      await falsify(database, position, 1);
      const seen = await books();
      expect(seen['contributions']).toMatchObject({ verified: false, firstBad: { transaction: id } });
      expect(['treasury', 'disbursements', 'emergency-fund'].map((book) => seen[book].verified)).toEqual([
        true,
        true,
        true,
      ]);
      expect(seen['ok']).toBe(false);
      await falsify(database, position, -1);
    });
    await intact(platform);
  });
}
