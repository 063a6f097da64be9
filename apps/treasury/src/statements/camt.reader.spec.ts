import fc from 'fast-check';
import { type Dialect, writeCamt, type WrittenEntry, type WrittenStatement } from './camt.fixture';
import { type EntryView, Previews } from './preview';
import { chunks, read, refusal } from './reading.fixture';
import { readStatementFile } from './statement-file.reader';

const account = 'FR7630006000011234567890189';
const base: WrittenStatement = {
  account,
  opening: '1000.00',
  number: '12',
  period: { from: '2026-01-01', to: '2026-01-31' },
  entries: [],
};
const versions = ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'];

async function readOne(entry: WrittenEntry, dialect?: Dialect): Promise<EntryView> {
  const [statement] = await read(writeCamt([{ ...base, entries: [entry] }], dialect));
  return statement?.entries[0] as EntryView;
}

describe('camt statements', () => {
  it.each(versions)('version %s gives the same content', async (version) => {
    const entry: WrittenEntry = {
      amount: '985.50',
      bookingDate: '2026-01-12',
      valueDate: '2026-01-13',
      servicerReference: 'BK77',
      endToEndId: 'E2E-1',
      counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
      remittance: ['MANDAT 1245', 'RF92SIAAP2025T1'],
      structured: 'RF92 SIAA P202 5T1',
      charges: [
        { amount: '10.00', currency: 'EUR' },
        { amount: '4.50', currency: 'EUR' },
      ],
      original: { amount: '1045.20', currency: 'USD', rate: '1.0605' },
    };
    const [statement] = await read(writeCamt([{ ...base, entries: [entry] }], { version }));
    expect(statement).toMatchObject({ account, number: '12', from: '2026-01-01', to: '2026-01-31', balanced: true });
    expect(statement?.opening?.amount).toBe('1000.00');
    expect(statement?.closing?.amount).toBe('1985.50');
    const view = JSON.parse(JSON.stringify(statement?.entries[0])) as unknown;
    expect(view).toMatchObject({
      amount: '985.50',
      currency: 'EUR',
      bookingDate: '2026-01-12',
      valueDate: '2026-01-13',
      reversal: false,
      counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
      remittance: 'MANDAT 1245 RF92SIAAP2025T1',
      references: { endToEndId: 'E2E-1', structured: 'RF92SIAAP2025T1', accountServicer: 'BK77' },
      charges: { amount: '14.50', currency: 'EUR' },
      original: { amount: '1045.20', currency: 'USD', rate: '1.0605' },
      transactionCode: 'PMNT/RCDT/ESCT',
      details: [],
    });
  });

  it('takes the sign from CdtDbtInd alone: RvslInd does not flip it again', async () => {
    const entry = await readOne({
      amount: '-500.00',
      bookingDate: '2026-01-05',
      reversal: true,
      counterparty: 'SIAAP',
      returnReason: 'AC04',
    });
    expect(entry).toMatchObject({ amount: '-500.00', reversal: true, counterparty: 'SIAAP', returnReason: 'AC04' });
  });

  it('posts only what is booked and sets the rest aside', async () => {
    for (const version of ['02', '08']) {
      const entries = [
        { amount: '10.00', bookingDate: '2026-01-05' },
        { amount: '99.00', bookingDate: '2026-01-06', status: 'PDNG' },
        { amount: '98.00', bookingDate: '2026-01-06', status: 'INFO' },
      ];
      const [statement] = await read(writeCamt([{ ...base, entries }], { version }));
      expect(statement?.entries.map(({ amount }) => amount)).toEqual(['10.00']);
      expect(statement?.aside.map(({ status }) => status)).toEqual(['PDNG', 'INFO']);
      expect(statement?.balanced).toBe(true);
      expect(statement?.warnings.map(({ code }) => code)).toEqual(['ENTRIES_ASIDE']);
    }
  });

  it('keeps the details of a batch', async () => {
    for (const version of ['02', '08']) {
      const details = [
        { amount: '-60.00', endToEndId: 'A', counterparty: 'Dschang' },
        { amount: '-40.00', endToEndId: 'B', counterparty: 'Siem Reap', structured: 'RF92SIAAP2025T1' },
      ];
      const entry = await readOne(
        { amount: '-100.00', bookingDate: '2026-01-05', batch: { paymentInformationId: 'P-1' }, details },
        { version },
      );
      expect(entry.references).toMatchObject({ paymentInformationId: 'P-1', endToEndId: null });
      expect(entry.details.map(({ amount, references }) => [amount, references.endToEndId])).toEqual([
        ['-60.00', 'A'],
        ['-40.00', 'B'],
      ]);
    }
  });

  it('takes NOTPROVIDED for no reference and reads times as days', async () => {
    const entry = await readOne(
      { amount: '1.00', bookingDate: '2026-01-05', valueDate: '2026-01-07' },
      { times: true },
    );
    expect(entry).toMatchObject({ bookingDate: '2026-01-05', valueDate: '2026-01-07' });
    expect(entry.references.endToEndId).toBeNull();
  });

  it('accepts amounts with five decimals and refuses more precision than the currency has', async () => {
    expect((await readOne({ amount: '12.50000', bookingDate: '2026-01-05' })).amount).toBe('12.50');
    const text = writeCamt([{ ...base, entries: [{ amount: '12.50', bookingDate: '2026-01-05' }] }]).replaceAll(
      '12.50',
      '12.50001',
    );
    expect((await refusal(text)).code).toBe('MALFORMED_STATEMENT');
    const [francs] = await read(
      writeCamt([
        { ...base, currency: 'XOF', opening: '255823230', entries: [{ amount: '-1000', bookingDate: '2026-01-05' }] },
      ]),
    );
    expect(francs?.closing?.toString()).toBe('255822230 XOF');
  });

  it('reads a previous closing balance in place of an opening one, a statement without entries, several accounts', async () => {
    const [first, second] = await read(
      writeCamt([
        { ...base, openingCode: 'PRCD' },
        {
          ...base,
          account: '00012345678',
          other: true,
          currency: 'CHF',
          opening: '-20.00',
          entries: [{ amount: '20.00', bookingDate: '2026-01-02' }],
        },
      ]),
    );
    expect(first).toMatchObject({ balanced: true, entries: [] });
    expect(second).toMatchObject({ account: '00012345678', currency: 'CHF', balanced: true });
    expect(second?.closing?.amount).toBe('0.00');
  });

  it('puts the pages of one statement together', async () => {
    const [one, ...rest] = await read(
      writeCamt([
        { ...base, closingCode: 'ITBD', entries: [{ amount: '5.00', bookingDate: '2026-01-02' }] },
        { ...base, opening: '1005.00', openingCode: 'ITBD', entries: [{ amount: '-1.00', bookingDate: '2026-01-20' }] },
      ]),
    );
    expect(rest).toEqual([]);
    expect(one?.entries).toHaveLength(2);
    expect(one?.closing?.amount).toBe('1004.00');
    expect(one?.balanced).toBe(true);
  });

  it('says by how much a statement does not balance', async () => {
    const [statement] = await read(
      writeCamt([{ ...base, closing: '1100.01', entries: [{ amount: '100.00', bookingDate: '2026-01-02' }] }]),
    );
    expect(statement?.balanced).toBe(false);
    expect(statement?.difference?.amount).toBe('0.01');
  });

  it.each(['052', '054'] as const)('previews camt.%s', async (kind) => {
    const [statement] = await read(
      writeCamt([{ ...base, entries: [{ amount: '3.00', bookingDate: '2026-01-02' }] }], { kind, version: '08' }),
    );
    expect(statement?.entries).toHaveLength(1);
  });

  it('gives back what was written, whatever the chunks', async () => {
    const text = fc
      .stringMatching(/^[A-Za-z0-9éÉ&<'"/ ]{1,30}$/)
      .filter((value) => value.trim().length > 0)
      .map((value) => value.trim());
    const reference = fc.stringMatching(/^[A-Z0-9]{4,12}$/);
    const cents = fc.integer({ min: 1, max: 10_000_000 });
    const entryOf = fc.record({
      cents,
      debit: fc.boolean(),
      day: fc.integer({ min: 1, max: 28 }),
      counterparty: text,
      remittance: fc.array(text, { maxLength: 3 }),
      endToEndId: reference,
      servicerReference: reference,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entryOf, { maxLength: 8 }),
        fc.constantFrom(...versions),
        fc.integer({ min: 7, max: 900 }),
        async (rows, version, size) => {
          const entries = rows.map(({ cents: minor, debit, day, ...rest }): WrittenEntry => ({
            ...rest,
            amount: `${debit ? '-' : ''}${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`,
            bookingDate: `2026-01-${String(day).padStart(2, '0')}`,
          }));
          const [statement] = await read(writeCamt([{ ...base, entries }], { version }), size);
          expect(statement?.balanced).toBe(true);
          const got = statement?.entries.map(({ amount, bookingDate, counterparty, remittance, references }) => [
            amount,
            bookingDate,
            counterparty,
            remittance,
            references.endToEndId,
            references.accountServicer,
          ]);
          expect(got).toEqual(
            entries.map((entry) => [
              entry.amount,
              entry.bookingDate,
              entry.counterparty,
              entry.remittance?.join(' '),
              entry.endToEndId,
              entry.servicerReference,
            ]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('previews', () => {
  it('counts every entry of a large file and shows the first ones', async () => {
    const previews = new Previews();
    const text = writeCamt([
      { ...base, entries: [{ amount: '1.00', bookingDate: '2026-01-02' }], closing: '21001.00' },
    ]);
    for await (const events of readStatementFile(() => chunks(text, 10_000)).events()) {
      for (const event of events)
        for (let times = event.kind === 'entry' ? 20_001 : 1; times > 0; times -= 1)
          previews.add(event, { format: 'camt.053', file: 'large.xml' });
    }
    const [statement] = previews.statements;
    expect(statement).toMatchObject({ balanced: true, warnings: [{ code: 'ENTRIES_NOT_SHOWN' }] });
    expect(statement?.entries).toHaveLength(20_000);
  });
});
