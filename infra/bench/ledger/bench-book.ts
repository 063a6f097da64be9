import { createServiceDatabase, dropServiceDatabase } from '@abonde/backing-services';
import { type Chart, debitCredit, Ledger, ledgerMigrations, type NewTransaction } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { DataSource } from 'typeorm';
import { accounts, type Move } from './plain-ledger';

/** Two kinds of account of the real charts: one without a floor, and a family that decisions may not overdraw. */
export const chart: Chart = [
  {
    account: 'fund:money',
    layer: 'FUND',
    pcg: '90',
    normal: 'DEBIT',
    currency: 'EUR',
    floor: 'NONE',
    requires: ['instrument'],
  },
  {
    account: 'fund:envelope:*',
    layer: 'FUND',
    pcg: '91',
    normal: 'CREDIT',
    currency: 'EUR',
    floor: 'NON_NEGATIVE',
    requires: ['instrument'],
  },
];

export const accountOf = (number: number): string => `fund:envelope:BENCH-${number}`;

const day = '2026-02-20';
/** Enough for any bench, in each account: floors are checked, not hit. */
const deposit = Money.eur('100000000.00');

export interface BenchBook {
  ledger: Ledger;
  dataSource: DataSource;
  /** Connection of the owner of the database. */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** A book of its own in a new database, its accounts open and with money in them. */
export async function openBenchBook(adminUrl: string, name: string): Promise<BenchBook> {
  const database = `bench_${name}`;
  await dropServiceDatabase(adminUrl, database);
  const { url, ownerUrl } = await createServiceDatabase(adminUrl, database);
  await migrate(ownerUrl);
  const dataSource = await new DataSource({ type: 'postgres', url, poolSize: 4 }).initialize();
  const ledger = new Ledger({ book: 'contributions', chart }, dataSource);
  await ledger.onApplicationBootstrap();
  await fill(ledger);
  return {
    ledger,
    dataSource,
    ownerUrl,
    async drop() {
      await dataSource.destroy();
      await dropServiceDatabase(adminUrl, database);
    },
  };
}

/** Puts money into all accounts. */
export async function fill(ledger: Ledger): Promise<void> {
  const deposits = Array.from({ length: accounts }, (_, at) =>
    transaction(debitCredit('fund:money', accountOf(at + 1), deposit, dimensionsOf(at + 1)), 'bench-deposit'),
  );
  await ledger.postMany(deposits);
}

/** What a plain move is in the journal: two postings, both on accounts with a floor, both with dimensions. */
export function transactionOf({ debited, credited, amount }: Move): NewTransaction {
  const moved = Money.minor(BigInt(amount));
  return transaction([
    { account: accountOf(debited), amount: moved, dimensions: dimensionsOf(debited) },
    { account: accountOf(credited), amount: moved.negated(), dimensions: dimensionsOf(credited) },
  ]);
}

function transaction(postings: NewTransaction['postings'], kind = 'bench-move'): NewTransaction {
  return { kind, reason: 'Bench move', valueDate: day, actor: 'system:bench', postings };
}

export function dimensionsOf(account: number): { instrument: string; agreement: string } {
  return { instrument: 'COOPERATION', agreement: `BENCH-${account}` };
}

async function migrate(url: string): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url, migrations: ledgerMigrations }).initialize();
  await owner.runMigrations();
  await owner.destroy();
}
