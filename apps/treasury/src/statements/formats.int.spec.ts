import type { TestService } from '@abonde/testing';
import { balance, eur, openAccount, startTreasury, uploadBytes, uploadText } from '../treasury.fixture';
import { writeCfonb, type WrittenCfonb } from './cfonb.fixture';
import { writeMt940, type WrittenMt940 } from './mt940.fixture';

/** Accounts of 1,000 with check digits of their own: `DE` for MT940 and tables, `FR` for CFONB. */
const numbers = {
  mt940: 'DE89370400440532013000',
  cfonb: 'FR1420041010050500013M02606',
  table: 'BE68539007547034',
};

const table = [
  'Date;Libellé;Débit;Crédit;Solde',
  '05/01/2026;SUBVENTION VILLE DE LIEGE;;250,00;1 250,00',
  '31/01/2026;FRAIS;-18,00;;1 232,00',
].join('\n');

describe('importing every format', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTreasury();
    await openAccount(service, 'MT940', numbers.mt940);
    await openAccount(service, 'CFONB', numbers.cfonb);
    await openAccount(service, 'TABLE', numbers.table);
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const entriesOf = async (code: string) =>
    (await service.http('auditor').get(`/entries?limit=500&account=${code}`)).body.items as Record<string, never>[];
  const listed = async (code: string) =>
    (await service.http('finance-controller').get(`/statements?account=${code}`)).body.items as Record<string, never>[];

  it('reads MT940 into the account its :25: names, once', async () => {
    const statement: WrittenMt940 = {
      account: '37040044/532013000',
      number: '3',
      opening: '1000.00',
      openingDay: '2025-12-31',
      closingDay: '2026-01-31',
      movements: [
        {
          amount: '250.00',
          bookingDate: '2026-01-05',
          valueDate: '2026-01-06',
          bank: 'B1',
          counterparty: 'SIAAP',
          endToEndId: 'E2E-1',
          remittance: 'RF92SIAAP2025T1',
        },
        { amount: '-18.00', bookingDate: '2026-01-31', valueDate: '2026-01-31', remittance: 'FRAIS' },
      ],
    };
    const { status, body } = await uploadText(service, writeMt940([statement]));
    expect([status, body.statements]).toEqual([
      201,
      [
        expect.objectContaining({
          account: 'MT940',
          format: 'MT940',
          number: '3',
          new: 2,
          duplicates: 0,
          closing: eur('1232.00'),
        }),
      ],
    ]);
    const again = await uploadText(service, writeMt940([statement], { information: 'german', fin: true, page: 1 }));
    expect([again.status, again.body.statements[0].new, again.body.statements[0].duplicates]).toEqual([200, 0, 2]);
    expect((await entriesOf('MT940'))[0]).toMatchObject({
      counterparty: 'SIAAP',
      valueDate: '2026-01-06',
      references: { accountServicer: 'B1', endToEndId: 'E2E-1' },
    });
    const gap = { ...statement, opening: '1300.00', openingDay: '2026-02-28', closingDay: '2026-03-31', movements: [] };
    expect((await uploadText(service, writeMt940([gap]))).body).toMatchObject({
      code: 'STATEMENT_GAP',
      expected: eur('1232.00'),
      stated: eur('1300.00'),
      difference: eur('68.00'),
    });
  });

  it('reads the days of CFONB 120 one after the other', async () => {
    const of = { bank: '20041', branch: '01005', account: '0500013M026' };
    const days: WrittenCfonb[] = [
      {
        ...of,
        opening: '1000.00',
        openingDay: '2025-12-31',
        closingDay: '2026-01-05',
        operations: [
          {
            amount: '250.00',
            bookingDate: '2026-01-05',
            valueDate: '2026-01-06',
            label: 'VIR SEPA',
            supplements: [['NPY', 'VILLE DE LIEGE']],
          },
        ],
      },
      {
        ...of,
        opening: '1250.00',
        openingDay: '2026-01-05',
        closingDay: '2026-01-31',
        operations: [{ amount: '-18.00', bookingDate: '2026-01-31', valueDate: '2026-01-31', label: 'FRAIS' }],
      },
    ];
    const { status, body } = await uploadBytes(
      service,
      Buffer.from(writeCfonb(days, { ending: '' }), 'latin1') as Buffer<ArrayBuffer>,
    );
    expect([status, body.statements.map((one: { number: string; new: number }) => [one.number, one.new])]).toEqual([
      201,
      [
        ['2026-01-05', 1],
        ['2026-01-31', 1],
      ],
    ]);
    expect((await uploadText(service, writeCfonb(days))).status).toBe(200);
    expect(await balance(service, 'bank:CFONB')).toEqual(['123200', '123200']);
  });

  it('reads a table by the mapping saved for its account', async () => {
    const file = () => Buffer.from(table) as Buffer<ArrayBuffer>;
    expect((await uploadBytes(service, file())).body).toMatchObject({ code: 'CSV_ACCOUNT_MISSING', field: 'account' });
    expect((await uploadBytes(service, file(), '/statements?account=TABLE')).body).toMatchObject({
      code: 'CSV_MAPPING_MISSING',
      account: 'TABLE',
    });
    const { body: preview } = await uploadBytes(service, file(), '/statements/preview?account=TABLE');
    expect(preview).toMatchObject({
      format: 'CSV',
      table: { source: 'PROPOSED', names: ['Date', 'Libellé', 'Débit', 'Crédit', 'Solde'] },
      statements: [{ balanced: true, account: numbers.table }],
    });
    const { mapping } = preview.table;
    const tried = { ...mapping, columns: { ...mapping.columns, counterparty: 1 } };
    const given = await uploadBytes(service, file(), '/statements/preview?account=TABLE', {
      mapping: JSON.stringify(tried),
    });
    expect(given.body).toMatchObject({
      table: { source: 'GIVEN' },
      statements: [{ entries: [{ counterparty: 'SUBVENTION VILLE DE LIEGE' }, {}] }],
    });

    const path = '/accounts/TABLE/csv-mapping';
    expect((await officer().get(path)).body.code).toBe('CSV_MAPPING_MISSING');
    expect((await service.http('finance-controller').put(path, mapping)).status).toBe(403);
    expect((await officer().put(path, { ...mapping, columns: { ...mapping.columns, amount: 2 } })).body).toMatchObject({
      code: 'CSV_AMOUNT_COLUMN_MISSING',
    });
    expect((await officer().put(path, { ...mapping, dateFormat: 'demain' })).status).toBe(400);
    const saved = await officer().put(path, mapping);
    expect([saved.status, saved.body]).toEqual([200, expect.objectContaining({ account: 'TABLE', version: 1 })]);
    expect((await officer().put(path, mapping, { 'if-match': '"7"' })).body.code).toBe('VERSION_MISMATCH');

    expect((await uploadBytes(service, file(), '/statements?account=TABLE')).status).toBe(201);
    const again = await uploadBytes(service, file(), '/statements?account=TABLE');
    expect([again.status, again.body.statements[0].new]).toEqual([200, 0]);
    const other = Buffer.from(table.replace('Débit;Crédit', 'Crédit;Débit')) as Buffer<ArrayBuffer>;
    expect((await uploadBytes(service, other, '/statements?account=TABLE')).body).toMatchObject({
      code: 'CSV_COLUMNS_CHANGED',
      column: 3,
      stated: 'Crédit',
    });
    const bare = Buffer.from('Date;Libellé;Débit;Crédit\n01/02/2026;DON;;10,00\n') as Buffer<ArrayBuffer>;
    await officer().put(path, {
      ...mapping,
      header: mapping.header.slice(0, 4),
      columns: { ...mapping.columns, balance: null },
    });
    expect((await uploadBytes(service, bare, '/statements?account=TABLE')).body).toMatchObject({
      code: 'CSV_BALANCE_MISSING',
      field: 'closing',
    });
    expect((await uploadBytes(service, bare, '/statements?account=TABLE&closing=1300.00')).body).toMatchObject({
      code: 'STATEMENT_GAP',
      difference: eur('58.00'),
    });
    expect((await uploadBytes(service, bare, '/statements?account=TABLE&closing=1242.00')).status).toBe(201);
    const wrong = await uploadBytes(service, file(), '/statements/preview?account=TABLE', {
      mapping: '{"delimiter":";"}',
    });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INVALID_CSV_MAPPING']);
  });

  it('lists statements page by page, with how far each is explained', async () => {
    const first = await service.http('auditor').get('/statements?limit=2');
    expect([first.body.items.length, typeof first.body.nextCursor]).toEqual([2, 'string']);
    const second = await service.http('auditor').get(`/statements?limit=500&cursor=${first.body.nextCursor}`);
    const all = (await service.http('auditor').get('/statements?limit=500')).body.items as { id: string; to: string }[];
    expect([...first.body.items, ...second.body.items]).toEqual(all);
    expect(all.map(({ to }) => to)).toEqual([...all.map(({ to }) => to)].sort().reverse());
    const [statement] = (await listed('MT940')) as unknown as { id: string }[];
    expect(statement).toMatchObject({
      state: 'IMPORTED',
      own: 2,
      reconciled: 0,
      difference: eur('232.00'),
      format: 'MT940',
      file: 'statement.xml',
      accountName: 'MT940',
    });
    expect((await service.http('auditor').get(`/statements/${statement?.id}`)).body).toEqual(statement);
    expect((await service.http('auditor').get('/statements/00000000-0000-0000-0000-000000000000')).status).toBe(404);
    expect((await service.http('auditor').get('/statements?account=MT940&from=2026-02-01')).body.items).toEqual([]);
    expect((await service.http('auditor').get('/statements?state=CLOSED')).body.items).toEqual([]);
    expect((await service.http('auditor').get('/statements?cursor=x')).body.code).toBe('INVALID_CURSOR');
    const accounts = (await service.http('auditor').get('/accounts?limit=3')).body;
    expect([accounts.items.length, accounts.items[0]]).toEqual([
      3,
      expect.objectContaining({ code: 'BNP', lastDay: null, unmatched: 0 }),
    ]);
    expect(
      (await service.http('auditor').get(`/accounts?limit=3&cursor=${accounts.nextCursor}`)).body.items,
    ).toHaveLength(1);
  });
});
