import { Money } from '@abonde/money';
import fc from 'fast-check';
import { type At, turnovers } from './balances.query';
import { moved, type TestBook, testBook } from './book.testing';
import { Snapshots } from './snapshots.service';
import type { NewTransaction } from './transaction';

/** Small enough for a short history to fill several levels. */
const smallLevels = (size: number, ratio: number) =>
  `UPDATE ledger.snapshot_levels SET size = ${size} * ${ratio} ^ level`;

const plainSum = `
  SELECT a.path AS account, sum(greatest(p.amount, 0))::text AS debit, sum(greatest(-p.amount, 0))::text AS credit,
         sum(greatest(p.eur, 0))::text AS "eurDebit", sum(greatest(-p.eur, 0))::text AS "eurCredit"
    FROM ledger.postings p JOIN ledger.transactions t ON t.position = p.transaction JOIN ledger.accounts a ON a.id = p.account
   WHERE CASE WHEN $1 THEN p.value_date ELSE p.accounting_date END <= coalesce($2::date, 'infinity')
     AND t.posted_at <= coalesce($3::timestamptz, 'infinity')
   GROUP BY a.path HAVING sum(abs(p.amount) + abs(p.eur)) > 0 ORDER BY a.path`;

describe('snapshots', () => {
  let book: TestBook;
  let snapshots: Snapshots;
  beforeEach(async () => {
    book = await testBook();
    snapshots = new Snapshots(book.app);
    await book.ledger.onApplicationBootstrap();
  });
  afterEach(() => book.drop());

  const post = (transactions: NewTransaction[]) =>
    book.app.transaction((tx) => book.ledger.post(tx, transactions, { floors: 'FACT' }));
  const seal = async () => {
    while ((await book.app.transaction((tx) => book.sealer.seal(tx))).length > 0);
  };
  const rowsOf = async (table: string) =>
    Number(((await book.app.query(`SELECT count(*) FROM ledger.${table}`)) as [{ count: string }])[0].count);

  describe('with small levels', () => {
    const days = ['2025-11-30', '2025-12-31', '2026-01-01', '2026-01-15', '2026-02-20'];
    const usd = (minor: bigint) => Money.minor(minor, 'USD');
    const held: { commit: () => void; committed: Promise<unknown> }[] = [];

    interface Step {
      do: 'POST' | 'SEAL' | 'SNAPSHOT' | 'HOLD' | 'COMMIT';
      account: string;
      cents: number;
      accountingDate: string;
      valueDate: string;
    }
    const step = fc.record<Step>({
      do: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'SEAL', 'SEAL', 'SNAPSHOT', 'HOLD', 'COMMIT'),
      account: fc.constantFrom('opening', 'fund:envelope:AIMF-GENERAL', 'fund:envelope:A', 'receivable:U'),
      cents: fc.integer({ min: -5_000, max: 5_000 }),
      accountingDate: fc.constantFrom(...days),
      valueDate: fc.constantFrom(...days),
    });
    const query = fc.record({
      asOf: fc.option(fc.constantFrom(...days, '2025-01-01', '2026-01-31'), { nil: undefined }),
      basis: fc.constantFrom('ACCOUNTING', 'VALUE'),
      known: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });

    function transactionOf({ account, cents, accountingDate, valueDate }: Step): NewTransaction {
      const amount = BigInt(cents);
      const postings = {
        opening: [
          { account: 'opening', amount: Money.minor(amount) },
          { account: 'clearing:treasury', amount: Money.minor(-amount) },
        ],
        'receivable:U': [
          { account: 'receivable:U', amount: usd(amount), eur: Money.minor((amount * 9n) / 10n) },
          { account: 'conversion:USD', amount: usd(-amount), eur: Money.zero() },
          { account: 'clearing:treasury', amount: Money.minor((-amount * 9n) / 10n) },
        ],
      }[account] ?? [
        { account: 'fund:money', amount: Money.minor(amount) },
        { account, amount: Money.minor(-amount) },
      ];
      return { ...moved('opening', 'opening', '1.00'), accountingDate, valueDate, postings };
    }

    /** A transaction that has its position and its time, and commits when it is told. */
    async function hold(transaction: NewTransaction): Promise<void> {
      let commit: () => void = () => undefined;
      const told = new Promise<void>((resolve) => (commit = resolve));
      await new Promise<void>((posted, failed) => {
        const committed = book.app.transaction(async (tx) => {
          await book.ledger.post(tx, transaction, { floors: 'FACT' });
          posted();
          await told;
        });
        committed.catch(failed);
        held.push({ commit, committed });
      });
    }

    async function commitOne(): Promise<void> {
      const one = held.shift();
      one?.commit();
      await one?.committed;
    }

    async function take(one: Step): Promise<void> {
      switch (one.do) {
        case 'POST':
          await post(Array<NewTransaction>(3).fill(transactionOf(one)));
          break;
        case 'SEAL':
          return seal();
        case 'SNAPSHOT':
          await snapshots.takeAll();
          break;
        case 'HOLD':
          // Only accounts without a floor: nobody waits for what is held.
          if (held.length < 3 && one.account !== 'fund:envelope:A') await hold(transactionOf(one));
          break;
        case 'COMMIT':
          return commitOne();
      }
    }

    /** An instant on the edge of what is posted: the time of one of the transactions, exactly. */
    async function instant(share: number | undefined): Promise<string | undefined> {
      if (share === undefined) return undefined;
      const [row]: { at: string }[] = await book.app.query(
        'SELECT posted_at::text AS at FROM ledger.transactions ORDER BY posted_at OFFSET (SELECT floor($1::float * (count(*) - 1))::int FROM ledger.transactions) LIMIT 1',
        [share],
      );
      return row?.at;
    }

    it('balances are the plain sums over the journal, on either date and as known at any time', async () => {
      await book.owner.query(smallLevels(2, 3));
      await post([
        transactionOf({
          do: 'POST',
          account: 'fund:envelope:A',
          cents: 1,
          accountingDate: days[0]!,
          valueDate: days[0]!,
        }),
      ]);
      await post([
        transactionOf({ do: 'POST', account: 'receivable:U', cents: 1, accountingDate: days[0]!, valueDate: days[0]! }),
      ]);
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 20, maxLength: 40 }),
          fc.array(query, { minLength: 6, maxLength: 6 }),
          async (steps, queries) => {
            for (const one of steps) await take(one);
            for (const { known, ...at } of queries) {
              const asked: At = { ...at, knownAt: await instant(known) };
              const found = await turnovers(book.app, asked);
              const sums = found.map(({ account, debit, credit, eurDebit, eurCredit }) => ({
                account,
                debit: debit.minor.toString(),
                credit: credit.minor.toString(),
                eurDebit: eurDebit.minor.toString(),
                eurCredit: eurCredit.minor.toString(),
              }));
              expect(sums).toEqual(
                await book.app.query(plainSum, [asked.basis === 'VALUE', asked.asOf ?? null, asked.knownAt ?? null]),
              );
            }
          },
        ),
        { numRuns: 12 },
      );
      while (held.length > 0) await commitOne();
      await seal();
      await snapshots.takeAll();
      const [{ levels }] = (await book.app.query(
        'SELECT count(DISTINCT level)::int AS levels FROM ledger.snapshots',
      )) as [{ levels: number }];
      expect(levels).toBeGreaterThan(3);
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: true });
    }, 120_000);

    it('a transaction that commits after the snapshot over its time is not missed, and known as of its time', async () => {
      await book.owner.query(smallLevels(2, 2));
      const late = { account: 'opening', cents: 700, accountingDate: days[0]!, valueDate: days[1]! };
      await hold(transactionOf({ do: 'HOLD', ...late }));
      await post(Array<NewTransaction>(8).fill(transactionOf({ do: 'POST', ...late, cents: 1 })));
      await seal();
      expect(await snapshots.takeAll()).toBe(7);
      const at = await instant(0.5);
      expect((await book.ledger.balance('opening', { asOf: days[0] })).minor).toBe(-8n);
      await commitOne();
      for (const sealed of [false, true]) {
        if (sealed) await seal();
        expect((await book.ledger.balance('opening', { asOf: days[0] })).minor).toBe(-708n);
        expect((await book.ledger.balance('opening', { asOf: days[0], basis: 'VALUE' })).minor).toBe(0n);
        expect((await book.ledger.balance('opening', { knownAt: at })).minor).toBeLessThan(-700n);
      }
    });

    it('verify names a snapshot that is not what the journal says', async () => {
      await book.owner.query(smallLevels(2, 2));
      const valuedBefore = { accountingDate: days[1], valueDate: days[0] };
      await post(Array<NewTransaction>(4).fill(moved('fund:money', 'fund:envelope:A', '1.00', valuedBefore)));
      await seal();
      await snapshots.takeAll();
      await expect(book.app.query('UPDATE ledger.snapshot_sums SET credit = 0')).rejects.toThrow('permission denied');
      await expect(book.owner.query('UPDATE ledger.snapshot_sums SET credit = 0')).rejects.toThrow('append-only');
      await book.superuser.transaction(async (tx) => {
        await tx.query("SET LOCAL session_replication_role = 'replica'");
        await tx.query(
          'UPDATE ledger.snapshot_sums SET credit = credit + 1 WHERE level = 1 AND credit > 0 AND by_value',
        );
      });
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: {
          number: null,
          transaction: null,
          reason: 'the sums of snapshot 0 of level 1 are not those of the journal',
        },
      });
    });
  });

  it('what a balance reads follows the logarithm of the history, not its length', async () => {
    await book.owner.query(smallLevels(32, 4));
    const accounts = `ARRAY(SELECT id FROM ledger.accounts WHERE path IN ('fund:envelope:A', 'fund:money'))`;
    /** Pages that PostgreSQL looks at for one answer. */
    const pages = async (query: string, values: unknown[] = []): Promise<number> => {
      const [row]: { 'QUERY PLAN': { Plan: Record<string, number> }[] }[] = await book.app.query(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query}`,
        values,
      );
      const plan = row?.['QUERY PLAN'][0]?.Plan;
      return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
    };
    const grow = async (thousands: number) => {
      for (let n = 0; n < thousands; n += 1) {
        const valueDate = `2025-${String((n % 12) + 1).padStart(2, '0')}-10`;
        const move = (_: unknown, at: number) =>
          moved('fund:money', at % 2 ? 'fund:envelope:A' : 'fund:envelope:B', '1.00', { valueDate });
        await post(Array.from({ length: 1_000 }, move));
        await seal();
        await snapshots.takeAll();
      }
    };
    /** Half of the history, in the middle of a snapshot. */
    const halfway = async (): Promise<string | undefined> => {
      const [row]: { at: string }[] = await book.app.query(
        'SELECT posted_at::text AS at FROM ledger.transactions WHERE position = (SELECT max(position) / 2 + 16 FROM ledger.transactions)',
      );
      return row?.at;
    };
    const measure = async () => {
      // The queue is emptied as it fills; its dead rows are the vacuum's, which need not come during a test.
      await book.owner.query('VACUUM ledger.unsealed');
      return {
        now: await pages(`SELECT * FROM ledger.sums_at(${accounts}, false, '2025-06-30', NULL)`),
        then: await pages(`SELECT * FROM ledger.sums_at(${accounts}, true, NULL, $1)`, [await halfway()]),
        plain: await pages(`SELECT sum(amount) FROM ledger.postings WHERE account = ANY (${accounts})`),
      };
    };
    await grow(1);
    const short = await measure();
    await grow(15);
    const long = await measure();
    expect(await rowsOf('postings')).toBe(32_000);
    expect(long.plain).toBeGreaterThan(8 * short.plain);
    expect(long.now).toBeLessThan(2 * short.now);
    expect(long.then).toBeLessThan(3 * short.then);
  }, 120_000);
});
