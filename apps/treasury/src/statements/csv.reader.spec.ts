import { Money } from '@abonde/money';
import { type CsvContext, csvSample } from './csv.reader';
import { type CsvMapping, dayIn, signedAmount } from './csv-mapping';
import { read, refusal } from './reading.fixture';
import { readStatementFile } from './statement-file.reader';

const account = { code: 'BNP', identifier: 'FR7630006000011234567890189', currency: 'EUR' };
const french = [
  'Compte 0001234567;;;;;',
  'Date comptable;Date de valeur;Libellé;Débit;Crédit;Solde',
  '05/01/2026;06/01/2026;SUBVENTION SIAAP;;1 250,50;2 250,50',
  '06/01/2026;06/01/2026;"FRAIS; TENUE DE COMPTE";-18,00;;2 232,50',
  '31/01/2026;31/01/2026;VILLE DE LIÈGE;;67,50;2 300,00',
  'Total;;;;;',
].join('\r\n');

const sampled = (text: string): CsvMapping => {
  const sample = csvSample(text);
  if (!sample) throw new Error('nothing was proposed');
  return sample.mapping;
};
const reading = (mapping?: CsvMapping, closing?: string) => ({
  table: (sample: { mapping: CsvMapping } | null): CsvContext => ({
    account,
    mapping: mapping ?? (sample as { mapping: CsvMapping }).mapping,
    closing: closing === undefined ? null : Money.eur(closing),
  }),
});

describe('proposals for a table', () => {
  it('finds delimiter, header, dates, debit and credit, balance', () => {
    expect(sampled(french)).toEqual({
      delimiter: ';',
      encoding: 'auto',
      skippedRows: 1,
      header: ['Date comptable', 'Date de valeur', 'Libellé', 'Débit', 'Crédit', 'Solde'],
      dateFormat: 'DD/MM/YYYY',
      decimalSign: ',',
      sign: 'AS_WRITTEN',
      columns: {
        bookingDate: 0,
        valueDate: 1,
        amount: null,
        debit: 3,
        credit: 4,
        balance: 5,
        currency: null,
        counterparty: null,
        counterpartyAccount: null,
        reference: null,
        remittance: [2],
      },
    });
  });

  it.each([
    [
      'English',
      'Date,Description,Amount,Balance\n2026-01-05,Grant,"1,250.50","2,250.50"\n2026-01-06,Fee,-18.00,"2,232.50"\n',
      ',',
      'YYYY-MM-DD',
      '.',
    ],
    ['American days', 'Date,Text,Amount\n01/31/2026,Grant,12.50\n02/01/2026,Fee,-3.00\n', ',', 'MM/DD/YYYY', '.'],
    [
      'German',
      'Buchungstag;Wertstellung;Verwendungszweck;Betrag;Währung\n05.01.26;06.01.26;SPENDE;12,50;EUR\n',
      ';',
      'DD.MM.YY',
      ',',
    ],
    ['tabs', 'Date\tLibellé\tMontant\n05/01/2026\tDON\t12,5\n06/01/2026\tDON\t-3,25\n', '\t', 'DD/MM/YYYY', ','],
    ['no header', '05/01/2026;DON;12,50\n06/01/2026;FRAIS;-3,25\n', ';', 'DD/MM/YYYY', ','],
  ])('%s', (_name, text, delimiter, dateFormat, decimalSign) => {
    expect(sampled(text)).toMatchObject({ delimiter, dateFormat, decimalSign });
  });

  it('proposes nothing for what is no table of movements', () => {
    expect(csvSample('a;b;c\n1;2;3\n')).toBeNull();
    expect(csvSample('Bonjour, à demain\nCordialement\n')).toBeNull();
  });
});

describe('tables', () => {
  it('reads movements and takes the balances from their column', async () => {
    const [statement] = await read(french, 9, reading());
    expect(statement).toMatchObject({
      format: 'CSV',
      account: account.identifier,
      from: '2026-01-05',
      to: '2026-01-31',
      number: '2026-01-31',
      balanced: true,
    });
    expect([statement?.opening?.amount, statement?.closing?.amount]).toEqual(['1000.00', '2300.00']);
    expect(statement?.entries.map(({ amount, remittance, valueDate }) => [amount, remittance, valueDate])).toEqual([
      ['1250.50', 'SUBVENTION SIAAP', '2026-01-06'],
      ['-18.00', 'FRAIS; TENUE DE COMPTE', '2026-01-06'],
      ['67.50', 'VILLE DE LIÈGE', '2026-01-31'],
    ]);
  });

  it('reads the newest first as well, even where all are of one day', async () => {
    const [preamble, header, ...rows] = french.split('\r\n').slice(0, 5);
    const reversed = [preamble, header, ...rows.reverse()].join('\n');
    const [statement] = await read(reversed, 1000, reading(sampled(french)));
    expect([statement?.opening?.amount, statement?.closing?.amount, statement?.balanced]).toEqual([
      '1000.00',
      '2300.00',
      true,
    ]);
    const oneDay =
      'Date;Libellé;Montant;Solde\n05/01/2026;C;3,00;106,00\n05/01/2026;B;2,00;103,00\n05/01/2026;A;1,00;101,00\n';
    const [same] = await read(oneDay, 1000, reading());
    expect([same?.opening?.amount, same?.closing?.amount]).toEqual(['100.00', '106.00']);
  });

  it('takes the balance a person gives where the table has none', async () => {
    const text = 'Date;Libellé;Montant\n05/01/2026;A;1,00\n06/01/2026;B;-2,50\n';
    const [without] = await read(text, 1000, reading());
    expect([without?.opening, without?.balanced, without?.warnings[0]?.code]).toEqual([null, null, 'BALANCE_MISSING']);
    const [given] = await read(text, 1000, reading(undefined, '98.50'));
    expect([given?.opening?.amount, given?.closing?.amount, given?.balanced]).toEqual(['100.00', '98.50', true]);
  });

  it('says by how much the column of balances doesn’t add up', async () => {
    const [statement] = await read(french.replace('2 300,00', '2 300,01'), 1000, reading());
    expect([statement?.balanced, statement?.difference?.amount]).toEqual([false, '0.01']);
  });

  it('turns the sign where the bank writes what leaves without one', async () => {
    const text = 'Date;Libellé;Montant\n05/01/2026;ACHAT;12,00\n06/01/2026;REMBOURSEMENT;-2,00\n';
    const [statement] = await read(text, 1000, reading({ ...sampled(text), sign: 'INVERTED' }));
    expect(statement?.entries.map(({ amount }) => amount)).toEqual(['-12.00', '2.00']);
  });

  it('reads the encoding that the mapping names, or finds it', async () => {
    for (const bytes of [Buffer.from(french), Buffer.from(french, 'latin1'), Buffer.from(`\ufeff${french}`, 'utf16le')])
      expect((await read(bytes, 11, reading()))[0]?.entries[2]?.remittance).toBe('VILLE DE LIÈGE');
    const euro = Buffer.from(french.replace('SIAAP', 'EN €'), 'latin1');
    euro[euro.indexOf('EN ') + 3] = 0xa4;
    const [statement] = await read(euro, 1000, reading({ ...sampled(french), encoding: 'iso-8859-15' }));
    expect(statement?.entries[0]?.remittance).toBe('SUBVENTION EN €');
  });

  it.each([
    [
      'a day that is none',
      french.replace('31/01/2026;31/01', '31/02/2026;31/01'),
      'MALFORMED_STATEMENT',
      'line 5, column Date comptable',
    ],
    [
      'an amount that is none',
      french.replace('67,50', 'beaucoup'),
      'MALFORMED_STATEMENT',
      'beaucoup is not an amount (line 5, column Crédit',
    ],
    [
      'both debit and credit',
      french.replace('-18,00;;', '18,00;18,00;'),
      'MALFORMED_STATEMENT',
      'both a debit and a credit',
    ],
    ['neither', french.replace('-18,00;;', ';;'), 'MALFORMED_STATEMENT', 'neither debit nor credit'],
    [
      'other columns',
      french.replace('Débit;Crédit', 'Crédit;Débit'),
      'CSV_COLUMNS_CHANGED',
      'Column 4 is named “Crédit”',
    ],
    ['a column less', french.replace(';Solde', ''), 'CSV_COLUMNS_CHANGED', 'Column 6 is named “”'],
    [
      'no movement',
      french.split('\r\n').slice(0, 2).join('\n').concat('\n05/01/2026;;;;;\n'),
      'MALFORMED_STATEMENT',
      'neither',
    ],
    ['a quote without end', `${french}\n"05/01/2026;${'x'.repeat(30_000)}`, 'MALFORMED_STATEMENT', 'line'],
  ])('refuses %s and says where', async (_name, text, code, words) => {
    const error = await refusal(text, reading(sampled(french)));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('refuses another currency than the account’s, and a table of no account', async () => {
    const text = 'Date;Libellé;Montant;Devise\n05/01/2026;A;1,00;USD\n';
    expect((await refusal(text, reading())).message).toContain('in USD on an account in EUR (line 2, column Devise)');
    expect((await refusal(text)).code).toBe('CSV_ACCOUNT_MISSING');
  });

  it.each([
    ['1 250,50', ',', '1250.50'],
    ['-1.250,50', ',', '-1250.50'],
    ['1\u202f250,50 €', ',', '1250.50'],
    ["1'250.50-", '.', '-1250.50'],
    ['(12.50)', '.', '-12.50'],
    ['−3', ',', '-3.00'],
    ['+,5', ',', '0.50'],
    ['12.50 EUR', '.', '12.50'],
  ] as const)('%s is an amount', (text, sign, amount) => {
    expect(signedAmount(text, sign, 'EUR', '').amount).toBe(amount);
  });

  it('reads a day as its format says, and never the other way round', () => {
    expect(dayIn('05/11/2026', 'DD/MM/YYYY', '')).toBe('2026-11-05');
    expect(dayIn('05/11/2026', 'MM/DD/YYYY', '')).toBe('2026-05-11');
    expect(dayIn('20261105', 'YYYYMMDD', '')).toBe('2026-11-05');
    expect(dayIn('5.1.26', 'DD.MM.YY', '')).toBe('2026-01-05');
    expect(dayIn('2026-11-05T10:30:00', 'YYYY-MM-DD', '')).toBe('2026-11-05');
    expect(() => dayIn('13/13/2026', 'DD/MM/YYYY', 'x')).toThrow('is not a day');
  });

  it('reads any number of movements in the memory of a few', async () => {
    let held = 0;
    let total = 0;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('Date;Libellé;Montant\n');
      for (let at = 0; at < 2_000; at += 1) yield Buffer.from('05/01/2026;DON;1,00\n'.repeat(5));
    };
    for await (const events of readStatementFile(content, reading()).events()) {
      held = Math.max(held, events.length);
      total += events.length;
    }
    expect([total, held <= 501]).toEqual([10_002, true]);
  });
});
