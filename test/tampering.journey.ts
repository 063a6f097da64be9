import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Body } from '@abonde/testing';
import type { Client } from 'pg';
import { Forgery } from './forgery';
import type { Platform } from './platform';
import { caughtUp, intact } from './settled';

const BOOK = '/api/contributions/ledger';

/** Somebody with every right on a database changes the past. */
export function tampering(running: () => Platform): void {
  const auditor = (path: string): Promise<Body> => running().as('auditor').get(path);
  const books = async (): Promise<Record<string, Body>> => {
    const integrity = await auditor('/api/reporting/integrity');
    return { ok: integrity.ok, ...Object.fromEntries(integrity.books.map((check: Body) => [check.book, check])) };
  };
  const others = ['treasury', 'disbursements', 'emergency-fund'];

  /** The first agreement that was signed: a transaction that others follow. */
  async function signed(database: Client): Promise<string> {
    const { rows } = await database.query(
      `SELECT id FROM ledger.transactions WHERE kind = 'agreement-signed' ORDER BY position LIMIT 1`,
    );
    return (rows as [{ id: string }])[0].id;
  }

  /** Changes a transaction in every balance, and puts everything back. */
  async function forged(work: (forgery: Forgery, transaction: string) => Promise<void>): Promise<void> {
    const platform = running();
    await caughtUp(platform);
    await platform.superuser('contributions', async (database) => {
      const transaction = await signed(database);
      const forgery = await Forgery.begin(database);
      try {
        await forgery.raise(transaction);
        await work(forgery, transaction);
      } finally {
        await forgery.undo();
      }
    });
    await intact(platform);
  }

  it('a cent changed by a superuser shows, with the transaction that it is in', () =>
    forged(async (_, transaction) => {
      const seen = await books();
      expect(seen['contributions']).toMatchObject({ verified: false, firstBad: { transaction } });
      expect(others.map((book) => seen[book].verified)).toEqual([true, true, true]);
      expect(seen['ok']).toBe(false);
    }));

  it('a book whose owner rewrote the whole chain finds itself sound; reporting’s copy names what was replaced', () =>
    forged(async (forgery, transaction) => {
      const { content } = await auditor(`${BOOK}/transactions/${transaction}/proof`);
      await forgery.rewriteChain(content);
      expect(await auditor(`${BOOK}/verify`)).toMatchObject({ verified: true, firstBad: null });
      const seen = await books();
      expect(seen['contributions']).toMatchObject({
        verified: false,
        firstBad: { transaction, reason: 'its content was replaced after it was published' },
      });
      expect(others.map((book) => seen[book].verified)).toEqual([true, true, true]);
      const { head, witness } = seen['contributions'];
      expect(head).not.toBe(witness.head);
    }));

  describe('an auditor with a statement and the program that comes with it', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'auditor-'));
      const program: string = await auditor(`${BOOK}/verify.mjs`);
      await writeFile(join(folder, 'verify.mjs'), program);
    });
    afterAll(() => rm(folder, { recursive: true }));

    const verify = async (statement: Body): Promise<{ code: number; text: string }> => {
      await writeFile(join(folder, 'statement.json'), JSON.stringify(statement));
      return new Promise((resolve) => {
        execFile(process.execPath, ['verify.mjs', 'statement.json'], { cwd: folder, env: {} }, (error, text) =>
          resolve({ code: Number(error?.code ?? 0), text }),
        );
      });
    };

    it('verifies an agreement over all books offline, and finds its head in reporting’s copy', async () => {
      const statement = await auditor('/api/reporting/agreements/AIMF-GENERAL/statement');
      const { code, text } = await verify(statement);
      expect([code, text]).toEqual([0, expect.stringContaining('what was sealed')]);
      const [{ blocks }] = statement.statements;
      const { number, root } = blocks.at(-1);
      expect(text).toContain(`contributions, block ${number}: ${root}`);
      expect(await auditor(`/api/reporting/heads/contributions/${number}`)).toMatchObject({ block: number, root });
    });

    it('finds the transaction that a superuser changed', () =>
      forged(async (_, transaction) => {
        const { code, text } = await verify(await auditor(`${BOOK}/statement?agreement=AIMF-GENERAL`));
        expect([code, text]).toEqual([1, expect.stringContaining(transaction)]);
      }));
  });
}
