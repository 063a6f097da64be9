import { Money } from '@abonde/money';
import { adminUrl, testDatabase } from '@abonde/testing';
import { DataSource } from 'typeorm';
import type { Chart } from './chart';
import { Ledger } from './ledger.service';
import { ledgerMigrations } from './migrations';
import { Sealer } from './sealer.service';
import { debitCredit, type NewTransaction } from './transaction';
import { Verifier } from './verifier.service';

export const chart: Chart = [
  { account: 'opening', layer: 'GENERAL', pcg: '110', normal: 'CREDIT', currency: 'EUR', floor: 'NONE' },
  { account: 'clearing:treasury', layer: 'GENERAL', pcg: '581', normal: 'DEBIT', currency: 'EUR', floor: 'NONE' },
  { account: 'receivable:*', layer: 'GENERAL', pcg: '467', normal: 'DEBIT', currency: 'OWN', floor: 'NONE' },
  {
    account: 'income:*',
    layer: 'GENERAL',
    pcg: '754',
    normal: 'CREDIT',
    currency: 'EUR',
    floor: 'NONE',
    requires: ['agreement'],
  },
  { account: 'conversion:*', layer: 'GENERAL', pcg: null, normal: 'DEBIT', currency: 'OWN', floor: 'NONE' },
  { account: 'fund:money', layer: 'FUND', pcg: '90', normal: 'DEBIT', currency: 'EUR', floor: 'NONE' },
  { account: 'fund:envelope:*', layer: 'FUND', pcg: '91', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE' },
  { account: 'fund:envelope:AIMF-GENERAL', layer: 'FUND', pcg: '91', normal: 'CREDIT', currency: 'EUR', floor: 'NONE' },
  { account: 'fund:reserved:*', layer: 'FUND', pcg: '92', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE' },
];

/** A book in a database of its own, seen by the application's restricted role, by its owner and by a superuser. */
export interface TestBook {
  ledger: Ledger;
  sealer: Sealer;
  verifier: Verifier;
  app: DataSource;
  owner: DataSource;
  superuser: DataSource;
  drop(): Promise<void>;
}

export async function testBook(): Promise<TestBook> {
  const database = await testDatabase();
  const owner = await connect(database.ownerUrl);
  await owner.runMigrations();
  const app = await connect(database.url);
  const server = new URL(adminUrl());
  server.pathname = new URL(database.url).pathname;
  const superuser = await connect(server.href);
  const options = { book: 'contributions', chart } as const;
  const book = {
    ledger: new Ledger(options, app),
    sealer: new Sealer(options),
    verifier: new Verifier(options, app),
    app,
    owner,
    superuser,
  };
  return {
    ...book,
    async drop() {
      await Promise.all([app.destroy(), owner.destroy(), superuser.destroy()]);
      await database.drop();
    },
  };
}

/** Money moved between two accounts on a day, by someone. */
export function moved(
  debit: string,
  credit: string,
  euros: string,
  more: Partial<NewTransaction> = {},
): NewTransaction {
  const postings = debitCredit(debit, credit, Money.eur(euros));
  return { kind: 'test-move', reason: 'Test', valueDate: '2026-02-20', actor: 'tester', postings, ...more };
}

function connect(url: string): Promise<DataSource> {
  return new DataSource({ type: 'postgres', url, migrations: ledgerMigrations, poolSize: 12 }).initialize();
}
