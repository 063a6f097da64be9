import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { writeCamt } from './camt.fixture';
import { writeCfonb } from './cfonb.fixture';
import { csvSample } from './csv.reader';
import { writeMt940 } from './mt940.fixture';
import { read } from './reading.fixture';
import { type KnownAccount, StatementRefused } from './statement';
import { notATable, type ReadingContext } from './statement-file.reader';

const account: KnownAccount = { code: 'BNP', identifier: 'FR7630006000011234567890189', currency: 'EUR' };
const table =
  'Date;Libellé;Montant;Solde\n05/01/2026;SUBVENTION;1 250,50;2 250,50\n06/01/2026;"FRAIS";-18,00;2 232,50\n';
const mapping = csvSample(table)?.mapping;
const context: ReadingContext = {
  accounts: [account],
  table: (sample) => {
    const its = mapping ?? sample?.mapping;
    if (!its) throw notATable();
    return { account, mapping: its, closing: Money.eur('1.00') };
  },
};

const dates = { bookingDate: '2026-01-05', valueDate: '2026-01-06' };
const good: Readonly<Record<string, string>> = {
  camt: writeCamt(
    [
      {
        account: account.identifier,
        opening: '1000.00',
        number: '3',
        period: { from: '2026-01-01', to: '2026-01-31' },
        entries: [
          {
            ...dates,
            amount: '-100.00',
            batch: { paymentInformationId: 'P' },
            charges: [{ amount: '1.00', currency: 'EUR' }],
            details: [
              { amount: '-60.00', endToEndId: 'A' },
              { amount: '-40.00', counterparty: 'Dschang' },
            ],
          },
        ],
      },
    ],
    { version: '08' },
  ),
  mt940: writeMt940(
    [
      {
        account: 'FR7630006000011234567890189',
        opening: '10.00',
        openingDay: '2025-12-31',
        closingDay: '2026-01-31',
        movements: [
          {
            ...dates,
            amount: '12.50',
            own: 'OURS',
            bank: 'BANK',
            counterparty: 'SIAAP',
            endToEndId: 'E2E',
            remittance: 'MANDAT 1245',
          },
          { ...dates, amount: '-1.00', reversal: true, remittance: 'RETOUR' },
        ],
      },
    ],
    { fin: true },
  ),
  cfonb: writeCfonb([
    {
      opening: '16695.65',
      openingDay: '2025-12-31',
      closingDay: '2026-01-31',
      operations: [
        {
          ...dates,
          amount: '-22.79',
          label: 'FRAIS',
          reference: 'REF',
          supplements: [
            ['MMO', 'USD200000000012550'],
            ['NPY', 'SIAAP'],
          ],
        },
      ],
    },
  ]),
  csv: table,
};

/** A change of the kind that files really suffer: bytes turned, cut out, repeated, moved, or put in. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('turn' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), text: hostile() }),
  fc.record({ kind: fc.constant('stop' as const), at: fc.nat() }),
);

function hostile(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '\0',
      '\ufeff',
      '\ud800',
      '<!DOCTYPE a>',
      '&#0;',
      '&a;',
      ']]>',
      '-}',
      '{4:',
      ':61:',
      ':86:',
      ':62F:',
      '""',
      '";"',
    ),
    fc.constantFrom(
      '99999999999999999999',
      '-0',
      '1e9',
      'NaN',
      '}',
      '\r',
      '\n',
      '\t',
      '0000000000000R',
      '999999',
      '2026-02-30',
      '310226',
    ),
  );
}

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(bytes: Buffer, changes: readonly Change[]): Buffer {
  return changes.reduce((now, { at, ...step }) => {
    const place = now.length === 0 ? 0 : at % now.length;
    const [before, after] = [now.subarray(0, place), now.subarray(place)];
    if (step.kind === 'turn') return Buffer.concat([before, Buffer.from([step.byte]), after.subarray(1)]);
    if (step.kind === 'cut') return Buffer.concat([before, after.subarray(step.length)]);
    if (step.kind === 'repeat') return Buffer.concat([before, after.subarray(0, step.length), after]);
    if (step.kind === 'insert') return Buffer.concat([before, Buffer.from(step.text), after]);
    return before;
  }, bytes);
}

/** What is stored goes through JSON into a database, which takes no empty or half character. */
function storable(value: unknown): boolean {
  return !/\\u0000|\\ud[89a-f]/.test(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)),
  );
}

describe.each(Object.entries(good))('a damaged file of %s', (_format, text) => {
  it('is read, or refused with a reason; it never breaks the reader', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 500 }),
        async (changes, size) => {
          try {
            expect(storable(await read(changed(Buffer.from(text), changes), size, context))).toBe(true);
          } catch (error) {
            if (!(error instanceof StatementRefused)) throw error;
            expect(error.message).not.toBe('');
            expect(storable([error.message, error.figures])).toBe(true);
            refused += 1;
          }
        },
      ),
      propertyRuns({ quick: 300, full: 20_000 }),
    );
    expect(refused).toBeGreaterThan(0);
  });
});

describe('bytes that are no file at all', () => {
  it('are refused with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await expect(read(bytes, 50, { accounts: [account] })).rejects.toBeInstanceOf(StatementRefused);
      }),
      propertyRuns({ quick: 200, full: 10_000 }),
    );
  });
});
