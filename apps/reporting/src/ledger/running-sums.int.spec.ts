import { addDays } from '@abonde/calendar';
import { startTestService, type TestService } from '@abonde/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { sumsOf } from './figure.query';
import { conditionOf, type LedgerFilter } from './ledger-filter';
import { ConsolidatedLedger } from './ledger.service';
import { RunningSums } from './running-sums.service';
import { TrialBalances } from './trial-balance.service';

const FIRST = '2024-11-01';
const books = ['contributions', 'treasury', 'disbursements'];

/** Entries as the intake would store them, without the way through the log: of each number two lines that balance. */
const entries = `
  INSERT INTO entry (book, number, line, transaction, kind, reason, actor, accounting_date, value_date, posted_at, layer,
                     account, family, pcg, amount, currency, eur, dimensions, donor, agreement, project, flow, pool, cash)
  SELECT $1, n, line, gen_random_uuid(), 'kind-' || n % 3, 'r', 'a', $4::date + (n * 7 % $7::int)::int, $4::date + (n * 11 % $7::int)::int,
         $5::timestamptz + n * interval '1 minute', CASE WHEN n % 2 = 0 THEN 'FUND' ELSE 'GENERAL' END,
         'account:' || (n + line) % $6::int, 'account', '90', amount, 'EUR', amount, '{}',
         CASE WHEN n % 3 > 0 THEN 'D' || n % 3 END, 'A' || n % 5, CASE WHEN n % 4 > 0 THEN 'P' || n % 4 END, 'flow-' || n % 4, n % 2 = 0, line = 0
    FROM generate_series($2::bigint + 1, $2::bigint + $3::bigint) AS n
    CROSS JOIN LATERAL (VALUES (0, n % 977 - 400), (1, 400 - n % 977)) AS l (line, amount)`;
const heads = `
  INSERT INTO book_head SELECT $1, n, gen_random_uuid(), 'h', n, 'r', 'p', NULL FROM generate_series($2::bigint + 1, $2::bigint + $3::bigint) AS n`;

/** What the intake adds up as it stores. */
const monthSums = `
  INSERT INTO month_sum (book, account, layer, accounting_month, posted_month, pcg, debit, credit)
  SELECT book, account, layer, date_trunc('month', accounting_date)::date, date_trunc('month', posted_at AT TIME ZONE 'UTC')::date,
         max(pcg), sum(greatest(eur, 0)), sum(greatest(-eur, 0)) FROM entry GROUP BY 1, 2, 3, 4, 5`;

describe('running sums', () => {
  let service: TestService;
  const ends = new Map(books.map((book) => [book, 0]));
  beforeAll(async () => {
    service = await startTestService({ service: 'reporting', module: AppModule });
    // Only this test says when the sums follow.
    await service.app.get(RunningSums).onModuleDestroy();
  });
  afterAll(() => service?.stop());

  const sql = <Row>(query: string, values: unknown[] = []) => service.sql<Row>(query, values);
  const advance = async (most: number) => {
    const [row] = await sql<{ more: boolean }>('SELECT advance_running_sums($1) AS more', [most]);
    return row?.more;
  };
  const store = async (book: string, many: number, { accounts, days } = { accounts: 7, days: 600 }) => {
    const end = ends.get(book) ?? 0;
    await sql(entries, [book, end, many, FIRST, '2025-01-31T23:00:00Z', accounts, days]);
    await sql(heads, [book, end, many]);
    ends.set(book, end + many);
  };
  const plain = async (filter: LedgerFilter) => {
    const { sql: condition, params } = conditionOf(filter);
    const [row] = await sql<{ eur: string; count: number }>(
      `SELECT coalesce(sum(eur), 0)::text AS eur, count(*)::int AS count FROM entry AS e WHERE ${condition}`,
      params,
    );
    return row;
  };

  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const day = fc.integer({ min: -10, max: 620 }).map((days) => addDays(FIRST, days));
  const filter: fc.Arbitrary<LedgerFilter> = fc.record({
    book: maybe(fc.constantFrom(...books, 'emergency-fund')),
    account: maybe(fc.constantFrom(['account:*'], ['account:1', 'account:3'], ['account:*', '!account:2'])),
    flow: maybe(fc.constantFrom(['flow-1'], ['flow-1', 'flow-2'])),
    donor: maybe(fc.constantFrom('D1', '-', '!D1')),
    agreement: maybe(fc.constantFrom('A1', 'A4')),
    project: maybe(fc.constantFrom(['P1', 'P2'], ['-'])),
    pool: maybe(fc.constant(true)),
    cash: maybe(fc.constant(true)),
    from: maybe(day),
    to: maybe(day),
    basis: maybe(fc.constant('value' as const)),
    knownAt: maybe(fc.constantFrom('2025-01-31T23:30:00Z', '2025-02-01T02:17:00Z')),
  });

  it('give every figure as its entries do, however far they have come', async () => {
    const ledger = service.app.get(ConsolidatedLedger);
    const step = fc.record({
      book: fc.constantFrom(...books),
      many: fc.integer({ min: 1, max: 40 }),
      most: fc.integer({ min: 0, max: 60 }),
      filters: fc.array(filter, { minLength: 3, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(step, async ({ book, many, most, filters }) => {
        await store(book, many);
        if (most > 0) await advance(most);
        for (const one of filters) {
          const { value, count } = await ledger.figure(one);
          expect({ eur: value.minor.toString(), count }).toEqual(await plain(one));
          const groups = await ledger.groups(one, {
            project: 'e.project',
            month: `to_char(e.accounting_date, 'YYYY-MM')`,
          });
          expect(groups.reduce((sum, group) => sum + group.value.minor, 0n)).toBe(value.minor);
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it.each([undefined, '2025-01-31T23:30:00Z', '2025-02-01T02:17:00Z'])(
    'give the trial balance known at %s',
    async (knownAt) => {
      const balances = service.app.get(TrialBalances);
      await sql('TRUNCATE month_sum');
      await sql(monthSums);
      for (const asOf of ['2024-10-31', '2025-01-31', '2025-02-14', '2027-01-01']) {
        const { items } = await balances.read({ asOf, knownAt });
        const rows = await sql<{ account: string }>(
          `SELECT book, layer, account, sum(greatest(eur, 0))::text AS debit, sum(greatest(-eur, 0))::text AS credit FROM entry
          WHERE accounting_date <= $1 AND posted_at <= coalesce($2::timestamptz, 'infinity')
          GROUP BY 1, 2, 3 ORDER BY book, layer DESC, account`,
          [asOf, knownAt ?? null],
        );
        expect(
          items.map(({ book, layer, account, debit, credit }) => ({
            book,
            layer,
            account,
            debit: debit.minor.toString(),
            credit: credit.minor.toString(),
          })),
        ).toEqual(rows);
      }
    },
  );

  it('wait where a number is missing, and never count what is behind it', async () => {
    const end = ends.get('treasury')!;
    while (await advance(1_000));
    ends.set('treasury', end + 1);
    await store('treasury', 5);
    expect(await advance(1_000)).toBe(false);
    expect(await sql(`SELECT number FROM running_head WHERE book = 'treasury'`)).toEqual([{ number: String(end) }]);
    const filter: LedgerFilter = { book: 'treasury', cash: true };
    expect((await service.app.get(ConsolidatedLedger).figure(filter)).count).toBe((await plain(filter))?.count);
  });

  it('begin again when other entries have taken their place', async () => {
    await sql('TRUNCATE entry, book_head, month_sum');
    for (const book of books) ends.set(book, 0);
    const filter: LedgerFilter = { cash: true };
    const ledger = service.app.get(ConsolidatedLedger);
    expect((await ledger.figure(filter)).count).toBe(0);
    await store('contributions', 10);
    expect((await ledger.figure(filter)).count).toBe(10);
    while (await advance(1_000));
    expect((await ledger.figure(filter)).count).toBe(10);
  });

  it('are read in a few pages, however many entries there are', async () => {
    const pages = async (filter: LedgerFilter): Promise<number> => {
      const { sql: sums, params } = sumsOf(filter, 'everything');
      const [row]: { 'QUERY PLAN': { Plan: Record<string, number> }[] }[] = await service.app
        .get(DataSource)
        .query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sums}`, params);
      const plan = row?.['QUERY PLAN'][0]?.Plan;
      return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
    };
    const measure = async () => {
      while (await advance(5_000));
      await sql('VACUUM ANALYZE');
      const filter: LedgerFilter = { agreement: 'A1', from: '2024-11-05', to: '2025-01-20' };
      return Promise.all([pages(filter), pages({ to: '2025-01-15', account: ['account:0'] })]);
    };
    await sql('TRUNCATE entry, book_head, month_sum');
    ends.set('contributions', 0);
    const busy = { accounts: 1, days: 90 };
    await store('contributions', 4_000, busy);
    const short = await measure();
    await store('contributions', 28_000, busy);
    const long = await measure();
    long.forEach((pages, at) => expect(pages).toBeLessThan(2 * short[at]!));
  }, 120_000);
});
