import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import type { CsvMapping } from './csv-mapping';
import { read } from './reading.fixture';

const account = { code: 'BNP', identifier: 'FR7630006000011234567890189', currency: 'EUR' };
const rows = fc.array(
  fc.record({
    cents: fc.integer({ min: 1, max: 100_000_000 }),
    debit: fc.boolean(),
    day: fc.integer({ min: 1, max: 28 }),
    text: fc.stringMatching(/^[A-Za-z0-9éÈ"';,|.&-]{1,30}$/).filter((value) => !/^["']/.test(value)),
    payer: fc.stringMatching(/^[A-Z][A-Z ]{0,20}[A-Z]$/).map((value) => value.replace(/ +/g, ' ')),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('tables', () => {
  it('gives back what was written, whatever the layout and the chunks', async () => {
    const layouts = fc.record({
      delimiter: fc.constantFrom(';' as const, ',' as const, '\t' as const, '|' as const),
      dateFormat: fc.constantFrom(
        'DD/MM/YYYY' as const,
        'YYYY-MM-DD' as const,
        'MM/DD/YYYY' as const,
        'YYYYMMDD' as const,
      ),
      decimalSign: fc.constantFrom(',' as const, '.' as const),
      paired: fc.boolean(),
      descending: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(rows, layouts, fc.integer({ min: 3, max: 300 }), async (movements, layout, size) => {
        const sorted = [...movements].sort((left, right) => left.day - right.day);
        const { text, mapping } = written(sorted, layout);
        const [statement] = await read(text, size, { table: () => ({ account, mapping, closing: null }) });
        expect(statement?.balanced).toBe(true);
        const entries = layout.descending ? [...(statement?.entries ?? [])].reverse() : statement?.entries;
        expect(
          entries?.map(({ amount, bookingDate, remittance, counterparty }) => [
            amount,
            bookingDate,
            remittance,
            counterparty,
          ]),
        ).toEqual(
          sorted.map(({ cents, debit, day, text: remittance, payer }) => [
            `${debit ? '-' : ''}${(cents / 100).toFixed(2)}`,
            `2026-01-${String(day).padStart(2, '0')}`,
            remittance,
            payer,
          ]),
        );
      }),
      propertyRuns({ quick: 80, full: 2_000 }),
    );
  });
});

interface Layout {
  delimiter: CsvMapping['delimiter'];
  dateFormat: 'DD/MM/YYYY' | 'YYYY-MM-DD' | 'MM/DD/YYYY' | 'YYYYMMDD';
  decimalSign: ',' | '.';
  paired: boolean;
  descending: boolean;
}

function written(
  movements: { cents: number; debit: boolean; day: number; text: string; payer: string }[],
  { delimiter, dateFormat, decimalSign, paired, descending }: Layout,
): { text: string; mapping: CsvMapping } {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const amount = (cents: number) => (cents / 100).toFixed(2).replace('.', decimalSign);
  let balance = 0;
  const lines = movements.map(({ cents, debit, day, text, payer }) => {
    balance += debit ? -cents : cents;
    const signed = paired
      ? [debit ? amount(cents) : '', debit ? '' : amount(cents)]
      : [`${debit ? '-' : ''}${amount(cents)}`, ''];
    const date = dateFormat.replace('YYYY', '2026').replace('MM', '01').replace('DD', String(day).padStart(2, '0'));
    return [date, text, payer, ...signed, `${balance < 0 ? '-' : ''}${amount(Math.abs(balance))}`]
      .map(cell)
      .join(delimiter);
  });
  const header = ['Date', 'Libellé', 'Tiers', 'Un', 'Deux', 'Solde'];
  return {
    text: [header.join(delimiter), ...(descending ? lines.reverse() : lines)].join('\n'),
    mapping: {
      delimiter,
      encoding: 'auto',
      skippedRows: 0,
      header,
      dateFormat,
      decimalSign,
      sign: 'AS_WRITTEN',
      columns: {
        bookingDate: 0,
        valueDate: null,
        amount: paired ? null : 3,
        debit: paired ? 3 : null,
        credit: paired ? 4 : null,
        balance: 5,
        currency: null,
        counterparty: 2,
        counterpartyAccount: null,
        reference: null,
        remittance: [1],
      },
    },
  };
}
