import { writeMt940, type WrittenMt940 } from './mt940.fixture';
import type { EntryView } from './preview';
import { read, refusal } from './reading.fixture';
import { readStatementFile } from './statement-file.reader';

const base: WrittenMt940 = {
  account: '10020030/1234567',
  number: '12',
  opening: '1000.00',
  openingDay: '2025-12-31',
  closingDay: '2026-01-31',
  movements: [],
};

/** One message with these lines between its balances. */
function message(lines: string[], closing = 'C260131EUR1000,00'): string {
  return [
    ':20:X',
    ':25:FR7630006000011234567890189',
    ':28C:7/1',
    ':60F:C251231EUR1000,00',
    ...lines,
    `:62F:${closing}`,
    '-',
  ].join('\n');
}

async function entryOf(...lines: string[]): Promise<EntryView> {
  const [statement] = await read(message(lines));
  return statement?.entries[0] as EntryView;
}

describe('MT940 statements', () => {
  it('reads balances, number, both dates and references', async () => {
    const text = writeMt940([
      {
        ...base,
        movements: [
          {
            amount: '250.50',
            valueDate: '2026-01-06',
            bookingDate: '2026-01-05',
            own: 'OURS',
            bank: 'BK77',
            counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
            endToEndId: 'E2E-1',
            remittance: 'MANDAT 1245 RF92SIAAP2025T1',
          },
          { amount: '-20.00', valueDate: '2026-01-31', bookingDate: '2026-01-31', remittance: 'FRAIS' },
        ],
      },
    ]);
    const [statement] = await read(text);
    expect(statement).toMatchObject({
      format: 'MT940',
      account: '10020030/1234567',
      number: '12',
      from: '2025-12-31',
      to: '2026-01-31',
      balanced: true,
    });
    expect(statement?.closing?.amount).toBe('1230.50');
    expect(statement?.entries[0]).toMatchObject({
      amount: '250.50',
      bookingDate: '2026-01-05',
      valueDate: '2026-01-06',
      counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
      remittance: 'MANDAT 1245 RF92SIAAP2025T1',
      references: { accountServicer: 'BK77', instructionId: 'OURS', endToEndId: 'E2E-1' },
    });
  });

  it.each([
    ['C', '10.00', false],
    ['D', '-10.00', false],
    ['RC', '-10.00', true],
    ['RD', '10.00', true],
    ['CR', '10.00', false],
    ['RCR', '-10.00', true],
  ])('%s of a movement gives %s', async (mark, amount, reversal) => {
    expect(await entryOf(`:61:2601050105${mark}10,NTRFNONREF`)).toMatchObject({ amount, reversal });
  });

  it.each([
    ['2512310102', '2025-12-31', '2026-01-02'],
    ['2601021231', '2026-01-02', '2025-12-31'],
    ['260115', '2026-01-15', '2026-01-15'],
    ['2402290301', '2024-02-29', '2024-03-01'],
  ])('infers the year of the entry date in %s', async (dates, valueDate, bookingDate) => {
    expect(await entryOf(`:61:${dates}C1,00NTRFNONREF`)).toMatchObject({ valueDate, bookingDate });
  });

  it('takes 30 February for the last day of the month and says so', async () => {
    const [statement] = await read(message([':61:2602300301D6,00N024NONREF'], 'C260301EUR994,00'));
    expect(statement?.entries[0]).toMatchObject({ valueDate: '2026-02-28', bookingDate: '2026-03-01' });
    expect(statement?.warnings).toEqual([
      expect.objectContaining({ code: 'DATE_CLAMPED', figures: { day: '2026-02-28' } }),
    ]);
  });

  it('reads the fields of German banks, whatever separates them and wherever they wrap', async () => {
    for (const separator of ['?', '<', '+']) {
      const fields = [
        '166',
        '00GUTSCHRIFT',
        '20EREF-LOS KEIN WORT HIER UND',
        '21 NOCH MEHR',
        '30BNPAFRPP',
        '31FR7630006000011234567890189',
        '32SIAAP SYNDICAT INTERDEPARTE',
        '33MENTAL',
        '60ZUSATZ',
      ];
      const text = fields.join(separator);
      const entry = await entryOf(':61:260105C1,00NTRFNONREF', `:86:${text.slice(0, 65)}`, text.slice(65));
      expect(entry).toMatchObject({
        counterparty: 'SIAAP SYNDICAT INTERDEPARTEMENTAL',
        counterpartyAccount: 'FR7630006000011234567890189',
        transactionCode: '166',
        information: 'GUTSCHRIFT',
      });
      expect(entry.remittance).toContain('NOCH MEHR');
      expect(entry.remittance).toContain('ZUSATZ');
    }
  });

  it('reads SEPA words inside German fields', async () => {
    const entry = await entryOf(
      ':61:260105C1,00NTRFKREF+//BD7CFA',
      ':86:166?00RETOURE?20EREF+E2E-77?21KREF+K-5?22MREF+M-9?23OAMT+USD12,50?24SVWZ+RF75AESN2025042?25 SOLDE?34914',
    );
    expect(JSON.parse(JSON.stringify(entry))).toMatchObject({
      references: { endToEndId: 'E2E-77', instructionId: 'K-5', mandateId: 'M-9', accountServicer: 'BD7CFA' },
      remittance: 'RF75AESN2025042 SOLDE',
      original: { amount: '12.50', currency: 'USD' },
      returnReason: '914',
    });
  });

  it('reads codewords between slashes', async () => {
    const entry = await entryOf(
      ':61:260105C1,00NTRFEREF            ',
      ':86:/TRTP/SEPA OVERBOEKING/IBAN/NL70ABNA0987654321/BIC/ABNANL2A/NAME/VILLE D',
      'E LIEGE/REMI/USTD//SUBVENTION 2026/EREF/NOTPROVIDED',
    );
    expect(entry).toMatchObject({
      counterparty: 'VILLE DE LIEGE',
      counterpartyAccount: 'NL70ABNA0987654321',
      remittance: 'SUBVENTION 2026',
      references: { endToEndId: null, instructionId: null },
    });
    const counterparty = await entryOf(
      ':61:260105C1,00NTRFEREF//9',
      ':86:/EREF/E2E-9//CNTP/NL32INGB0000012345/INGBNL2A/Ville de Namur///REMI/STRD/CUR/RF18539007547034/',
    );
    expect(counterparty).toMatchObject({
      counterparty: 'Ville de Namur',
      references: { endToEndId: 'E2E-9', structured: 'RF18539007547034' },
    });
  });

  it('reads free text that wraps anywhere, or is empty', async () => {
    const text = 'VIREMENT DE LA VILLE DE LUXEMBOURG REFERENCE RF92SIAAP2025T1 POUR LE PROJET SIEM REAP';
    expect((await entryOf(':61:260105C1,00NTRFNONREF', `:86:${text.slice(0, 65)}`, text.slice(65))).remittance).toBe(
      text,
    );
    expect((await entryOf(':61:260105C1,00NTRFNONREF', ':86:VIREMENT', 'DE LIEGE')).remittance).toBe(
      'VIREMENT DE LIEGE',
    );
    expect((await entryOf(':61:260105C1,00NTRFNONREF', ':86:')).remittance).toBe('');
    expect((await entryOf(':61:260105C1,00NTRFNONREF')).remittance).toBe('');
  });

  it('keeps the amount as it was sent and the charges', async () => {
    const entry = await entryOf(':61:260105C100,00NTRFNONREF//B1', '/OCMT/USD125,00//CHGS/EUR15,00/', ':86:VIREMENT');
    expect(JSON.parse(JSON.stringify(entry))).toMatchObject({
      original: { amount: '125.00', currency: 'USD' },
      charges: { amount: '15.00', currency: 'EUR' },
      information: null,
    });
  });

  it('puts the pages of a statement together', async () => {
    const movements = Array.from({ length: 7 }, (_, at) => ({
      amount: `${at + 1}.00`,
      valueDate: '2026-01-05',
      bookingDate: '2026-01-05',
    }));
    const [one, ...rest] = await read(writeMt940([{ ...base, movements }], { page: 3 }));
    expect(rest).toEqual([]);
    expect(one?.entries).toHaveLength(7);
    expect(one?.closing?.amount).toBe('1028.00');
  });

  it('opens a statement whose first page the file doesn’t hold', async () => {
    const text = writeMt940([base]).replace(':60F:', ':60M:');
    expect((await read(text))[0]?.opening?.amount).toBe('1000.00');
  });

  it.each([
    ['lines of the bank before the message', `ABNANL2A\n940\nABNANL2A\n${message([])}`],
    ['a number of the message type', `:940:\n${message([])}`],
    ['another end', message([]).replace(/-$/, '-XXX\n')],
    ['no end', message([]).replace(/\n-$/, '')],
    ['blank lines', message(['', ''])],
    [
      'a text after the closing balance',
      message([]).replace(/-$/, ':64:C260131EUR1,\n:65:C260201EUR1,\n:86:TOTAUX\n-'),
    ],
    ['a closing balance without currency', message([], 'C2601311000,00')],
    ['amounts padded with zeros', message([], 'C260131EUR000000001000,00')],
    ['FIN blocks', writeMt940([base], { fin: true })],
  ])('accepts %s', async (_name, text) => {
    const [statement] = await read(text);
    expect(statement).toMatchObject({ balanced: true, warnings: [] });
  });

  it('reads the tags some banks have of their own, and tells of those nobody knows', async () => {
    const [statement] = await read(
      message(
        [
          ':61:2601110111CF10,00S   X',
          ':NS:01SUBVENTION',
          '02SUITE',
          '15VILLE DE',
          '16 GENEVE',
          '17VIREMENT',
          ':99Z:?',
        ],
        'C260131EUR1010,00',
      ),
    );
    expect(statement?.entries[0]).toMatchObject({ counterparty: 'VILLE DE GENEVE', remittance: 'SUBVENTION SUITE' });
    expect(statement?.warnings).toEqual([
      expect.objectContaining({ code: 'UNKNOWN_RECORD', figures: { tag: ':99Z:' } }),
    ]);
  });

  it.each([
    ['FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
    ['FR7630006000011234567890189EUR', 'FR7630006000011234567890189'],
    ['BNPAFRPP/00012345678/EUR', 'BNPAFRPP/00012345678'],
    ['0001234567', '0001234567'],
  ])('names the account of %s', async (written, account) => {
    const [statement] = await read(writeMt940([{ ...base, account: written }]));
    expect(statement?.account).toBe(account);
  });

  it('reads the encoding of Windows where the text isn’t UTF-8', async () => {
    const text = writeMt940([
      {
        ...base,
        movements: [
          { amount: '1.00', valueDate: '2026-01-05', bookingDate: '2026-01-05', remittance: 'Ville de Liège – été' },
        ],
      },
    ]);
    const windows = Buffer.concat(
      [...text].map((letter) => (letter === '–' ? Buffer.from([0x96]) : Buffer.from(letter, 'latin1'))),
    );
    for (const bytes of [
      Buffer.from(text),
      windows,
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
    ])
      expect((await read(bytes, 13))[0]?.entries[0]?.remittance).toBe('Ville de Liège – été');
  });

  it.each([
    [
      'a report of the day',
      ':20:X\n:25:1\n:28C:1\n:34F:EUR0,\n:61:2601050105C1,NTRFNONREF\n',
      'UNSUPPORTED_FORMAT',
      'MT942',
    ],
    ['a message that stops', ':20:X\n:25:1\n:28C:1\n:60F:C260101EUR1,\n', 'MALFORMED_STATEMENT', 'no closing balance'],
    ['no statement', ':20:START', 'MALFORMED_STATEMENT', 'no statement'],
    ['no account', message([]).replace(/:25:.*\n/, ''), 'MALFORMED_STATEMENT', 'no account'],
    ['a movement that is none', message([':61:TOTO']), 'MALFORMED_STATEMENT', 'line 5, :61:'],
    ['a month that is none', message([':61:261305C1,00NTRFNONREF']), 'MALFORMED_STATEMENT', '2026-13-05 is not a day'],
    ['a currency that is gone', message([]).replaceAll('EUR', 'DEM'), 'MALFORMED_STATEMENT', 'DEM is not a currency'],
    ['two currencies', message([], 'C260131USD1000,00'), 'MALFORMED_STATEMENT', 'in USD'],
    ['too many decimals', message([':61:260105C1,001NTRFNONREF']), 'MALFORMED_STATEMENT', 'more decimals'],
    ['a line without end', message([`:86:${'x'.repeat(25_000)}`]), 'MALFORMED_STATEMENT', 'too long'],
    [
      'a field without end',
      message([':61:260105C1,00NTRFNONREF', ':86:x', ...Array.from({ length: 400 }, () => 'y')]),
      'MALFORMED_STATEMENT',
      'too long',
    ],
  ])('refuses %s and says where', async (_name, text, code, words) => {
    const error = await refusal(text);
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('reads any number of movements in the memory of a few', async () => {
    const head = message([]).split('\n').slice(0, 4).join('\n');
    const lines = Buffer.from(`\n:61:2601050105C1,00NTRFNONREF//B1\n:86:${'x'.repeat(60)}`);
    let held = 0;
    let total = 0;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head);
      for (let at = 0; at < 100_000; at += 1) yield lines;
      yield Buffer.from('\n:62F:C260131EUR101000,00\n-');
    };
    for await (const events of readStatementFile(content).events()) {
      held = Math.max(held, events.length);
      total += events.length;
    }
    expect(total).toBe(100_002);
    expect(held).toBeLessThan(3);
  });
});
