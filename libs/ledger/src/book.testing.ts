import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Chart } from './chart';
import { Ledger } from './ledger.service';
import { ledgerMigrations } from './migrations';
import { Sealer } from './sealer.service';
import type { NewTransaction } from './transaction';
import { debitCredit } from './transaction';
import { Verifier } from './verifier.service';
import { Money } from '@abonde/money';

export const chart: Chart = [
  { account: 'opening', layer: 'GENERAL', pcg: '110', normal: 'CREDIT', currency: 'EUR', floor: 'NONE' },
  { account: 'clearing:treasury', layer: 'GENERAL', pcg: '581', normal: 'DEBIT', currency: 'EUR', floor: 'NONE' },
  { account: 'receivable:*', layer: 'GENERAL', pcg: '467', normal: 'DEBIT', currency: 'OWN', floor: 'NONE' },
  { account: 'income:*', layer: 'GENERAL', pcg: '754', normal: 'CREDIT', currency: 'EUR', floor: 'NONE', requires: ['agreement'] },
  { account: 'conversion:*', layer: 'GENERAL', pcg: null, normal: 'DEBIT', currency: 'OWN', floor: 'NONE' },
  { account: 'fund:money', layer: 'FUND', pcg: '90', normal: 'DEBIT', currency: 'EUR', floor: 'NONE' },
  { account: 'fund:envelope:*', layer: 'FUND', pcg: '91', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE' },
  { account: 'fund:envelope:AIMF-GENERAL', layer: 'FUND', pcg: '91', normal: 'CREDIT', currency: 'EUR', floor: 'NONE' },
  { account: 'fund:reserved:*', layer: 'FUND', pcg: '92', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE' },
];

/** A book in a database of its own, seen by its owner and by the application's restricted role. */
export interface TestBook {
  ledger: Ledger;
  sealer: Sealer;
  verifier: Verifier;
  app: DataSource;
  owner: DataSource;
  drop(): Promise<void>;
}

export async function testBook(): Promise<TestBook> {
  const server = process.env.DATABASE_URL;
  if (!server) throw new Error('Set DATABASE_URL.');
  const name = `ledger_${randomBytes(6).toString('hex')}`;
  const admin = await connect(server);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.query(`CREATE ROLE ${name}_app LOGIN PASSWORD '${name}'`);
  const url = new URL(server);
  url.pathname = name;
  const owner = await connect(url.href);
  await owner.runMigrations();
  url.username = `${name}_app`;
  url.password = name;
  const app = await connect(url.href);
  const options = { book: 'contributions', chart } as const;
  const book = { ledger: new Ledger(options, app), sealer: new Sealer(options), verifier: new Verifier(options, app), app, owner };
  return {
    ...book,
    async drop() {
      await app.destroy();
      await owner.destroy();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`DROP ROLE ${name}_app`);
      await admin.destroy();
    },
  };
}

/** Money moved between two accounts on a day, by someone. */
export function moved(debit: string, credit: string, euros: string, more: Partial<NewTransaction> = {}): NewTransaction {
  const postings = debitCredit(debit, credit, Money.eur(euros));
  return { kind: 'test-move', reason: 'Test', valueDate: '2026-02-20', actor: 'tester', postings, ...more };
}

function connect(url: string): Promise<DataSource> {
  return new DataSource({ type: 'postgres', url, migrations: ledgerMigrations, poolSize: 12 }).initialize();
}
