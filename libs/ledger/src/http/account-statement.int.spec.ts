import { Money } from '@abonde/money';
import { startTestService, type TestService } from '@abonde/testing';
import { Ledger } from '../ledger.service';
import { debitCredit } from '../transaction';
import { Snapshots } from '../snapshots.service';
import { BookModule, donation } from './book-module.testing';

const eur = (amount: string) => Money.eur(amount);
const usd = (amount: string) => Money.of({ amount, currency: 'USD' });

interface Entry {
  transaction: string;
  amount: { amount: string };
  balance: { amount: { amount: string }; eur: { amount: string } };
}

describe('what a book says of an account, at any date and as known at any time', () => {
  let service: TestService;
  let known: string;
  beforeAll(async () => {
    service = await startTestService({
      service: 'contributions',
      module: BookModule,
      environment: { BUSINESS_DAY: '2026-02-20' },
    });
    for (const [amount, effectiveDate] of [
      ['100.00', '2025-12-31'],
      ['20.00', '2026-01-10'],
      ['3.00', '2026-01-10'],
      ['0.50', '2026-02-01'],
    ] as const) {
      await post(donation('A1', amount, { effectiveDate }));
    }
    [{ known }] = (await service.sql('SELECT clock_timestamp()::text AS known')) as [{ known: string }];
    known = known.replace(' ', 'T').replace(/\+00$/, 'Z');
    // Late: the month is locked, so it is accounted in the next one and keeps its value date.
    await lock('2025-12');
    await service.app.get(Ledger).postMany([
      {
        kind: 'late-receipt',
        reason: 'Found later',
        actor: 'tester',
        valueDate: '2025-12-15',
        postings: [
          { account: 'opening', amount: eur('7.00') },
          { account: 'income:A1', amount: eur('-7.00'), dimensions: { agreement: 'A1' } },
        ],
      },
    ]);
  });
  afterAll(() => service?.stop());

  const auditor = () => service.http('auditor');
  const post = async (body: object) => {
    const answer = await service.http('integration').post('/journal-entries', body);
    expect(answer.body).toMatchObject({ status: 'POSTED' });
    return answer.body;
  };
  const lock = (month: string) => service.sql(`INSERT INTO ledger.locked_periods (month) VALUES ('${month}-01')`);
  const statement = async (query: string) =>
    (await auditor().get(`/ledger/accounts/income:A1/statement?${query}`)).body;
  const amounts = (items: Entry[]) => items.map(({ amount }) => amount.amount);

  it('opening, entries and closing agree on either basis', async () => {
    const books = await statement('from=2026-01-01&to=2026-01-31');
    expect(books).toMatchObject({
      book: 'contributions',
      account: 'income:A1',
      pcg: '754',
      normal: 'CREDIT',
      currency: 'EUR',
      basis: 'ACCOUNTING',
      opening: { amount: { amount: '-100.00' }, eur: { amount: '-100.00' } },
      debit: { amount: { amount: '0.00' } },
      credit: { amount: { amount: '30.00' } },
      closing: { amount: { amount: '-130.00' } },
      nextCursor: null,
    });
    expect(amounts(books.items)).toEqual(['-7.00', '-20.00', '-3.00']);
    expect(books.items.map((item: Entry) => item.balance.eur.amount)).toEqual(['-107.00', '-127.00', '-130.00']);
    expect(books.items[0]).toMatchObject({
      valueDate: '2025-12-15',
      accountingDate: '2026-01-01',
      kind: 'late-receipt',
    });
    const value = await statement('from=2026-01-01&to=2026-01-31&basis=VALUE');
    expect(value.opening.amount.amount).toBe('-107.00');
    expect(amounts(value.items)).toEqual(['-20.00', '-3.00']);
    expect(value.closing.amount.amount).toBe('-130.00');
  });

  it('knows only what was known', async () => {
    const then = await statement(`from=2026-01-01&to=2026-01-31&knownAt=${known}`);
    expect([then.opening.amount.amount, ...amounts(then.items), then.closing.amount.amount]).toEqual([
      '-100.00',
      '-20.00',
      '-3.00',
      '-123.00',
    ]);
    const accounts = await auditor().get(
      `/ledger/accounts?pattern=income:A1&knownAt=${known}&asOf=2025-12-31&basis=VALUE`,
    );
    expect(accounts.body.items[0].balance.amount).toBe('100.00');
  });

  it('pages go on from one another, with the balance after each entry, whatever is posted in between', async () => {
    const items: Entry[] = [];
    let cursor: string | null = '';
    let last: { closing: unknown; knownAt: string } | undefined;
    while (cursor !== null) {
      const page: { items: Entry[]; nextCursor: string | null; closing: unknown; knownAt: string } = await statement(
        `from=2025-12-01&to=2026-02-20&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
      if (last) expect([page.closing, page.knownAt]).toEqual([last.closing, last.knownAt]);
      last = page;
      await post(donation('A1', '0.01', { effectiveDate: '2026-01-20' }));
    }
    expect(amounts(items)).toEqual(['-100.00', '-7.00', '-20.00', '-3.00', '-0.50']);
    expect(items.at(-1)?.balance.amount.amount).toBe('-130.50');
    expect(last?.closing).toEqual({
      amount: { amount: '-130.50', currency: 'EUR' },
      eur: { amount: '-130.50', currency: 'EUR' },
    });
  });

  it('pages by value date, whatever the date in the books', async () => {
    const items: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: Entry[]; nextCursor: string | null } = await statement(
        `from=2025-12-01&to=2026-01-10&basis=VALUE&limit=1&knownAt=2999-01-01T00:00:00Z${cursor && `&cursor=${cursor}`}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(items.map(({ amount, balance }) => [amount.amount, balance.amount.amount])).toEqual([
      ['-7.00', '-7.00'],
      ['-100.00', '-107.00'],
      ['-20.00', '-127.00'],
      ['-3.00', '-130.00'],
    ]);
  });

  it('says the same from a snapshot as from the journal', async () => {
    await service.sql('UPDATE ledger.snapshot_levels SET size = 2 * 2 ^ level');
    const before = await auditor().get('/ledger/trial-balance?asOf=2026-01-15');
    await service.eventually(async () => {
      expect(await service.sql('SELECT FROM ledger.unsealed')).toEqual([]);
    });
    expect(await service.app.get(Snapshots).takeAll()).toBeGreaterThan(2);
    const after = await auditor().get('/ledger/trial-balance?asOf=2026-01-15');
    expect(after.body).toEqual(before.body);
    expect(after.body).toMatchObject({ asOf: '2026-01-15', basis: 'ACCOUNTING', knownAt: null });
    expect(after.body.items).toContainEqual({
      account: 'income:A1',
      layer: 'GENERAL',
      pcg: '754',
      normal: 'CREDIT',
      amount: { amount: '-130.00', currency: 'EUR' },
      debit: { amount: '0.00', currency: 'EUR' },
      credit: { amount: '130.00', currency: 'EUR' },
      balance: { amount: '-130.00', currency: 'EUR' },
    });
  });

  it('a trial balance adds up to zero in each layer, and in each foreign currency by amount', async () => {
    await service.app.get(Ledger).postMany([
      {
        kind: 'instalment-called',
        reason: 'In dollars',
        actor: 'tester',
        valueDate: '2026-02-02',
        postings: [
          { account: 'receivable:U', amount: usd('50.00'), eur: eur('45.00') },
          { account: 'conversion:USD', amount: usd('-50.00'), eur: eur('0.00') },
          { account: 'income:A1', amount: eur('-45.00'), dimensions: { agreement: 'A1' } },
        ],
      },
    ]);
    const { body } = await auditor().get('/ledger/trial-balance');
    expect(body.totals).toEqual([
      expect.objectContaining({ layer: 'GENERAL', balance: { amount: '0.00', currency: 'EUR' } }),
    ]);
    expect(body.currencies).toEqual([{ currency: 'USD', balance: { amount: '0.00', currency: 'USD' } }]);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        account: 'receivable:U',
        amount: { amount: '50.00', currency: 'USD' },
        balance: { amount: '45.00', currency: 'EUR' },
      }),
    );
  });

  it.each([
    ['/ledger/accounts?asOf=2026-02-30', 'asOf'],
    ['/ledger/accounts?knownAt=2026-99-01T00:00:00Z', 'knownAt'],
    ['/ledger/accounts?basis=BOTH', 'basis'],
    ['/ledger/trial-balance?asOf=yesterday', 'asOf'],
    ['/ledger/trial-balance?knownAt=2026-02-20T25:00:00Z', 'knownAt'],
    ['/ledger/entries?account=income:A1&from=2026-13-01', 'from'],
    ['/ledger/accounts/income:A1/statement?from=2026-02-01', 'to'],
    ['/ledger/accounts/income:A1/statement?from=2026-02-30&to=2026-03-01', 'from'],
    ['/ledger/accounts/income:A1/statement?from=2026-02-01&to=2026-03-01&limit=0', 'limit'],
  ])('%s is refused by the name of its field', async (path, field) => {
    const { status, body } = await auditor().get(path);
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('an unknown account and a cursor of another list are said to be so', async () => {
    const unknown = await auditor().get('/ledger/accounts/income:NONE/statement?from=2026-01-01&to=2026-01-31');
    expect([unknown.status, unknown.body.code]).toEqual([422, 'UNKNOWN_ACCOUNT']);
    const { body: accounts } = await auditor().get('/ledger/accounts?limit=1');
    for (const path of ['accounts/income:A1/statement?from=2026-01-01&to=2026-01-31&', 'entries?account=income:A1&']) {
      const other = await auditor().get(`/ledger/${path}cursor=${accounts.nextCursor}`);
      expect([other.status, other.body.code]).toEqual([400, 'INVALID_CURSOR']);
    }
    const long = `fund:envelope:${'A'.repeat(150)}`;
    await service.app.get(Ledger).postMany([
      {
        kind: 'opening',
        reason: 'Long',
        actor: 'tester',
        valueDate: '2026-02-02',
        postings: debitCredit('fund:money', long, eur('1.00')),
      },
    ]);
    const found = await auditor().get(`/ledger/accounts/${long}/statement?from=2026-01-01&to=2026-02-28`);
    expect(found.body.closing.eur.amount).toBe('-1.00');
  });
});
