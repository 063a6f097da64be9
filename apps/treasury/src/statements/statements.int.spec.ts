import type { TestService } from '@abonde/testing';
import { balance, dollars, eur, journal, openAccount, startTreasury, upload, uploadText } from '../treasury.fixture';
import { writeCamt, type WrittenEntry, type WrittenStatement } from './camt.fixture';

const januaryOf = (account: string): WrittenStatement => ({
  account,
  id: 'J',
  number: '1',
  period: { from: '2026-01-01', to: '2026-01-31' },
  opening: '1000.00',
  entries: [
    {
      amount: '200.00',
      bookingDate: '2026-01-05',
      valueDate: '2026-01-07',
      servicerReference: 'A1',
      remittance: ['Acompte'],
    },
    { amount: '50.00', bookingDate: '2026-01-20' },
    { amount: '50.00', bookingDate: '2026-01-20' },
    { amount: '-20.00', bookingDate: '2026-01-31', counterparty: 'BNP', remittance: ['Frais'] },
  ],
});

/** A German IBAN with its check digits. */
function ibanOf(number: number): string {
  const bban = String(number).padStart(18, '0');
  const check = 98n - (BigInt(`${bban}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${bban}`;
}

describe('importing statements', () => {
  let service: TestService;
  let opened = 0;
  // Every test has an account of its own, of 1,000 EUR.
  let code: string;
  let january: WrittenStatement;

  beforeAll(async () => {
    service = await startTreasury();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    opened += 1;
    code = `ACCOUNT-${opened}`;
    january = januaryOf(ibanOf(opened));
    await openAccount(service, code, january.account);
  });

  const entries = async () =>
    (await service.http('auditor').get(`/entries?limit=500&account=${code}`)).body.items as {
      amount: { amount: string };
    }[];
  const stored = (table: string) =>
    service.sql(`SELECT t.* FROM ${table} t JOIN bank_accounts a ON a.id = t.account_id WHERE a.code = $1`, [code]);
  /** Transactions of a kind that touch the account of the test. */
  const ownJournal = async (kind: string) =>
    (await journal(service, kind)).filter((lines) => lines.some((line) => line.startsWith(`bank:${code} `)));

  it('books every entry once, however often the file comes', async () => {
    const first = await upload(service, [january]);
    expect(first.status).toBe(201);
    expect(first.body.statements[0]).toMatchObject({
      account: code,
      number: '1',
      opening: eur('1000.00'),
      closing: eur('1280.00'),
      entries: 4,
      new: 4,
      duplicates: 0,
    });
    expect((await ownJournal('bank-entry-booked'))[0]).toEqual([
      `bank:${code} 20000 EUR 20000`,
      `suspense:${code} -20000 EUR -20000`,
    ]);
    const again = await upload(service, [january]);
    expect(again.status).toBe(200);
    expect(again.body.statements[0]).toMatchObject({ new: 0, duplicates: 4, id: first.body.statements[0].id });
    expect(await entries()).toHaveLength(4);
    expect(await balance(service, `bank:${code}`)).toEqual(['128000', '128000']);
    expect(await balance(service, `suspense:${code}`)).toEqual(['-28000', '-28000']);
    const told = (await service.published('abonde.treasury.statement-imported.v1')).filter(
      ({ data }) => data.account === code,
    );
    expect(told.map(({ data }) => [data.number, data.new])).toEqual([['1', 4]]);
    expect(told[0]?.data.movements).toEqual([
      { day: '2026-01-07', amount: eur('200.00'), eur: eur('200.00') },
      { day: '2026-01-20', amount: eur('100.00'), eur: eur('100.00') },
      { day: '2026-01-31', amount: eur('-20.00'), eur: eur('-20.00') },
    ]);
    const [dates] = await service.sql(
      'SELECT accounting_date::text AS a, value_date::text AS v FROM ledger.transactions WHERE kind = $1 AND reason = $2 ORDER BY position',
      ['bank-entry-booked', `Bank entry of ${code}`],
    );
    expect(dates).toEqual({ a: '2026-01-05', v: '2026-01-07' });
  });

  it('takes the same content in another version for the same', async () => {
    await upload(service, [january], { version: '02' });
    expect((await upload(service, [january], { version: '08' })).body.statements[0]).toMatchObject({ new: 0 });
  });

  it('welcomes an overlapping file and keeps legitimate twins', async () => {
    await upload(service, [january]);
    const overlap: WrittenStatement = {
      ...january,
      id: 'O',
      number: '2',
      period: { from: '2026-01-20', to: '2026-02-10' },
      opening: '1200.00',
      entries: [
        ...january.entries.slice(1),
        { amount: '-20.00', bookingDate: '2026-02-10', counterparty: 'BNP', remittance: ['Frais'] },
      ],
    };
    const { status, body } = await upload(service, [overlap]);
    expect(status).toBe(201);
    expect(body.statements[0]).toMatchObject({ entries: 4, new: 1, duplicates: 3 });
    expect((await entries()).filter(({ amount }) => amount.amount === '50.00')).toHaveLength(2);
    expect(await balance(service, `bank:${code}`)).toEqual(['126000', '126000']);
    const part = {
      ...overlap,
      id: 'P',
      period: { from: '2026-01-20', to: '2026-01-31' },
      entries: january.entries.slice(1),
    };
    expect((await upload(service, [part])).status).toBe(200);
  });

  it('refuses a gap, with the exact difference, and stores nothing', async () => {
    await upload(service, [january]);
    const march: WrittenStatement = {
      ...january,
      id: 'M',
      number: '3',
      period: { from: '2026-03-01', to: '2026-03-31' },
      opening: '1300.00',
      entries: [{ amount: '1.00', bookingDate: '2026-03-03' }],
    };
    const { status, body } = await upload(service, [march]);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'STATEMENT_GAP',
      expected: eur('1280.00'),
      stated: eur('1300.00'),
      difference: eur('20.00'),
    });
    expect(await entries()).toHaveLength(4);
    const numbers = { ...march, opening: '1280.00' };
    const jumped = await upload(service, [numbers]);
    expect(jumped.body.statements[0].warnings).toEqual([expect.objectContaining({ code: 'SEQUENCE_GAP' })]);
  });

  it('refuses an entry that an earlier statement should have had', async () => {
    const february: WrittenStatement = {
      ...january,
      id: 'F',
      number: '2',
      period: { from: '2026-02-01', to: '2026-02-28' },
      opening: '1280.00',
      entries: [{ amount: '1.00', bookingDate: '2026-02-02' }],
    };
    await upload(service, [january, february]);
    const inserted: WrittenStatement = {
      ...january,
      id: 'I',
      entries: [...january.entries, { amount: '7.00', bookingDate: '2026-01-10' }],
    };
    expect((await upload(service, [inserted])).body).toMatchObject({
      code: 'STATEMENT_GAP',
      number: '2',
      expected: eur('1288.00'),
      stated: eur('1281.00'),
      difference: eur('-7.00'),
    });
    const missing = { ...january, id: 'L', entries: january.entries.slice(0, 2) };
    expect((await upload(service, [missing])).body).toMatchObject({
      code: 'STATEMENT_GAP',
      expected: eur('1280.00'),
      stated: eur('1250.00'),
      difference: eur('-30.00'),
    });
  });

  it('refuses a statement that does not add up, and the rest of its file', async () => {
    const february: WrittenStatement = {
      ...january,
      id: 'F',
      number: '2',
      period: { from: '2026-02-01', to: '2026-02-28' },
      opening: '1280.00',
      closing: '1290.01',
      entries: [{ amount: '10.00', bookingDate: '2026-02-02' }],
    };
    const { status, body } = await upload(service, [january, february]);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'STATEMENT_DOES_NOT_BALANCE',
      expected: eur('1290.00'),
      stated: eur('1290.01'),
      difference: eur('0.01'),
    });
    expect(await entries()).toEqual([]);
    expect(await service.sql('SELECT * FROM staged_entries')).toEqual([]);
    expect(await ownJournal('bank-entry-booked')).toEqual([]);
  });

  it('joins statements that state no period, whose opening is dated the day before', async () => {
    const first: WrittenStatement = {
      account: january.account,
      id: 'N1',
      opening: '1000.00',
      openingDay: '2026-01-04',
      entries: [{ amount: '10.00', bookingDate: '2026-01-05' }],
    };
    const second: WrittenStatement = {
      ...first,
      id: 'N2',
      opening: '1010.00',
      openingDay: '2026-01-05',
      entries: [{ amount: '5.00', bookingDate: '2026-01-06' }],
    };
    expect((await upload(service, [first])).status).toBe(201);
    expect((await upload(service, [second])).body.statements[0]).toMatchObject({
      new: 1,
      from: '2026-01-06',
      to: '2026-01-06',
    });
    expect((await upload(service, [{ ...second, id: 'N3', opening: '1020.00' }])).body.code).toBe('STATEMENT_GAP');
  });

  it('takes the same file sent twice at once for one', async () => {
    const answers = await Promise.all([upload(service, [january]), upload(service, [january])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(await balance(service, `bank:${code}`)).toEqual(['128000', '128000']);
  });

  it('takes several statements of one day one after the other', async () => {
    const day = { from: '2026-01-05', to: '2026-01-05' };
    const morning: WrittenStatement = {
      ...january,
      id: 'D1',
      period: day,
      entries: [{ amount: '10.00', bookingDate: '2026-01-05' }],
    };
    const evening: WrittenStatement = { ...morning, id: 'D2', number: '2', opening: '1010.00' };
    expect((await upload(service, [morning, evening])).body.statements.map((one: { new: number }) => one.new)).toEqual([
      1, 1,
    ]);
    expect((await upload(service, [evening])).status).toBe(200);
    expect(await balance(service, `bank:${code}`)).toEqual(['102000', '102000']);
  });

  it.each([
    ['UNKNOWN_ACCOUNT', () => writeCamt([{ ...january, account: 'DE89370400440532013000' }])],
    ['UNSUPPORTED_FORMAT', () => '%PDF-1.7'],
    ['MALFORMED_STATEMENT', () => ':20:START'],
    ['MALFORMED_STATEMENT', () => writeCamt([january]).slice(0, -30)],
  ])('%s', async (code, text) => {
    const { status, body } = await uploadText(service, text());
    expect([status, body.code]).toEqual([422, code]);
    expect(await stored('statements')).toEqual([]);
    expect(await stored('bank_entries')).toEqual([]);
  });

  it('previews without storing, and asks for a file', async () => {
    const before = await service.sql('SELECT id FROM bank_entries ORDER BY id');
    const { status, body } = await upload(
      service,
      [{ ...january, account: 'DE89370400440532013000' }],
      { kind: '054', version: '08' },
      '/statements/preview',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      format: 'camt.054',
      statements: [{ account: 'DE89370400440532013000', entries: [{ amount: '200.00', currency: 'EUR' }, {}, {}, {}] }],
    });
    expect(await service.sql('SELECT id FROM bank_entries ORDER BY id')).toEqual(before);
    expect((await service.http('finance-officer').post('/statements', { file: 'x' })).body.code).toBe('FILE_MISSING');
    expect((await service.http('project-officer').post('/statements', {})).status).toBe(403);
  });

  it('values a foreign account: in at the day rate, out at the weighted average', async () => {
    const officer = service.http('finance-officer');
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    await openAccount(service, 'USD-1', dollars, {
      currency: 'USD',
      openingBalance: usd('100.00'),
      openingRate: '1.25',
      bic: undefined,
    });
    const rates = async (more: string) => (await officer.get(`/exchange-rates?limit=1${more}`)).body;
    const statement: WrittenStatement = {
      account: dollars,
      currency: 'USD',
      period: { from: '2026-01-01', to: '2026-01-31' },
      opening: '100.00',
      entries: [
        { amount: '100.00', bookingDate: '2026-01-10' },
        { amount: '-50.00', bookingDate: '2026-01-11' },
      ],
    };
    expect((await upload(service, [statement])).body).toMatchObject({ code: 'EXCHANGE_RATE_MISSING', currency: 'USD' });
    expect(
      (await officer.post('/exchange-rates', { currency: 'USD', day: '2026-01-01', rate: '1.00', source: 'ECB' }))
        .status,
    ).toBe(201);
    const noDay = await officer.post('/exchange-rates', { currency: 'USD', day: '2026-02-30', rate: '1.00' });
    expect([noDay.status, noDay.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    await officer.post('/exchange-rates', { currency: 'CHF', day: '2026-01-01', rate: '0.94' });
    const [first, last] = [await rates(''), await rates(`&cursor=${(await rates('')).nextCursor}`)];
    expect([first.items[0].currency, last.items[0].currency, last.nextCursor]).toEqual(['CHF', 'USD', null]);
    expect((await upload(service, [statement])).status).toBe(201);
    expect((await journal(service, 'bank-entry-booked')).filter(([line]) => line?.includes('USD-1'))).toEqual([
      ['bank:USD-1 10000 USD 10000', 'suspense:USD-1 -10000 USD -10000'],
      ['bank:USD-1 -5000 USD -4500', 'suspense:USD-1 5000 USD 4500'],
    ]);
    expect((await journal(service, 'bank-account-opened')).find(([line]) => line?.includes('USD-1'))).toEqual([
      'bank:USD-1 10000 USD 8000',
      'clearing:contributions -8000 EUR -8000',
      'conversion:USD -10000 USD 0',
    ]);
    expect((await officer.get('/accounts/USD-1')).body).toMatchObject({
      balance: usd('150.00'),
      balanceEur: eur('135.00'),
    });
  });

  it('imports thousands of entries in seconds', async () => {
    const many: WrittenEntry[] = Array.from({ length: 3_000 }, (_, at) => ({
      amount: `${at + 1}.00`,
      bookingDate: '2026-02-01',
      endToEndId: `E2E${at}`,
      counterparty: 'SIAAP',
      remittance: [`Mandat ${at}`],
    }));
    const started = Date.now();
    const { status, body } = await upload(
      service,
      [{ ...january, period: { from: '2026-02-01', to: '2026-02-28' }, entries: many }],
      { version: '08' },
    );
    expect(status).toBe(201);
    expect(body.statements[0].new).toBe(3_000);
    expect(Date.now() - started).toBeLessThan(15_000);
  });
});
