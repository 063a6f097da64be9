import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { cfonbIdentity } from './account-identity';
import { type CfonbDialect, writeCfonb, type WrittenCfonb, type WrittenOperation } from './cfonb.fixture';
import { overpunched } from './cfonb-record';
import { read, refusal } from './reading.fixture';
import { readStatementFile } from './statement-file.reader';

const base: WrittenCfonb = {
  opening: '16695.65',
  openingDay: '2025-12-31',
  closingDay: '2026-01-31',
  operations: [],
};
const operation: WrittenOperation = {
  amount: '-22.79',
  bookingDate: '2026-01-05',
  valueDate: '2026-01-06',
  label: 'FRAIS DE TENUE DE COMPTE',
};

describe('CFONB 120 amounts', () => {
  it.each([
    ['0000000000227R', -2279n],
    ['0000000000000{', 0n],
    ['0000000000000}', 0n],
    ['0000000000123A', 1231n],
    ['0000000000123I', 1239n],
    ['0000000000123J', -1231n],
    ['0000000000123L', -1233n],
    ['0000000000123N', -1235n],
    ['0000000000123O', -1236n],
    ['9999999999999Q', -99999999999998n],
  ])('%s is %s', (text, value) => {
    expect(overpunched(text, '')).toBe(value);
  });

  it.each(['00000000002279', '000000000022?R', '', '             S'])('%s is none', (text) => {
    expect(() => overpunched(text, '04')).toThrow('is not an amount');
  });
});

describe('CFONB 120 statements', () => {
  it('reads balances, both dates, label and account', async () => {
    const [statement] = await read(writeCfonb([{ ...base, operations: [{ ...operation, reference: 'REF12345' }] }]));
    expect(statement).toMatchObject({
      format: 'CFONB 120',
      account: 'FR7630006000011234567890189',
      currency: 'EUR',
      number: '2026-01-31',
      balanced: true,
      warnings: [],
    });
    expect([statement?.opening?.amount, statement?.closing?.amount]).toEqual(['16695.65', '16672.86']);
    expect(statement?.entries[0]).toMatchObject({
      amount: '-22.79',
      bookingDate: '2026-01-05',
      valueDate: '2026-01-06',
      remittance: 'FRAIS DE TENUE DE COMPTE',
      transactionCode: '18',
      references: { instructionId: 'REF12345' },
    });
  });

  it('completes a movement with its records 05', async () => {
    const supplements: [string, string][] = [
      ['LIB', 'SUITE DU LIBELLE'],
      ['NPY', 'DRFIP ILE DE FRANCE ET PARIS'],
      ['NPO', 'SIAAP'],
      ['RCN', `E2E-1${' '.repeat(30)}SUBVENTION`],
      ['REF', 'BANQUE-77'],
      ['LCC', 'MANDAT 1245'],
      ['LCS', 'RF92 SIAA P202 5T1'],
      ['IPY', 'FR7630001007941234567890185'],
      ['RUM', 'MANDAT-SEPA'],
      ['MMO', 'USD200000000012550'],
      ['XYZ', 'AUTRE CHOSE'],
    ];
    const [statement] = await read(
      writeCfonb([{ ...base, operations: [{ ...operation, returnReason: 'A4', supplements }] }]),
    );
    expect(JSON.parse(JSON.stringify(statement?.entries[0]))).toMatchObject({
      counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
      counterpartyAccount: 'FR7630001007941234567890185',
      ultimateParty: 'SIAAP',
      remittance: 'FRAIS DE TENUE DE COMPTE SUITE DU LIBELLE MANDAT 1245',
      references: {
        endToEndId: 'E2E-1',
        accountServicer: 'BANQUE-77',
        structured: 'RF92SIAAP2025T1',
        mandateId: 'MANDAT-SEPA',
      },
      original: { amount: '125.50', currency: 'USD' },
      returnReason: 'A4',
      information: 'SUBVENTION AUTRE CHOSE',
    });
  });

  it('reads several accounts and several days of one file', async () => {
    const statements = await read(
      writeCfonb([
        { ...base, operations: [operation] },
        { ...base, opening: '16672.86', openingDay: '2026-01-31', closingDay: '2026-02-01' },
        {
          ...base,
          account: '00000000002',
          currency: 'XOF',
          opening: '65595700',
          operations: [{ ...operation, amount: '-5000' }],
        },
      ]),
    );
    expect(statements.map(({ account, closing }) => [account.slice(-11), closing?.toString()])).toEqual([
      ['34567890189', '16672.86 EUR'],
      ['34567890189', '16672.86 EUR'],
      [expect.stringMatching(/\d{11}/), '65590700 XOF'],
    ]);
  });

  it('takes the currency of the account where the file leaves it blank, and says so', async () => {
    const known = { code: 'XOF', identifier: 'FR7630006000011234567890189', currency: 'XOF' };
    const text = writeCfonb(
      [{ ...base, currency: 'XOF', opening: '1000', operations: [{ ...operation, amount: '-5' }] }],
      { blank: true },
    );
    const [asKnown] = await read(text, 1000, { accounts: [known] });
    expect([asKnown?.closing?.toString(), asKnown?.warnings[0]]).toEqual([
      '995 XOF',
      expect.objectContaining({ code: 'CURRENCY_ASSUMED', figures: { currency: 'XOF' } }),
    ]);
    expect((await read(text))[0]?.closing?.toString()).toBe('9.95 EUR');
  });

  it('takes the currency of the first movement where the opening leaves it blank', async () => {
    const [opening, ...rest] = writeCfonb([{ ...base, operations: [operation] }]).split('\n');
    const blank = `${opening?.slice(0, 16)}    ${opening?.slice(20)}`;
    const [statement] = await read([blank, ...rest].join('\n'));
    expect(statement).toMatchObject({ currency: 'EUR', balanced: true, warnings: [] });
  });

  it.each([
    ['no ends of line', writeCfonb([{ ...base, operations: [operation] }], { ending: '' })],
    ['ends of line of Windows', writeCfonb([{ ...base, operations: [operation] }], { ending: '\r\n' })],
    ['blank lines', writeCfonb([{ ...base, operations: [operation] }], { ending: '\n' }).replaceAll('\n', '\n\n')],
    ['lines cut at their last letter', writeCfonb([{ ...base, operations: [operation] }]).replaceAll(/ +\n/g, '\n')],
    ['a mark of the end', `${writeCfonb([{ ...base, operations: [operation] }])}\x1a`],
  ])('accepts %s', async (_name, text) => {
    for (const size of [1, 7, 119, 120, 121, 5_000]) {
      const [statement] = await read(text, size);
      expect([statement?.entries.length, statement?.balanced]).toEqual([1, true]);
    }
  });

  it('reads the letters of one byte', async () => {
    const text = writeCfonb([{ ...base, operations: [{ ...operation, label: 'SUBVENTION ÉCOLES ÉTÉ' }] }], {
      ending: '',
    });
    for (const bytes of [Buffer.from(text, 'latin1'), Buffer.from(text)])
      expect((await read(bytes, 50))[0]?.entries[0]?.remittance).toBe('SUBVENTION ÉCOLES ÉTÉ');
  });

  it('counts 30 February as the end of the month', async () => {
    const [statement] = await read(writeCfonb([{ ...base, operations: [{ ...operation, valueDate: '2026-02-30' }] }]));
    expect(statement?.entries[0]?.valueDate).toBe('2026-02-28');
    expect(statement?.warnings[0]?.code).toBe('DATE_CLAMPED');
  });

  it.each([
    ['FR7630006000011234567890189', '30006', '00001', '12345678901'],
    ['FR1420041010050500013M02606', '20041', '01005', '0500013M026'],
  ])('finds the IBAN %s', (account, bank, branch, number) => {
    expect(cfonbIdentity(bank, branch, number)).toMatchObject({ account });
  });

  const good = writeCfonb([{ ...base, operations: [operation] }]);
  const [one = '', two = '', three = ''] = good.split('\n');
  it.each([
    ['transfers', `0302${'0'.repeat(236)}\n`, 'UNSUPPORTED_FORMAT', 'CFONB 240'],
    ['a statement without end', `${one}\n${two}`, 'MALFORMED_STATEMENT', 'no closing record'],
    ['a movement outside', `${two}\n`, 'MALFORMED_STATEMENT', 'outside a statement'],
    ['an opening inside', `${one}\n${one}`, 'MALFORMED_STATEMENT', 'before the last one is closed'],
    ['a complement of nothing', `${one}\n05${two.slice(2)}`, 'MALFORMED_STATEMENT', 'follows no movement'],
    ['another account', `${one}\n${two.slice(0, 21)}99999999999${two.slice(32)}`, 'MALFORMED_STATEMENT', '99999999999'],
    ['another currency', `${one}\n${two.slice(0, 16)}USD${two.slice(19)}`, 'MALFORMED_STATEMENT', 'in USD'],
    ['a currency that is none', `${one.slice(0, 16)}EUX${one.slice(19)}\n${two}`, 'MALFORMED_STATEMENT', 'EUX'],
    [
      'a day that is none',
      `${one}\n${two.slice(0, 34)}051326${two.slice(40)}`,
      'MALFORMED_STATEMENT',
      'record 2, code 04',
    ],
    [
      'an amount that is none',
      `${one}\n${two.slice(0, 103)}5${two.slice(104)}`,
      'MALFORMED_STATEMENT',
      'is not an amount',
    ],
    ['a record that is none', `${one}\n08${two.slice(2)}\n${three}`, 'MALFORMED_STATEMENT', '08 is not a record'],
    [
      'too many complements',
      `${one}\n${two}\n${`05${two.slice(2)}\n`.repeat(300)}`,
      'MALFORMED_STATEMENT',
      'too many records 05',
    ],
  ])('refuses %s and says where', async (_name, text, code, words) => {
    const error = await refusal(text);
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  const text = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .'/:-]{0,28}[A-Z0-9]$/).map((value) => value.replace(/ +/g, ' '));
  const operations = fc.record({
    minor: fc.integer({ min: 1, max: 1_000_000_000 }),
    debit: fc.boolean(),
    day: fc.integer({ min: 1, max: 28 }),
    valueDay: fc.integer({ min: 1, max: 28 }),
    label: text,
    reference: fc.stringMatching(/^[A-Z][A-Z0-9]{2,15}$/),
    counterparty: text,
    more: text,
  });

  it('gives back what was written, with or without ends of line and whatever the chunks', async () => {
    const dialects = fc.record<CfonbDialect>({ ending: fc.constantFrom('', '\n', '\r\n') });
    const currencies = fc.constantFrom('EUR', 'XOF', 'TND', 'USD');
    await fc.assert(
      fc.asyncProperty(
        fc.array(operations, { maxLength: 6 }),
        currencies,
        dialects,
        fc.integer({ min: 5, max: 700 }),
        async (rows, currency, dialect, size) => {
          const written = rows.map(({ minor, debit, day, valueDay, counterparty, more, ...rest }) => ({
            ...rest,
            amount: `${debit ? '-' : ''}${scaled(minor, currency)}`,
            bookingDate: `2026-01-${String(day).padStart(2, '0')}`,
            valueDate: `2026-01-${String(valueDay).padStart(2, '0')}`,
            counterparty,
            more,
            supplements: [
              ['NPY', counterparty],
              ['LIB', more],
            ] as [string, string][],
          }));
          const [statement] = await read(
            writeCfonb([{ ...base, currency, opening: '100', operations: written }], dialect),
            size,
          );
          expect(statement?.balanced).toBe(true);
          expect(statement?.entries).toEqual(
            written.map((row) =>
              expect.objectContaining({
                amount: row.amount,
                currency,
                bookingDate: row.bookingDate,
                valueDate: row.valueDate,
                remittance: `${row.label} ${row.more}`,
                counterparty: row.counterparty,
                references: expect.objectContaining({ instructionId: row.reference }),
              }),
            ),
          );
        },
      ),
      propertyRuns({ quick: 80, full: 2_000 }),
    );
  });

  it('reads any number of movements in the memory of a few', async () => {
    let held = 0;
    let total = 0;
    const zero = { ...operation, amount: '0.00' };
    const record = Buffer.from(writeCfonb([{ ...base, operations: [zero] }], { ending: '' }).slice(120, 240));
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(one);
      for (let at = 0; at < 100_000; at += 1) yield record;
      yield Buffer.from(writeCfonb([base], { ending: '' }).slice(120));
    };
    for await (const events of readStatementFile(content).events()) {
      held = Math.max(held, events.length);
      total += events.length;
    }
    expect([total, held < 5]).toEqual([100_002, true]);
  });
});

function scaled(minor: number, currency: string): string {
  const decimals = { EUR: 2, USD: 2, XOF: 0, TND: 3 }[currency] ?? 2;
  return (minor / 10 ** decimals).toFixed(decimals);
}
