import { Money } from '@abonde/money';
import { testDatabase } from '@abonde/testing';
import fc from 'fast-check';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { chart, moved, type TestBook, testBook } from './book.testing';
import { Ledger } from './ledger.service';
import { ledgerMigrations } from './migrations';
import { LedgerBatches1750000000105 } from './migrations/1750000000105-ledger-batches';
import type { Outcome } from './post.query';
import { Sealer } from './sealer.service';
import type { NewTransaction } from './transaction';
import { Verifier } from './verifier.service';

describe('a batch', () => {
  let together: TestBook;
  let oneByOne: TestBook;
  beforeAll(async () => {
    [together, oneByOne] = await Promise.all([testBook(), testBook()]);
    for (const { app, ledger } of [together, oneByOne]) await app.transaction((tx) => ledger.lockPeriod(tx, '2026-01'));
  });
  afterAll(() => Promise.all([together.drop(), oneByOne.drop()]));

  /** Accounts, ids and transfers are drawn from a few, so that they meet again within a batch and in the next one. */
  const envelope = fc.constantFrom('fund:envelope:A', 'fund:envelope:B', 'fund:reserved:A');
  const few = Array.from({ length: 4 }, () => uuid());
  const wish = fc.record({
    debit: fc.oneof(fc.constant('fund:money'), envelope),
    credit: fc.oneof(fc.constant('fund:money'), envelope),
    cents: fc.integer({ min: 1, max: 2_000 }),
    valueDate: fc.constantFrom('2026-02-20', '2026-01-31', '2025-12-31'),
    accountingDate: fc.constantFrom(undefined, undefined, '2026-02-01', '2026-01-15'),
    what: fc.constantFrom('MOVE', 'MOVE', 'MOVE', 'NO_DIMENSION', 'OTHER_CURRENCY'),
  });
  type Wish = typeof wish extends fc.Arbitrary<infer W> ? W & { id?: string; transfer?: string } : never;
  /** What comes again in one call stands or falls with the first, so these are never refused. */
  const again: fc.Arbitrary<Wish> = fc
    .record({
      debit: fc.constant('fund:money'),
      credit: envelope,
      cents: fc.integer({ min: 1, max: 2_000 }),
      valueDate: fc.constant('2026-02-20'),
      accountingDate: fc.constant(undefined),
      known: fc.oneof(
        fc.record({ transfer: fc.constantFrom(...few.slice(0, 2)) }),
        fc.record({ id: fc.constantFrom(...few.slice(2)) }),
      ),
      what: fc.constant('MOVE'),
    })
    .map(({ known, ...rest }) => ({ ...rest, ...known }));

  it('comes out as its transactions would, one by one and in their order', async () => {
    const batches = fc.array(
      fc.array(fc.oneof({ arbitrary: wish, weight: 3 }, again), { minLength: 1, maxLength: 12 }),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (wished) => {
        for (const wishes of wished) {
          const transactions = wishes.map(transactionOf);
          const alone: Outcome[] = [];
          for (const transaction of transactions) alone.push(...(await oneByOne.ledger.postMany([transaction])));
          const outcomes = await together.ledger.postMany(transactions);
          expect(outcomes.map(told)).toEqual(alone.map(told));
        }
        expect(await balancesOf(together)).toEqual(await balancesOf(oneByOne));
      }),
      { numRuns: 25 },
    );
    for (const { app, sealer, verifier } of [together, oneByOne]) {
      for (let sealed = 1; sealed > 0;) sealed = (await app.transaction((tx) => sealer.seal(tx))).length;
      await expect(verifier.verify()).resolves.toMatchObject({ verified: true });
    }
  }, 120_000);

  function transactionOf({ what, cents, debit, credit, ...more }: Wish): NewTransaction {
    const amount = Money.minor(BigInt(cents));
    const postings =
      what === 'NO_DIMENSION'
        ? [
            { account: 'clearing:treasury', amount },
            { account: 'income:A', amount: amount.negated() },
          ]
        : what === 'OTHER_CURRENCY'
          ? [
              { account: 'receivable:A', amount: Money.minor(BigInt(cents), cents % 2 ? 'USD' : 'CHF'), eur: amount },
              {
                account: `conversion:${cents % 2 ? 'USD' : 'CHF'}`,
                amount: Money.minor(-BigInt(cents), cents % 2 ? 'USD' : 'CHF'),
                eur: Money.zero(),
              },
              { account: 'opening', amount: amount.negated() },
            ]
          : moved(debit, credit, amount.amount).postings;
    return { ...moved(debit, credit, amount.amount), ...more, id: more.id ?? uuid(), postings };
  }

  const told = (outcome: Outcome): unknown =>
    outcome.outcome === 'REFUSED' ? { code: outcome.error.code, figures: outcome.error.figures } : outcome;
  const balancesOf = async ({ ledger }: TestBook): Promise<unknown> => [
    ...(await ledger.balances('fund:*')),
    ...(await ledger.balances('receivable:*')),
  ];
});

describe('what is posted', () => {
  let book: TestBook;
  beforeAll(async () => {
    book = await testBook();
  });
  afterAll(() => book.drop());

  it('is kept to the letter, whatever the texts hold', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        'NULL',
        'null',
        '{}',
        '{"a",b}',
        '\\',
        '"',
        '\\"',
        "O'Neil",
        ' ',
        'a\nb\tc',
        'é€𝄞',
        '{1,2}',
        '\\N',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0')),
    );
    const texts = fc.record({ reason: nasty, reference: nasty, actor: nasty, code: nasty, note: nasty, source: nasty });
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 5 }), async (given) => {
        const transactions = given.map(({ reason, reference, actor, code, note, source }) => {
          const original = { amount: Money.eur('1.00'), rate: '1', rateSource: source, rateDate: '2026-02-20' };
          const postings = [
            { account: 'income:A', amount: Money.eur('1.00'), dimensions: { agreement: code, donor: note }, original },
            { account: 'opening', amount: Money.eur('-1.00'), dimensions: { case: code } },
          ];
          return {
            ...moved('opening', 'opening', '1.00'),
            id: uuid(),
            reason,
            reference,
            actor,
            metadata: { [code]: note },
            postings,
          };
        });
        await book.app.transaction((tx) => book.ledger.post(tx, transactions));
        for (const { id, reason, reference, actor, metadata, postings } of transactions) {
          const [kept] = await book.ledger.find(book.app.manager, { id });
          expect(kept).toMatchObject({ reason, reference, actor });
          expect(kept?.metadata).toEqual(metadata);
          expect(kept?.postings.map(({ dimensions }) => dimensions)).toEqual(
            postings.map(({ dimensions }) => dimensions),
          );
          expect(kept?.postings[0]?.original).toEqual(postings[0]?.original);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('says of each posting what it is about, though accounts and dimensions are sent once', async () => {
    const of = (agreement: string, donor?: string) => ({ agreement, ...(donor !== undefined && { donor }) });
    const posting = (account: string, euros: string, dimensions: object) => ({
      account,
      amount: Money.eur(euros),
      dimensions,
    });
    const postings = [
      posting('income:B', '3.00', of('X')),
      posting('income:B', '-1.00', of('Y', 'D')),
      posting('income:C', '-1.00', of('Y', 'D')),
      posting('income:B', '-1.00', of('X')),
    ];
    await book.app.transaction((tx) => book.ledger.open(tx, 'income:C', { dimensions: { donor: 'OWN', city: 'HUE' } }));
    const [posted] = await book.app.transaction((tx) =>
      book.ledger.post(tx, [
        moved('opening', 'opening', '1.00', { postings }),
        moved('opening', 'income:B', '1.00', { postings: postings.toReversed() }),
      ]),
    );
    const [kept] = await book.ledger.find(book.app.manager, { id: posted?.id ?? '' });
    expect(kept?.postings.map(({ account, amount, dimensions }) => [account, amount.amount, dimensions])).toEqual([
      ['income:B', '3.00', { agreement: 'X' }],
      ['income:B', '-1.00', { agreement: 'Y', donor: 'D' }],
      ['income:C', '-1.00', { agreement: 'Y', donor: 'D', city: 'HUE' }],
      ['income:B', '-1.00', { agreement: 'X' }],
    ]);
  });

  it('counts as the transfer it names before the id it has, in the journal and in the call', async () => {
    const [transfer, id] = [uuid(), uuid()];
    const posted = moved('fund:money', 'fund:envelope:TWICE', '1.00', { id });
    await book.ledger.postMany([posted]);
    const [first, second] = await book.ledger.postMany([
      moved('fund:money', 'fund:envelope:TWICE', '1.00', { transfer }),
      moved('fund:money', 'fund:envelope:TWICE', '1.00', { transfer, id }),
    ]);
    expect(first).toMatchObject({ outcome: 'POSTED' });
    expect(second).toEqual({ ...first, outcome: 'DUPLICATE' });
    await expect(book.ledger.balance('fund:envelope:TWICE')).resolves.toEqual(Money.eur('2.00'));
  });

  it('is sealed in blocks of a thousand at most, whatever came in one call', async () => {
    for (let sealed = 1; sealed > 0;) sealed = (await book.app.transaction((tx) => book.sealer.seal(tx))).length;
    const many = Array.from({ length: 1_250 }, () => moved('fund:money', 'fund:envelope:MANY', '0.01'));
    await book.app.transaction((tx) => book.ledger.post(tx, many));
    const seal = async () => (await book.app.transaction((tx) => book.sealer.seal(tx))).length;
    expect([await seal(), await seal(), await seal()]).toEqual([1_000, 250, 0]);
    await expect(book.verifier.verify()).resolves.toMatchObject({ verified: true });
  });
});

function runnerOf({ queryRunner }: EntityManager): QueryRunner {
  if (!queryRunner) throw new Error('A transaction has a query runner.');
  return queryRunner;
}

describe('a book of the version before', () => {
  it('keeps what waits to be sealed, both ways', async () => {
    const database = await testDatabase();
    const [former, now] = [
      ledgerMigrations.slice(0, ledgerMigrations.indexOf(LedgerBatches1750000000105)),
      ledgerMigrations,
    ];
    const connect = (migrations: typeof ledgerMigrations, url = database.ownerUrl) =>
      new DataSource({ type: 'postgres', url, migrations }).initialize();
    const before = await connect(former);
    await before.runMigrations();
    const functionOf = async (source: DataSource): Promise<unknown> =>
      source.query("SELECT prosrc FROM pg_proc WHERE proname = 'post' AND pronamespace = 'ledger'::regnamespace");
    const formerFunction = await functionOf(before);
    await before.destroy();

    const owner = await connect(now);
    await owner.runMigrations();
    const app = await connect(now, database.url);
    const options = { book: 'contributions', chart } as const;
    const ledger = new Ledger(options, app);
    await ledger.postMany([
      moved('fund:money', 'fund:envelope:A', '1.00'),
      moved('fund:money', 'fund:envelope:A', '2.00'),
    ]);
    const waiting = () => owner.query('SELECT position FROM ledger.unsealed ORDER BY position');
    const queued = await waiting();
    expect(queued).toHaveLength(2);
    await owner.transaction((tx) => new LedgerBatches1750000000105().down(runnerOf(tx)));
    expect(await waiting()).toEqual(queued);
    expect(await functionOf(owner)).toEqual(formerFunction);
    await owner.transaction((tx) => new LedgerBatches1750000000105().up(runnerOf(tx)));
    expect(await waiting()).toEqual(queued);
    await ledger.postMany([moved('fund:money', 'fund:envelope:A', '3.00')]);
    expect(await app.transaction((tx) => new Sealer(options).seal(tx))).toHaveLength(3);
    await expect(new Verifier(options, app).verify()).resolves.toMatchObject({ verified: true, transactions: 3 });
    await Promise.all([app.destroy(), owner.destroy()]);
    await database.drop();
  });
});
