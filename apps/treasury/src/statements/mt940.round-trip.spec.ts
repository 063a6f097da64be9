import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { type Mt940Dialect, writeMt940 } from './mt940.fixture';
import { read } from './reading.fixture';

const base = {
  ...{ account: '10020030/1234567', number: '12' },
  ...{ opening: '1000.00', openingDay: '2025-12-31', closingDay: '2026-01-31' },
};
const text = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .,()]{0,80}[A-Z0-9]$/).map((value) => value.replace(/ +/g, ' '));
const movement = fc.record({
  cents: fc.integer({ min: 1, max: 10_000_000 }),
  debit: fc.boolean(),
  reversal: fc.boolean(),
  valueDay: fc.integer({ min: 1, max: 28 }),
  bookingDay: fc.integer({ min: 1, max: 28 }),
  own: fc.stringMatching(/^[A-Z][A-Z0-9]{3,12}$/),
  bank: fc.stringMatching(/^[A-Z][A-Z0-9]{3,12}$/),
  counterparty: text,
  endToEndId: fc.stringMatching(/^[A-Z][A-Z0-9-]{3,20}$/),
  remittance: text,
});
const dialects = fc.record<Mt940Dialect>({
  information: fc.constantFrom('german', 'codewords', 'free'),
  fin: fc.boolean(),
  ending: fc.constantFrom('\n', '\r\n'),
  page: fc.integer({ min: 1, max: 4 }),
});

describe('MT940', () => {
  it('gives back what was written, in every dialect and whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(movement, { maxLength: 6 }),
        dialects,
        fc.integer({ min: 5, max: 400 }),
        async (rows, dialect, size) => {
          const movements = rows.map(({ cents, debit, valueDay, bookingDay, ...rest }) => ({
            ...rest,
            amount: `${debit ? '-' : ''}${(cents / 100).toFixed(2)}`,
            valueDate: `2026-01-${String(valueDay).padStart(2, '0')}`,
            bookingDate: `2026-01-${String(bookingDay).padStart(2, '0')}`,
          }));
          const [statement, ...more] = await read(writeMt940([{ ...base, movements }], dialect), size);
          expect(more).toEqual([]);
          expect(statement?.balanced).toBe(true);
          const free = dialect.information === 'free';
          expect(statement?.entries).toEqual(
            movements.map((written) =>
              expect.objectContaining({
                amount: written.amount,
                valueDate: written.valueDate,
                bookingDate: written.bookingDate,
                reversal: written.reversal,
                remittance: written.remittance,
                counterparty: free ? null : written.counterparty,
                references: expect.objectContaining({
                  accountServicer: written.bank,
                  instructionId: written.own,
                  endToEndId: free ? null : written.endToEndId,
                }),
              }),
            ),
          );
        },
      ),
      propertyRuns({ quick: 80, full: 2_000 }),
    );
  });
});
