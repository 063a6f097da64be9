import { propertyRuns } from '@abonde/testing';
import { addDays, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import fc from 'fast-check';
import { read } from '../../apps/treasury/src/statements/reading.fixture';
import { OTHER_ACCOUNTS, statementFile } from './accounts';
import { type BankEntry, entry, type Statement } from './bank';

const accounts = [OTHER_ACCOUNTS.USD, OTHER_ACCOUNTS.XOF, { ...OTHER_ACCOUNTS.CHF, currency: 'TND' }];
const formats = ['camt.053', 'MT940', 'CFONB 120'] as const;
/** Letters of a text that each format keeps, whatever spaces stand between them. */
const kept = { 'camt.053': Infinity, MT940: Infinity, 'CFONB 120': 50 };

const day = fc.integer({ min: 0, max: 30 }).map((more): Day => addDays('2025-12-20', more));
/** What people write, without what banks read as a code word. */
const words = fc
  .array(fc.stringMatching(/^[A-Za-z0-9ÀÉèçôœ'(),.’&+-]{1,12}$/), { minLength: 1, maxLength: 14 })
  .map((parts) => parts.join(' '));
const movement = fc.record({
  minor: fc.bigInt({ min: 1n, max: 10_000_000_000n }),
  debit: fc.boolean(),
  bookedOn: day,
  valueOn: day,
  counterparty: words.map((text) => text.slice(0, 60).trim()),
  remittance: words,
  endToEndId: fc.option(fc.stringMatching(/^[A-Z0-9]{6,32}$/).filter((text) => !/^0+$/.test(text))),
});
type Movement = typeof movement extends fc.Arbitrary<infer T> ? T : never;

/** As a bank's letters leave a text: no accents, and spaces where its lines end. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9/?:().,'+-]+/g, '')
    .toUpperCase();
}

function written(currency: string, { minor, debit, bookedOn, valueOn, ...more }: Movement): BankEntry {
  const amount = Money.minor(debit ? -minor : minor, currency);
  return { ...entry(bookedOn, amount, more.counterparty, more.remittance, { kind: 'unknown' }), valueOn };
}

function statementOf(opening: Money, entries: BankEntry[]): Statement {
  const closing = entries.reduce((sum, { amount }) => sum.plus(amount), opening);
  return { month: '2026-01', from: '2025-12-20', to: '2026-01-31', opening, closing, entries };
}

describe.each(formats)('what the simulated bank writes as %s', (format) => {
  it('reads back as it was: balances, amounts, days, references, texts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...accounts),
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        fc.array(movement, { maxLength: 12 }),
        fc.integer({ min: 1, max: 400 }),
        async (account, held, movements, size) => {
          const entries = movements.map((one) => written(account.currency, one));
          const statement = statementOf(Money.minor(held, account.currency), entries);
          const { content } = statementFile(account, format, statement, (at) => {
            const { endToEndId } = movements[entries.indexOf(at)] ?? {};
            return endToEndId ? { endToEndId } : {};
          });
          const [found, ...others] = await read(content, size);
          expect(others).toEqual([]);
          expect(found).toMatchObject({ format, account: account.iban, currency: account.currency, balanced: true });
          expect([found?.opening?.minor, found?.closing?.minor]).toEqual([held, statement.closing.minor]);
          expect(found?.entries.map(({ amount, bookingDate, valueDate }) => [amount, bookingDate, valueDate])).toEqual(
            entries.map(({ amount, bookedOn, valueOn }) => [amount.amount, bookedOn, valueOn]),
          );
          found?.entries.forEach((one, at) => {
            const { counterparty, remittance, endToEndId } = movements[at] as Movement;
            expect(one.references.endToEndId).toBe(endToEndId);
            expect(plain(one.counterparty ?? '')).toBe(plain(counterparty));
            expect(plain(remittance).startsWith(plain(one.remittance))).toBe(true);
            expect(plain(one.remittance).length).toBeGreaterThanOrEqual(
              Math.min(plain(remittance).length, kept[format]),
            );
          });
        },
      ),
      propertyRuns({ quick: 60, full: 1_000 }),
    );
  });
});
