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

describe('files that are refused', () => {
  const good = writeCamt([{ ...base, entries: [{ amount: '3.00', bookingDate: '2026-01-02' }] }]);

  it.each([
    ['another message', good.replace('camt.053.001.02', 'pain.001.001.03'), 'UNSUPPORTED_FORMAT'],
    ['an unknown version', good.replace('001.02', '001.14'), 'UNSUPPORTED_FORMAT'],
    ['no namespace', good.replace(/ xmlns="[^"]*"/, ''), 'UNSUPPORTED_FORMAT'],
    ['a text', 'Relevé du mois\nRien à signaler', 'UNSUPPORTED_FORMAT'],
    ['a picture', '%PDF-1.7\n', 'UNSUPPORTED_FORMAT'],
    ['an amount no account holds', good.replaceAll('>3.00<', '>300000000000000000.00<'), 'MALFORMED_STATEMENT'],
    ['a reference without end', good.replace('NOTPROVIDED', 'E'.repeat(300)), 'MALFORMED_STATEMENT'],
    ['a balance in another currency', good.replace('Ccy="EUR"', 'Ccy="SEK"'), 'MALFORMED_STATEMENT'],
    ['an empty file', '', 'UNSUPPORTED_FORMAT'],
    ['a cut file', good.slice(0, good.length - 40), 'MALFORMED_STATEMENT'],
    ['a document type', good.replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document'), 'MALFORMED_STATEMENT'],
    ['an entity', good.replace('<MsgId>M1', '<MsgId>&xxe;'), 'MALFORMED_STATEMENT'],
    ['an unclosed element', good.replace('</Ntry>', ''), 'MALFORMED_STATEMENT'],
    [
      'a sign that is none',
      good.replace('<CdtDbtInd>CRDT</CdtDbtInd></Ntry>', '').replaceAll('CRDT', 'PLUS'),
      'MALFORMED_STATEMENT',
    ],
    ['a day that is none', good.replaceAll('2026-01-02', '2026-02-30'), 'MALFORMED_STATEMENT'],
    ['a currency that is none', good.replaceAll('Ccy="EUR"', 'Ccy="EUX"'), 'MALFORMED_STATEMENT'],
    ['depth', good.replace('<NtryDtls>', `<NtryDtls>${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'MALFORMED_STATEMENT'],
  ])('%s', async (_name, text, code) => {
    expect((await refusal(text)).code).toBe(code);
  });

  const endless = 'x'.repeat(1_200_000);
  it.each([
    ['an attribute', good.replace('<NtryDtls>', `<NtryDtls a="${endless}">`)],
    ['a name', good.replace('<NtryDtls>', `<${endless}>`)],
    ['a comment', good.replace('<NtryDtls>', `<!--${endless}--><NtryDtls>`)],
    ['a text outside of entries', good.replace('<Stmt>', `<Stmt>${endless}`)],
    ['a document type', good.replace('<Document', `<!DOCTYPE x [${endless}`)],
    ['a section without end', good.replace('<NtryDtls>', `<NtryDtls><![CDATA[${endless}`)],
    ['a processing instruction', good.replace('<NtryDtls>', `<?a ${endless}?><NtryDtls>`)],
  ])('does not keep %s without end', async (_name, text) => {
    const taken: number[] = [];
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks(text + ' '.repeat(2_000_000), 50_000)) {
        taken.push(chunk.length);
        yield chunk;
      }
    };
    const reading = async () => {
      for await (const events of readStatementFile(counted).events()) expect(events.length).toBeLessThan(2);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'MALFORMED_STATEMENT' });
    expect(taken.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1_300_000);
  });

  it('does not keep elements without end', async () => {
    const many = good.replace('<NtryDtls>', `<NtryDtls>${'<a/>'.repeat(500_000)}`);
    expect((await refusal(many)).message).toContain('too many');
    const balances = good.replace(/(<Bal>.*?<\/Bal>)/, (balance) => balance.repeat(1_001));
    expect((await refusal(balances)).message).toContain('balances');
  });

  it('never expands or fetches what an entity names', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const outside = `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>`;
    for (const declaration of [bomb, outside, '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">']) {
      const error = await refusal(good.replace('<Document', `${declaration}<Document`).replace('M1', '&a;'));
      expect([error.code, error.message]).toEqual([
        'MALFORMED_STATEMENT',
        expect.stringContaining('document type declaration is not accepted (line'),
      ]);
    }
  });

  it('says where', async () => {
    const error = await refusal(good.replace('</Ntry>', ''));
    expect(error.figures['where']).toMatch(/line \d+/);
  });

  it('does not guess an encoding', async () => {
    const latin = Buffer.from(good.replace('ST1', 'Cité'), 'latin1');
    expect((await refusal(latin)).code).toBe('MALFORMED_STATEMENT');
    expect(await read(Buffer.from(good.replace('UTF-8', 'ISO-8859-1').replace('ST1', 'Cité'), 'latin1'))).toHaveLength(
      1,
    );
  });

  const wide = good.replace('UTF-8', 'UTF-16').replace('ST1', 'Cité');
  it.each([
    ['little-endian with a mark', Buffer.from(`\ufeff${wide}`, 'utf16le')],
    ['big-endian with a mark', Buffer.from(`\ufeff${wide}`, 'utf16le').swap16()],
    ['little-endian', Buffer.from(wide, 'utf16le')],
    ['big-endian', Buffer.from(wide, 'utf16le').swap16()],
  ])('reads UTF-16, %s, whatever the chunks', async (_name, bytes) => {
    const statements = await read(bytes, 7);
    expect(statements[0]?.entries).toHaveLength(1);
    expect((await read(Buffer.from(good.replace('UTF-8', 'ISO-8859-15'), 'latin1'), 3))[0]?.entries).toHaveLength(1);
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
