import { epochDay } from '@abonde/calendar';
import fc from 'fast-check';
import { accruedInterest, sumOf, type Terms } from '../accruals/accrual';
import { deposited } from '../accruals/bearing';
import { Pool } from '../accruals/pool';
import { asPoolFacts } from '../accruals/pool.testing';
import { runningTotal } from '../accruals/timeline';
import { type CreditToExplain, type Gap, unexplained, varianceParts } from './variance';

// Ninety days at 3.60 % are nine thousandths of what was held.
const FROM = '2025-10-01';
const TO = '2025-12-29';
const TERMS: Terms = {
  dayCount: 'ACT/360',
  compounding: 'SIMPLE',
  capitalisation: 'QUARTERLY',
  openedOn: '2025-01-01',
  maturesOn: null,
  rates: [{ from: '2025-01-01', rate: '3.60' }],
  own: null,
  elsewhere: deposited([]),
  charges: [],
};

function poolOf(minor: bigint, day = '2025-01-01'): Pool {
  const movements = [{ project: null, agreement: 'PARIS', day, minor }];
  return Pool.of(asPoolFacts({ movements, clauses: new Map(), projects: new Map() }));
}

const since = (minor: bigint, day = '2025-01-01') => runningTotal([{ day: epochDay(day), minor }]);

function credit(given: Partial<CreditToExplain> & { holds?: bigint } = {}): CreditToExplain {
  const { holds = 100_000_000n, ...more } = given;
  return {
    pool: poolOf(100_000_000n),
    terms: TERMS,
    from: FROM,
    to: TO,
    account: { currency: 'EUR', held: since(holds), worth: since(holds) },
    gaps: [],
    restCause: 'UNIDENTIFIED',
    gross: 900_000n,
    credited: 900_000n,
    ...more,
  };
}

const francs: Gap = { cause: 'OTHER_ACCOUNT', code: 'XOF', held: since(-10_000_000n) };
const dollars: Gap = { cause: 'OTHER_POOL', code: 'USD', held: since(-20_000_000n, '2025-11-15') };

describe('why a credit is not what was expected', () => {
  it('has no parts when the account holds the pool’s money and the bank pays what was agreed', () => {
    expect(varianceParts(credit())).toEqual([]);
  });

  it('is money on another account, and of another pool, on the days they lay there', () => {
    // 100,000 € for 90 days, 200,000 € for 45.
    const parts = varianceParts(credit({ holds: 90_000_000n, gaps: [francs], gross: 810_000n, credited: 810_000n }));
    expect(parts).toEqual([{ cause: 'OTHER_ACCOUNT', code: 'XOF', minor: -90_000n }]);
    const account = { currency: 'EUR', held: since(0n), worth: runningTotal([]) };
    account.worth = runningTotal([
      { day: epochDay('2025-01-01'), minor: 90_000_000n },
      { day: epochDay('2025-11-15'), minor: -20_000_000n },
    ]);
    const both = varianceParts(credit({ account, gaps: [francs, dollars], gross: 720_000n, credited: 720_000n }));
    expect(both).toEqual([
      { cause: 'OTHER_ACCOUNT', code: 'XOF', minor: -90_000n },
      { cause: 'OTHER_POOL', code: 'USD', minor: -90_000n },
    ]);
    expect(unexplained(both)).toBe(0n);
  });

  it('is money nobody is known to own yet, where the account holds more than all that is known', () => {
    expect(varianceParts(credit({ holds: 101_000_000n, gross: 909_000n, credited: 909_000n }))).toEqual([
      { cause: 'UNIDENTIFIED', code: null, minor: 9_000n },
    ]);
  });

  it('is the bank, where it pays something else than its terms give on its own balance', () => {
    const parts = varianceParts(credit({ holds: 90_000_000n, gaps: [francs], gross: 800_000n, credited: 800_000n }));
    expect(parts.at(-1)).toEqual({ cause: 'BANK', code: null, minor: -10_000n });
    expect(unexplained(parts)).toBe(-10_000n);
  });

  it('is an exchange rate, where the account is kept in another currency', () => {
    // 1,200,000 $ are worth 1,000,000 € in the books and earn 10,800 $, booked at 0.90: 9,720 € instead of 9,000 €.
    const account = { currency: 'USD', held: since(120_000_000n), worth: since(100_000_000n) };
    const given = { account, restCause: 'OTHER_POOL', gross: 1_080_000n, credited: 972_000n } as const;
    expect(varianceParts(credit(given))).toEqual([{ cause: 'EXCHANGE', code: 'USD', minor: 72_000n }]);
    // 100 $ too little are 90 €.
    expect(varianceParts(credit({ ...given, gross: 1_070_000n, credited: 963_000n }))).toEqual([
      { cause: 'EXCHANGE', code: 'USD', minor: 72_000n },
      { cause: 'BANK', code: null, minor: -9_000n },
    ]);
  });

  it('is a charge as well as an income', () => {
    const terms = { ...TERMS, rates: [{ from: '2025-01-01', rate: '-0.40' }] };
    const given = { terms, holds: 90_000_000n, gaps: [francs], gross: -90_000n, credited: -90_000n };
    expect(varianceParts(credit(given))).toEqual([{ cause: 'OTHER_ACCOUNT', code: 'XOF', minor: 10_000n }]);
  });

  it('counts what lies in each bracket', () => {
    const tiers = [{ above: 95_000_000n, rate: '7.20' }];
    const terms = { ...TERMS, rates: [{ from: '2025-01-01', rate: '3.60', tiers }] };
    // Of the 100,000 € elsewhere, half would have earned twice as much.
    const given = { terms, holds: 90_000_000n, gaps: [francs], gross: 810_000n, credited: 810_000n };
    expect(varianceParts(credit(given))).toEqual([{ cause: 'OTHER_ACCOUNT', code: 'XOF', minor: -135_000n }]);
  });

  it('adds up to the difference, to the cent, whatever was held, paid and booked', () => {
    const cents = fc.bigInt(-(10n ** 9n), 10n ** 9n);
    const day = fc.integer({ min: epochDay('2025-09-01'), max: epochDay('2026-01-31') });
    const timeline = fc.array(fc.record({ day, minor: cents }), { maxLength: 6 }).map(runningTotal);
    fc.assert(
      fc.property(
        fc.record({
          pool: fc.bigInt(0n, 10n ** 9n).map((minor) => poolOf(minor)),
          account: fc.record({ currency: fc.constantFrom('EUR', 'USD'), held: timeline, worth: timeline }),
          gaps: fc.array(timeline, { maxLength: 3 }),
          gross: cents,
          credited: cents,
        }),
        ({ gaps, ...given }) => {
          const explained = credit({
            ...given,
            gaps: gaps.map((held, index): Gap => ({ cause: 'OTHER_ACCOUNT', code: String(index), held })),
          });
          const expected = sumOf(accruedInterest(given.pool, TERMS, FROM, TO));
          const sum = sumOf(varianceParts(explained));
          expect(sum).toBe(given.credited - expected);
        },
      ),
    );
  });
});
