import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestService, type TestService } from '@abonde/testing';
import { proves } from '../merkle';
import { BookModule, donation, entry, moved, posting } from './book-module.testing';

describe('the journal over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      service: 'contributions',
      module: BookModule,
      environment: { BUSINESS_DAY: '2026-02-20' },
    });
  });
  afterAll(() => service?.stop());

  const integration = () => service.http('integration');
  const officer = () => service.http('finance-officer');
  const controller = () => service.http('finance-controller');

  it('posts at once what a machine enters, seals it and publishes it', async () => {
    const { status, body } = await integration().post('/journal-entries', donation('A1', '100.00'));
    expect([status, body]).toEqual([201, { id: expect.any(String), status: 'POSTED', accountingDate: '2026-02-20' }]);
    await service.eventually(async () => {
      const published = await service.published('abonde.ledger.transaction-sealed.v1');
      expect(published.map(({ data }) => data.transaction.id)).toContain(body.id);
    });
    const proof = await integration().get(`/ledger/transactions/${body.id}/proof`);
    expect(proof.status).toBe(200);
    expect(proves(proof.body)).toBe(true);
    const verification = await service.http('auditor').get('/ledger/verify');
    expect(verification.body).toMatchObject({
      book: 'contributions',
      verified: true,
      firstBad: null,
      transactions: expect.any(Number),
    });
  });

  it('gives a statement, and the program that verifies it to anybody', async () => {
    await integration().post('/journal-entries', donation('S1', '42.00'));
    await service.eventually(async () => {
      const { body } = await service
        .http('auditor')
        .get('/ledger/statement?agreement=S1&from=2026-02-01&to=2026-02-28');
      expect(body).toMatchObject({ format: 'abonde-statement/1', entries: [{ eur: { amount: '-42.00' } }] });
    });
    const refused = await service.http('auditor').get('/ledger/statement?account=income:S1&from=2026-02-30');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('from')]);
    expect((await service.http('auditor').get('/ledger/statement')).body.code).toBe('UNCLEAR_STATEMENT');
    expect((await service.anonymous.get('/ledger/statement?agreement=S1')).status).toBe(401);
    const program = await service.anonymous.get('/ledger/verify.mjs');
    expect([program.status, program.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(program.body).toBe(await readFile(join(__dirname, '../../verify.mjs'), 'utf8'));
  });

  it('posts the same request once, and refuses another under its key', async () => {
    const headers = { 'idempotency-key': 'same' };
    const first = await integration().post('/journal-entries', donation('A2', '5.00'), headers);
    const again = await integration().post('/journal-entries', donation('A2', '5.00'), headers);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await integration().post('/journal-entries', donation('A2', '6.00'), headers);
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it.each([
    [
      'UNBALANCED_TRANSACTION',
      422,
      entry([posting('opening', '1.00'), posting('income:A', '-1.01', { dimensions: { agreement: 'A' } })]),
    ],
    ['UNKNOWN_ACCOUNT', 422, moved('no:such', 'opening', '1.00')],
    ['UNKNOWN_ACCOUNT', 422, moved('receivable:NEVER', 'opening', '1.00')],
    ['UNKNOWN_CURRENCY', 422, entry([posting('opening', '1.00', { currency: 'ABC' }), posting('opening', '-1.00')])],
    [
      'WRONG_CURRENCY',
      422,
      entry([
        posting('opening', '1.00', { currency: 'USD', eur: '1.00' }),
        posting('opening', '-1.00', { currency: 'USD', eur: '-1.00' }),
      ]),
    ],
    ['TOO_MANY_DECIMALS', 422, moved('opening', 'opening', '1.001')],
    ['MISSING_DIMENSION', 422, moved('opening', 'income:A', '1.00')],
    ['SYSTEM_ACCOUNT', 422, moved('clearing:treasury', 'opening', '1.00')],
    ['SYSTEM_ACCOUNT', 422, moved('fund:money', 'fund:envelope:A', '1.00')],
    ['INSUFFICIENT_FUNDS', 409, moved('fund:envelope:EMPTY', 'fund:reserved:EMPTY', '1.00')],
    ['EFFECTIVE_DATE_IN_FUTURE', 422, moved('opening', 'opening', '1.00', { effectiveDate: '2026-02-21' })],
    ['VALIDATION_FAILED', 400, moved('opening', 'opening', '1,00')],
    ['VALIDATION_FAILED', 400, { reason: 'None' }],
    ['VALIDATION_FAILED', 400, moved('opening', 'opening', '1.00', { effectiveDate: '2026-02-30' })],
  ])('answers %s (%i)', async (code, status, body) => {
    const answer = await integration().post('/journal-entries', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('gives an outcome for each entry of a batch', async () => {
    const bodies = [
      donation('A3', '10.00'),
      moved('no:such', 'opening', '1.00'),
      { reason: '' },
      donation('A3', '1.00'),
    ];
    const { status, body } = await integration().post(
      '/journal-entries/batch',
      { entries: bodies },
      { 'idempotency-key': 'batch' },
    );
    expect(status).toBe(200);
    expect(body.outcomes.map((one: { outcome: string; code?: string }) => one.code ?? one.outcome)).toEqual([
      'POSTED',
      'UNKNOWN_ACCOUNT',
      'VALIDATION_FAILED',
      'POSTED',
    ]);
    const again = await integration().post(
      '/journal-entries/batch',
      { entries: bodies },
      { 'idempotency-key': 'batch' },
    );
    expect(again.body.outcomes[0]).toMatchObject({ outcome: 'DUPLICATE', id: body.outcomes[0].id });
    const many = await integration().post('/journal-entries/batch', Array(1_001).fill(bodies[0]));
    expect(many.status).toBe(400);
  });

  it('posts what a person prepared when another controller approves it', async () => {
    await integration().post('/journal-entries', donation('A4', '1.00'));
    const prepared = await officer().post('/journal-entries', donation('A4', '50.00'));
    expect([prepared.status, prepared.body.status]).toEqual([201, 'PREPARED']);
    const waiting = await controller().get('/journal-entries?status=PREPARED');
    expect(waiting.body.items).toContainEqual(
      expect.objectContaining({ id: prepared.body.id, status: 'PREPARED', accountingDate: null, approvedBy: null }),
    );
    expect((await officer().post(`/journal-entries/${prepared.body.id}/approve`)).status).toBe(403);
    const approved = await controller().post(`/journal-entries/${prepared.body.id}/approve`);
    expect([approved.status, approved.body]).toEqual([
      200,
      { id: prepared.body.id, status: 'POSTED', accountingDate: '2026-02-20' },
    ]);
    const again = await controller().post(`/journal-entries/${prepared.body.id}/approve`);
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_APPROVED']);
    const one = await officer().get(`/journal-entries/${prepared.body.id}`);
    expect(one.body).toMatchObject({
      status: 'POSTED',
      approvedBy: expect.any(String),
      postings: [{ account: 'opening', amount: '50.00' }, { account: 'income:A4' }],
    });
  });

  it('a controller does not approve what they prepared, and a slip of the pen opens no account', async () => {
    const prepared = await controller().post('/journal-entries', moved('opening', 'opening', '1.00'));
    const own = await controller().post(`/journal-entries/${prepared.body.id}/approve`);
    expect([own.status, own.body.code]).toEqual([403, 'SAME_PERSON']);
    const slip = await officer().post('/journal-entries', donation('A4-TYPO', '1.00'));
    expect([slip.status, slip.body.code]).toEqual([422, 'UNKNOWN_ACCOUNT']);
  });

  it('refuses to whoever prepares it what could not be posted', async () => {
    await integration().post('/journal-entries', donation('A5', '1.00'));
    const { status, body } = await officer().post(
      '/journal-entries',
      moved('fund:envelope:A5', 'fund:reserved:A5', '1.00'),
    );
    expect([status, body.code, body.available]).toEqual([
      409,
      'INSUFFICIENT_FUNDS',
      { amount: '0.00', currency: 'EUR' },
    ]);
    await service.sql("INSERT INTO ledger.locked_periods (month) VALUES ('2025-11-01')");
    const locked = await officer().post(
      '/journal-entries',
      moved('opening', 'opening', '1.00', { effectiveDate: '2025-11-30' }),
    );
    expect([locked.status, locked.body.code, locked.body.firstOpenDay]).toEqual([409, 'PERIOD_LOCKED', '2025-12-01']);
  });

  it('reverses a manual entry: a machine at once, a person through another', async () => {
    const first = await integration().post('/journal-entries', donation('A6', '8.00'));
    const reversal = await integration().post(`/journal-entries/${first.body.id}/reverse`, { reason: 'Erreur' });
    expect([reversal.status, reversal.body.status]).toEqual([201, 'POSTED']);
    const twice = await integration().post(`/journal-entries/${first.body.id}/reverse`, { reason: 'Erreur' });
    expect([twice.status, twice.body.code]).toEqual([409, 'ALREADY_REVERSED']);
    const second = await integration().post('/journal-entries', donation('A6', '9.00'));
    const prepared = await officer().post(`/journal-entries/${second.body.id}/reverse`, {
      reason: 'Erreur',
      effectiveDate: '2026-02-19',
    });
    expect(prepared.body.status).toBe('PREPARED');
    await controller().post(`/journal-entries/${prepared.body.id}/approve`);
    const one = await officer().get(`/journal-entries/${prepared.body.id}`);
    expect(one.body).toMatchObject({
      status: 'POSTED',
      reverses: second.body.id,
      valueDate: '2026-02-19',
      accountingDate: '2026-02-19',
    });
    expect(
      (await integration().post('/journal-entries/019a0000-0000-7000-8000-000000000000/reverse', { reason: 'x' }))
        .status,
    ).toBe(404);
  });

  it('tells who prepared, who approved and what takes an entry back, by name', async () => {
    await integration().post('/journal-entries', donation('A7', '1.00'));
    const claire = service.http({ roles: ['finance-officer'], sub: 'claire', name: 'Claire Ancel' });
    const idriss = service.http({ roles: ['finance-controller'], sub: 'idriss', name: 'Idriss Lemoine' });
    const { id } = (await claire.post('/journal-entries', donation('A7', '30.00'))).body;
    await idriss.post(`/journal-entries/${id}/approve`);
    const told = async (entry: string) => (await officer().get(`/journal-entries/${entry}`)).body;
    expect(await told(id)).toMatchObject({
      preparedBy: 'claire',
      preparedByName: 'Claire Ancel',
      approvedBy: 'idriss',
      approvedByName: 'Idriss Lemoine',
      reversedBy: null,
    });
    const reversal = (await claire.post(`/journal-entries/${id}/reverse`, { reason: 'Erreur' })).body.id;
    expect((await told(id)).reversedBy).toEqual({ id: reversal, status: 'PREPARED' });
    expect(await told(reversal)).toMatchObject({
      status: 'PREPARED',
      reverses: id,
      postings: [
        { account: 'opening', amount: '-30.00', eur: '-30.00' },
        { account: 'income:A7', amount: '30.00', eur: '30.00' },
      ],
    });
    await idriss.post(`/journal-entries/${reversal}/approve`);
    expect((await told(id)).reversedBy).toEqual({ id: reversal, status: 'POSTED' });
    const { items } = (await officer().get('/journal-entries?status=POSTED&limit=5')).body;
    expect(items).toContainEqual(await told(id));
    expect(JSON.stringify(await service.published())).not.toContain('Ancel');
  });

  it('puts aside what was prepared: a controller, or whoever prepared it, once and with a reason', async () => {
    await integration().post('/journal-entries', donation('A8', '1.00'));
    const prepare = async () => (await officer().post('/journal-entries', donation('A8', '7.00'))).body.id;
    const decline = (id: string, who = controller(), body: object = { reason: 'Doublon' }) =>
      who.post(`/journal-entries/${id}/decline`, body);
    const [first, second] = [await prepare(), await prepare()];
    const stranger = service.http({ roles: ['finance-officer'], sub: 'somebody' });
    expect((await decline(first, stranger)).body.code).toBe('NOT_YOURS');
    expect((await decline(first, controller(), {})).body.code).toBe('VALIDATION_FAILED');
    expect((await decline(first)).status).toBe(204);
    expect((await decline(second, officer())).status).toBe(204);
    expect((await decline(first)).body.code).toBe('ALREADY_DECLINED');
    expect((await controller().post(`/journal-entries/${first}/approve`)).body.code).toBe('ALREADY_DECLINED');
    expect((await officer().get(`/journal-entries/${first}`)).body).toMatchObject({
      status: 'DECLINED',
      declinedBy: 'test-finance-controller',
      declinedByName: 'test-finance-controller',
      declineReason: 'Doublon',
    });
    const listed = async (status: string) =>
      (await officer().get(`/journal-entries?status=${status}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await listed('DECLINED')).toEqual([second, first]);
    expect(await listed('PREPARED')).not.toContain(first);
    const third = await prepare();
    await controller().post(`/journal-entries/${third}/approve`);
    expect((await decline(third)).body.code).toBe('ALREADY_APPROVED');
  });

  it('lists entries, accounts and the entries behind an account, page by page', async () => {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await officer().get(`/journal-entries?limit=3&cursor=${cursor}`.replace(/&cursor=$/, ''));
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(8);
    const accounts = await service.http('auditor').get('/ledger/accounts?pattern=income:*&asOf=2026-02-20');
    expect(accounts.body.items).toContainEqual({
      account: 'income:A4',
      layer: 'GENERAL',
      pcg: '754',
      currency: 'EUR',
      normal: 'CREDIT',
      floor: 'NONE',
      requires: ['agreement'],
      system: false,
      allowance: { amount: '0.00', currency: 'EUR' },
      balance: { amount: '51.00', currency: 'EUR' },
      eur: { amount: '51.00', currency: 'EUR' },
    });
    const first = await service.http('auditor').get('/ledger/entries?account=income:A4&limit=1');
    const second = await service
      .http('auditor')
      .get(`/ledger/entries?account=income:A4&limit=1&cursor=${first.body.nextCursor}`);
    expect([first, second].map(({ body }) => body.items[0].amount.amount)).toEqual(['-50.00', '-1.00']);
    expect((await service.http('auditor').get('/ledger/entries?account=income:NONE')).body.code).toBe(
      'UNKNOWN_ACCOUNT',
    );
  });

  it('is closed to cities and donors, and describes itself', async () => {
    expect((await service.http('city').get('/ledger/verify')).status).toBe(403);
    expect((await service.http('auditor').post('/journal-entries', {})).status).toBe(403);
    const { body } = await service.anonymous.get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/api/contributions/journal-entries', '/api/contributions/ledger/verify']),
    );
  });
});
