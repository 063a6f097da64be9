import type { TestService } from '@abonde/testing';
import { balance, eur, iban, openAccount, startTreasury, upload, uploadBytes, uploadText } from '../treasury.fixture';
import { writeCamt, type WrittenStatement } from './camt.fixture';
import { writeCfonb, type WrittenCfonb } from './cfonb.fixture';
import { writeMt940, type WrittenMt940 } from './mt940.fixture';
import { writeZip } from './zip.fixture';

/** Accounts of 1,000 with check digits of their own: `DE` for MT940 and tables, `FR` for CFONB. */
const numbers = {
  mt940: 'DE89370400440532013000',
  cfonb: 'FR1420041010050500013M02606',
  table: 'BE68539007547034',
  notices: 'NL91ABNA0417164300',
  archive: 'GB29NWBK60161331926819',
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
    await openAccount(service, 'NOTICES', numbers.notices);
    await openAccount(service, 'ARCHIVE', numbers.archive);
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const entriesOf = async (code: string) =>
    (await service.http('auditor').get(`/entries?limit=500&account=${code}`)).body.items as Record<string, never>[];
  const listed = async (code: string) =>
    (await service.http('finance-controller').get(`/statements?account=${code}`)).body.items as Record<string, never>[];
  /** Explains every entry as a charge or other income: what a person would do last. */
  const explainAll = async (code: string) => {
    for (const { id, amount, status } of (await entriesOf(code)) as unknown as {
      id: string;
      amount: { amount: string };
      status: string;
    }[]) {
      if (status === 'MATCHED') continue;
      const target = { kind: 'classification', id: 'OTHER', amount: eur(amount.amount.replace('-', '')) };
      const { status: answer, body } = await officer().post('/matches', { entryId: id, targets: [target] });
      if (answer !== 201) throw new Error(JSON.stringify(body));
    }
  };

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

  describe('what banks tell beside their statements', () => {
    const six = Array.from({ length: 6 }, (_, at) => ({
      amount: `-${10 * (at + 1)}.00`,
      endToEndId: `TRANCHE-${at + 1}`,
      counterparty: `Ville ${at + 1}`,
    }));
    const batch = {
      bookingDate: '2026-01-12',
      amount: '-210.00',
      servicerReference: 'LOT-7',
      batch: { paymentInformationId: 'PMT-7' },
    };
    const day = { from: '2026-01-12', to: '2026-01-12' };
    const of = (entries: WrittenStatement['entries'], more: Partial<WrittenStatement> = {}): WrittenStatement => ({
      account: numbers.notices,
      id: 'N',
      opening: '1000.00',
      period: day,
      entries,
      ...more,
    });

    it('details a batch already booked, from a notification, without booking it again', async () => {
      expect((await upload(service, [of([batch])])).status).toBe(201);
      const told = await upload(service, [of([{ ...batch, details: six }])], { kind: '054', version: '08' });
      expect([told.status, told.body.statements]).toEqual([
        201,
        [expect.objectContaining({ id: null, format: 'camt.054', entries: 1, new: 1, duplicates: 0, detailed: 1 })],
      ]);
      const [entry, ...more] = (await entriesOf('NOTICES')) as unknown as {
        details: { amount: unknown; references: { endToEndId: string }; counterparty: string }[];
      }[];
      expect(more).toEqual([]);
      expect(
        entry?.details.map(({ amount, references, counterparty }) => [amount, references.endToEndId, counterparty]),
      ).toEqual(six.map(({ amount, endToEndId, counterparty }) => [eur(amount), endToEndId, counterparty]));
      expect((await upload(service, [of([{ ...batch, details: six }])], { kind: '054', version: '08' })).status).toBe(
        200,
      );
      expect((await upload(service, [of([batch])])).status).toBe(200);
      expect(await balance(service, 'bank:NOTICES')).toEqual(['79000', '79000']);
    });

    it('keeps reports of the day and pending entries apart until they are booked', async () => {
      const next = { from: '2026-01-13', to: '2026-01-13' };
      const pending = {
        bookingDate: '2026-01-13',
        amount: '75.00',
        servicerReference: 'R-9',
        status: 'PDNG',
        counterparty: 'LIEGE',
      };
      const report = await upload(
        service,
        [
          of([pending, { ...pending, status: 'BOOK', amount: '5.00', servicerReference: 'R-10' }], {
            period: next,
            opening: '790.00',
          }),
        ],
        { kind: '052', version: '08' },
      );
      expect(report.body.statements[0]).toMatchObject({ format: 'camt.052', new: 2 });
      expect(await balance(service, 'bank:NOTICES')).toEqual(['79000', '79000']);
      const open = async () => (await service.http('auditor').get('/notices?account=NOTICES&booked=false')).body.items;
      expect(await open()).toEqual([
        expect.objectContaining({ status: expect.any(String), entry: null, format: 'camt.052' }),
        expect.objectContaining({ entry: null }),
      ]);
      const booked = [
        { ...pending, status: 'BOOK', counterparty: undefined },
        { ...pending, status: 'PDNG', amount: '9.00' },
      ];
      expect((await upload(service, [of(booked, { id: 'N2', period: next, opening: '790.00' })])).status).toBe(201);
      const left = (await open()) as { amount: string }[];
      expect(left.map(({ amount }) => amount).sort()).toEqual(['5.00', '9.00']);
      expect((await service.http('city').get('/notices')).status).toBe(403);
      expect((await service.http('donor').get('/statements')).status).toBe(403);
    });

    it('waits for the statement where the notification comes first', async () => {
      const after = { from: '2026-01-14', to: '2026-01-14' };
      const late = { bookingDate: '2026-01-14', amount: '-30.00', servicerReference: 'LOT-8' };
      const details = [
        { amount: '-10.00', endToEndId: 'A' },
        { amount: '-20.00', endToEndId: 'B' },
      ];
      await upload(service, [of([{ ...late, details }], { period: after, opening: '865.00' })], { kind: '054' });
      const { body } = await upload(service, [of([late], { id: 'N3', period: after, opening: '865.00' })]);
      expect(body.statements[0]).toMatchObject({ new: 1, detailed: 1 });
    });
  });

  describe('archives', () => {
    const month = (number: number, opening: string, amount: string): { name: string; bytes: Buffer } => ({
      // The later month comes first by its name.
      name: `${9 - number}.xml`,
      bytes: Buffer.from(
        writeCamt([
          {
            account: numbers.archive,
            id: `A${number}`,
            number: String(number),
            opening,
            period: { from: `2026-0${number}-01`, to: `2026-0${number}-28` },
            entries: [{ amount, bookingDate: `2026-0${number}-05` }],
          },
        ]),
      ),
    });

    it('takes the files of an archive in the order of their days, all or none', async () => {
      const files = [month(2, '1010.00', '5.00'), month(1, '1000.00', '10.00')];
      const bad = await uploadBytes(service, writeZip([...files, month(3, '1.00', '1.00')]));
      expect([bad.body.code, await listed('ARCHIVE')]).toEqual(['STATEMENT_GAP', []]);
      const noise = [
        { name: '__MACOSX/._1.xml', bytes: Buffer.from('x') },
        { name: 'folder/', bytes: Buffer.alloc(0) },
      ];
      const { status, body } = await uploadBytes(service, writeZip([...files, ...noise]), '/statements', {
        name: 'relevés.zip',
      });
      expect([status, body.statements.map((one: { file: string; number: string }) => [one.file, one.number])]).toEqual([
        201,
        [
          ['8.xml', '1'],
          ['7.xml', '2'],
        ],
      ]);
    });

    it.each([
      ['a bomb', writeZip([{ name: 'a.xml', bytes: Buffer.alloc(1_000), announced: 2 ** 31 }]), 'ARCHIVE_TOO_LARGE'],
      [
        'a size that is a lie',
        writeZip([{ name: 'a.xml', bytes: Buffer.from(`<a>${'x'.repeat(300_000)}`), announced: 100 }]),
        'MALFORMED_STATEMENT',
      ],
      [
        'too many files',
        writeZip(Array.from({ length: 250 }, (_, at) => ({ name: `${at}.xml`, bytes: Buffer.from('<a/>') }))),
        'ARCHIVE_TOO_LARGE',
      ],
      ['no file', writeZip([]), 'UNSUPPORTED_FORMAT'],
      [
        'an archive inside',
        writeZip([
          { name: 'a.zip', bytes: writeZip([]) },
          { name: 'b.xml', bytes: Buffer.from('PK\x03\x04') },
        ]),
        'UNSUPPORTED_FORMAT',
      ],
      [
        'an office document',
        writeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]),
        'UNSUPPORTED_FORMAT',
      ],
      ['a password', writeZip([{ name: 'a.xml', bytes: Buffer.from('<a/>'), encrypted: true }]), 'UNSUPPORTED_FORMAT'],
      ['half of one', writeZip([{ name: 'a.xml', bytes: Buffer.from('<a/>') }]).subarray(0, 40), 'MALFORMED_STATEMENT'],
    ])('refuses %s', async (_name, bytes, code) => {
      for (const path of ['/statements', '/statements/preview']) {
        const { status, body } = await uploadBytes(service, bytes, path);
        expect([status, body.code]).toEqual([422, code]);
      }
    });
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
      expect.objectContaining({ code: 'ARCHIVE', lastDay: '2026-02-28', unmatched: 2 }),
    ]);
    expect(
      (await service.http('auditor').get(`/accounts?limit=3&cursor=${accounts.nextCursor}`)).body.items,
    ).toHaveLength(3);
  });

  it('closes months imported in three formats, reconciled to 0.00', async () => {
    await upload(service, [
      {
        account: iban,
        id: 'C',
        number: '1',
        opening: '1000.00',
        period: { from: '2026-01-01', to: '2026-01-31' },
        entries: [{ amount: '5.00', bookingDate: '2026-01-05' }],
      },
    ]);
    for (const code of ['BNP', 'MT940', 'CFONB']) {
      const path = `/accounts/${code}/periods/2026-01/close`;
      expect((await service.http('finance-controller').post(path, {})).body.code).toBe('UNEXPLAINED_ENTRIES');
      await explainAll(code);
      expect((await listed(code)).every(({ state }) => state === 'RECONCILED')).toBe(true);
      expect((await service.http('finance-controller').post(path, {})).status).toBe(200);
      const statements = (await listed(code)) as unknown as { state: string; difference: unknown }[];
      expect(statements.map(({ state, difference }) => [state, difference])).toEqual(
        statements.map(() => ['CLOSED', eur('0.00')]),
      );
      expect(await balance(service, `suspense:${code}`)).toEqual(['0', '0']);
    }
  });
});
