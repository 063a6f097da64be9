import { Money } from '@abonde/money';
import { type Chart, debitCredit, Ledger, ledgerMigrations, Sealer } from '@abonde/ledger';
import { adminUrl, testDatabase, type TestDatabase } from '@abonde/testing';
import { DataSource } from 'typeorm';
import { verifyBooks } from './verify-books';

const chart: Chart = [
  { account: 'cash', layer: 'GENERAL', pcg: '5121', normal: 'DEBIT', currency: 'EUR', floor: 'NONE' },
  { account: 'opening', layer: 'GENERAL', pcg: '110', normal: 'CREDIT', currency: 'EUR', floor: 'NONE' },
];
const options = { book: 'treasury', chart } as const;

describe('npm run verify, on the database of a book', () => {
  let database: TestDatabase;
  let lines: string[];

  beforeAll(async () => {
    database = await testDatabase();
    const owner = await new DataSource({
      type: 'postgres',
      url: database.ownerUrl,
      migrations: ledgerMigrations,
    }).initialize();
    await owner.runMigrations();
    const ledger = new Ledger(options, owner);
    const sealer = new Sealer(options);
    for (let block = 0; block < 3; block += 1) {
      await owner.transaction((tx) =>
        ledger.post(
          tx,
          Array.from({ length: 4 }, () => ({
            ...{ kind: 'test', reason: 'Test', actor: 'tester', valueDate: '2026-01-31' },
            postings: debitCredit('cash', 'opening', Money.eur('1.00')),
          })),
        ),
      );
      await owner.transaction((tx) => sealer.seal(tx));
    }
    await owner.destroy();
  });
  afterAll(() => database.drop());
  beforeEach(() => (lines = []));

  const verify = (...args: string[]) => {
    const say = (line: string) => void lines.push(line);
    return verifyBooks(args, { say, progress: (line) => line && say(line) });
  };

  it('tells how far it is and the head that it found', async () => {
    expect(await verify('--database', `treasury=${database.url}`)).toBe(true);
    expect(lines).toEqual([
      'treasury: 12 of 12',
      expect.stringMatching(/^treasury: 12 transactions are what was sealed; head [0-9a-f]{64}$/),
    ]);
  });

  it('takes the contents for those of no other book', async () => {
    expect(await verify('--database', `disbursements=${database.url}`)).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^disbursements: WRONG at number 1, transaction .*: its content is not what was sealed$/),
    ]);
  });

  it('names the first transaction that a superuser changed, and goes on with the other books', async () => {
    const server = new URL(adminUrl());
    server.pathname = new URL(database.url).pathname;
    const superuser = await new DataSource({ type: 'postgres', url: server.href }).initialize();
    const [changed]: { transaction: string }[] = await superuser.query(
      'SELECT transaction FROM ledger.seals WHERE number = 6',
    );
    await superuser.query(`SET session_replication_role = 'replica';
      UPDATE ledger.transactions SET reason = 'Else' WHERE id = '${changed?.transaction}'`);
    await superuser.destroy();
    const none = 'contributions=postgres://nobody@127.0.0.1:1/none';
    expect(await verify('--database', none, '--database', `treasury=${database.url}`)).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(/^contributions: NOT VERIFIED, .*ECONNREFUSED/),
      `treasury: WRONG at number 6, transaction ${changed?.transaction}: its content is not what was sealed`,
    ]);
  });

  it('asks which book it is where nothing says it', async () => {
    await expect(verify('--database', database.url)).rejects.toThrow('Which book is in');
    await expect(verify('--bogus')).rejects.toThrow('npm run verify');
  });
});
