import { startTestService, type TestService } from '@abonde/testing';
import { DataSource } from 'typeorm';
import { Ledger } from '../ledger.service';
import { BookModule, donation, entry, moved, posting } from './book-module.testing';

/** Everything a refused entry could leave behind. */
const traces = ['transactions', 'postings', 'accounts', 'balances', 'prepared_entries', 'unsealed', 'seals'];

describe('what the journal refuses over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      service: 'contributions',
      module: BookModule,
      environment: { BUSINESS_DAY: '2026-02-20' },
    });
    await service.sql("INSERT INTO ledger.locked_periods (month) VALUES ('2025-12-01'), ('2026-01-01')");
    await integration().post('/journal-entries', donation('A', '10.00'));
    await service.app
      .get(DataSource)
      .transaction((tx) => service.app.get(Ledger).open(tx, 'receivable:U', { currency: 'USD' }));
    await service.eventually(async () => expect(await service.sql('SELECT FROM ledger.unsealed')).toEqual([]));
  });
  afterAll(() => service?.stop());

  const integration = () => service.http('integration');
  const officer = () => service.http('finance-officer');
  const counts = async () => {
    const tables = [...traces.map((table) => `ledger.${table}`), 'outbox'];
    const rows = await service.sql<{ name: string; count: string }>(
      tables.map((table) => `SELECT '${table}' AS name, count(*) FROM ${table}`).join(' UNION ALL '),
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
  };
  const usd = (account: string, amount: string, eur?: string) => posting(account, amount, { currency: 'USD', eur });
  const income = (amount: string) => posting('income:A', amount, { dimensions: { agreement: 'A' } });

  const cases: [string, number, string, object | string, object][] = [
    [
      'out of balance in a layer',
      422,
      'UNBALANCED_TRANSACTION',
      entry([posting('opening', '1.00'), income('-1.01')]),
      { where: 'GENERAL', difference: { amount: '-0.01', currency: 'EUR' } },
    ],
    [
      'balanced in all, not in each layer',
      422,
      'UNBALANCED_TRANSACTION',
      moved('opening', 'fund:envelope:A', '1.00'),
      { where: 'GENERAL', difference: { amount: '1.00', currency: 'EUR' } },
    ],
    [
      'out of balance in a foreign currency',
      422,
      'UNBALANCED_TRANSACTION',
      entry([usd('receivable:U', '5.00', '4.00'), posting('opening', '-4.00')]),
      { where: 'USD', difference: { amount: '5.00', currency: 'USD' } },
    ],
    [
      'an unknown account',
      422,
      'UNKNOWN_ACCOUNT',
      moved('no:such', 'opening', '1.00'),
      { account: 'no:such', line: 1 },
    ],
    [
      'an account of its own currency that is not open',
      422,
      'UNKNOWN_ACCOUNT',
      moved('opening', 'receivable:NEVER', '1.00'),
      { account: 'receivable:NEVER' },
    ],
    [
      'a currency that does not exist',
      422,
      'UNKNOWN_CURRENCY',
      entry([posting('opening', '1.00'), posting('opening', '-1.00', { currency: 'ABC' })]),
      { line: 2 },
    ],
    [
      'the currency of another account',
      422,
      'WRONG_CURRENCY',
      entry([posting('receivable:U', '1.00'), posting('opening', '-1.00')]),
      { account: 'receivable:U', expected: 'USD', given: 'EUR' },
    ],
    [
      'a foreign amount on an account in EUR',
      422,
      'WRONG_CURRENCY',
      entry([usd('opening', '1.00', '1.00'), usd('opening', '-1.00', '-1.00')]),
      { account: 'opening', expected: 'EUR', given: 'USD' },
    ],
    [
      'a foreign amount without its value',
      422,
      'INVALID_EUR_VALUE',
      entry([usd('receivable:U', '1.00'), usd('receivable:U', '-1.00')]),
      { account: 'receivable:U', amount: { amount: '1.00', currency: 'USD' } },
    ],
    [
      'a silent revaluation',
      422,
      'INVALID_EUR_VALUE',
      entry([usd('receivable:U', '0.00', '3.00'), posting('opening', '-3.00')]),
      { account: 'receivable:U', amount: { amount: '0.00', currency: 'USD' } },
    ],
    [
      'a value that differs from its amount in EUR',
      422,
      'INVALID_EUR_VALUE',
      entry([posting('opening', '1.00', { eur: '2.00' }), posting('opening', '-1.00')]),
      { account: 'opening' },
    ],
    [
      'too many decimals',
      422,
      'TOO_MANY_DECIMALS',
      entry([posting('opening', '1.00'), posting('opening', '-1.001')]),
      { line: 2, amount: '-1.001', currency: 'EUR', decimals: 2 },
    ],
    [
      'an amount beyond what a line can hold',
      422,
      'AMOUNT_OUT_OF_RANGE',
      moved('opening', 'opening', '92233720368547758.08'),
      { account: 'opening', amount: { amount: '92233720368547758.08', currency: 'EUR' } },
    ],
    [
      'an amount beyond any figure',
      400,
      'VALIDATION_FAILED',
      moved('opening', 'opening', '1'.repeat(20)),
      { errors: [{ field: 'postings.0.amount' }, { field: 'postings.1.amount' }] },
    ],
    [
      'an amount that is a number',
      400,
      'VALIDATION_FAILED',
      entry([{ account: 'opening', amount: 1, currency: 'EUR' }, posting('opening', '-1.00')]),
      { errors: [{ field: 'postings.0.amount' }] },
    ],
    [
      'an amount in another notation',
      400,
      'VALIDATION_FAILED',
      entry([posting('opening', '1e3'), posting('opening', '-1000.00')]),
      { errors: [{ field: 'postings.0.amount' }] },
    ],
    [
      'a closed period',
      409,
      'PERIOD_LOCKED',
      donation('A', '1.00', { effectiveDate: '2025-12-31' }),
      { accountingDate: '2025-12-31', firstOpenDay: '2026-02-01' },
    ],
    [
      'a day to come',
      422,
      'EFFECTIVE_DATE_IN_FUTURE',
      donation('A', '1.00', { effectiveDate: '2026-02-21' }),
      { effectiveDate: '2026-02-21', businessDay: '2026-02-20' },
    ],
    [
      'a day that does not exist',
      400,
      'VALIDATION_FAILED',
      donation('A', '1.00', { effectiveDate: '2026-02-30' }),
      { errors: [{ field: 'effectiveDate' }] },
    ],
    [
      'a date in words',
      400,
      'VALIDATION_FAILED',
      donation('A', '1.00', { effectiveDate: '20/02/2026' }),
      { errors: [{ field: 'effectiveDate' }] },
    ],
    [
      'a missing dimension',
      422,
      'MISSING_DIMENSION',
      moved('opening', 'income:A', '1.00'),
      { account: 'income:A', missing: ['agreement'] },
    ],
    [
      'a dimension nobody knows',
      400,
      'VALIDATION_FAILED',
      entry([posting('opening', '1.00', { dimensions: { colour: 'red' } }), posting('opening', '-1.00')]),
      { errors: [{ field: 'postings.0.dimensions.colour' }] },
    ],
    [
      'a system account',
      422,
      'SYSTEM_ACCOUNT',
      entry([posting('opening', '1.00'), posting('clearing:treasury', '-1.00')]),
      { account: 'clearing:treasury', line: 2 },
    ],
    [
      'a posting of nothing',
      422,
      'ZERO_POSTING',
      entry([posting('opening', '0.00'), posting('opening', '-1.00'), posting('opening', '1.00')]),
      { account: 'opening', line: 1 },
    ],
    ['one line', 400, 'VALIDATION_FAILED', entry([posting('opening', '1.00')]), { errors: [{ field: 'postings' }] }],
    [
      'more lines than an entry has',
      400,
      'VALIDATION_FAILED',
      entry(Array(501).fill(posting('opening', '1.00'))),
      { errors: [{ field: 'postings' }] },
    ],
    [
      'no reason',
      400,
      'VALIDATION_FAILED',
      { ...donation('A', '1.00'), reason: ' ' },
      { errors: [{ field: 'reason' }] },
    ],
    [
      'an unknown field',
      400,
      'VALIDATION_FAILED',
      donation('A', '1.00', { efectiveDate: '2026-02-10' }),
      { errors: [{ field: 'efectiveDate' }] },
    ],
    [
      'an unknown field of a line',
      400,
      'VALIDATION_FAILED',
      entry([posting('opening', '1.00', { side: 'DEBIT' }), posting('opening', '-1.00')]),
      { errors: [{ field: 'postings.0.side' }] },
    ],
    ['a list', 400, 'VALIDATION_FAILED', [donation('A', '1.00')], { errors: [{ field: '' }] }],
    [
      'more than an account holds',
      409,
      'INSUFFICIENT_FUNDS',
      moved('fund:envelope:A', 'fund:reserved:A', '1.00'),
      {
        account: 'fund:envelope:A',
        available: { amount: '0.00', currency: 'EUR' },
        requested: { amount: '1.00', currency: 'EUR' },
      },
    ],
  ];

  it.each(cases)('%s: %i %s, and leaves no trace', async (_, status, code, body, figures) => {
    const before = await counts();
    const answer = await integration().post('/journal-entries', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body).toMatchObject(expected(figures));
    const batch = await integration().post('/journal-entries/batch', [body]);
    expect(batch.body.outcomes).toEqual([expect.objectContaining({ index: 0, outcome: 'REFUSED', code })]);
    const person = await officer().post('/journal-entries', body);
    expect([person.status, person.body.code]).toEqual([status, code]);
    expect(await counts()).toEqual(before);
  });

  /** Messages of fields are worded by their checks; which field it is must be said. */
  const expected = (figures: object) =>
    'errors' in figures && Array.isArray(figures.errors)
      ? { errors: figures.errors.map((error: object) => expect.objectContaining(error)) }
      : figures;

  it.each([
    ['JSON that is none', new FormData(), 'MALFORMED_REQUEST'],
    ['a text', 'text', 'VALIDATION_FAILED'],
    ['nothing', undefined, 'MALFORMED_REQUEST'],
  ])('%s is refused before anything looks at it', async (_, sent, code) => {
    const before = await counts();
    for (const path of ['/journal-entries', '/journal-entries/batch']) {
      const { status, body } = await integration().post(path, sent, { 'content-type': 'application/json' });
      expect([status, body.code]).toEqual([400, code]);
    }
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['too many entries', Array(1_001).fill(donation('A', '1.00')), 'entries'],
    ['too many entries by name', { entries: Array(1_001).fill(donation('A', '1.00')) }, 'entries'],
    ['none', { entries: [] }, 'entries'],
    ['no list', {}, 'entries'],
  ])('a batch with %s is refused whole', async (_, body, field) => {
    const before = await counts();
    const answer = await integration().post('/journal-entries/batch', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
    expect(await counts()).toEqual(before);
  });

  it('a batch is for machines, an entry for those who keep the book', async () => {
    const before = await counts();
    expect((await officer().post('/journal-entries/batch', [donation('A', '1.00')])).status).toBe(403);
    for (const role of ['auditor', 'project-officer', 'donor', 'administrator'] as const) {
      expect((await service.http(role).post('/journal-entries', donation('A', '1.00'))).status).toBe(403);
    }
    expect((await service.anonymous.post('/journal-entries', donation('A', '1.00'))).status).toBe(401);
    expect(await counts()).toEqual(before);
  });

  it('a bad entry of a batch opens no account, and the good ones around it are posted in their order', async () => {
    const before = await counts();
    const { body } = await integration().post('/journal-entries/batch', [
      donation('B1', '1.00'),
      moved('fund:envelope:B2', 'fund:reserved:B2', '1.00'),
      moved('fund:envelope:AIMF-GENERAL', 'fund:envelope:B3', '2.00'),
      moved('fund:envelope:B3', 'fund:reserved:B3', '2.00'),
      moved('fund:envelope:B3', 'fund:reserved:B4', '0.01'),
    ]);
    expect(body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'POSTED',
      'REFUSED',
      'POSTED',
      'POSTED',
      'REFUSED',
    ]);
    const after = await counts();
    expect(after['ledger.accounts']! - before['ledger.accounts']!).toBe(3);
    expect(after['ledger.transactions']! - before['ledger.transactions']!).toBe(3);
  });

  it('amounts beyond 2^53 stay exact', async () => {
    const amount = '90071992547409.93';
    const answer = await integration().post('/journal-entries', donation('BIG', amount));
    expect(answer.status).toBe(201);
    const { body } = await service.http('auditor').get('/ledger/accounts?pattern=income:BIG');
    expect(body.items[0].balance.amount).toBe(amount);
    const largest = '92233720368547758.07';
    for (let n = 0; n < 2; n += 1) await integration().post('/journal-entries', donation('BIG', largest));
    const beyond = await service.http('auditor').get('/ledger/accounts?pattern=income:BIG');
    expect(beyond.body.items[0].balance.amount).toBe('184557512729642926.07');
  });
});
