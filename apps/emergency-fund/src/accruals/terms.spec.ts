import { epochDay } from '@abonde/calendar';
import { accruedInterest, sumOf, type Terms } from './accrual';
import { deposited } from './bearing';
import { explained } from './explanation';
import { Pool } from './pool';
import { asPoolFacts } from './pool.testing';
import { ratesInForce, type AgreedRate, type Fixing } from './rates';
import { Timeline } from './timeline';

const MILLION = 100_000_000n;

function poolOf(minor: bigint): Pool {
  return Pool.of(
    asPoolFacts({
      movements: [{ project: null, agreement: 'PARIS', day: '2020-12-31', minor }],
      clauses: new Map(),
      projects: new Map(),
    }),
  );
}

const plain: Terms = {
  dayCount: '30E/360',
  compounding: 'SIMPLE',
  capitalisation: 'YEARLY',
  openedOn: '2021-01-01',
  maturesOn: null,
  rates: [],
  own: null,
  elsewhere: deposited([]),
  charges: [],
};

function earned(terms: Partial<Terms>, from: string, through: string, held = MILLION): bigint {
  return sumOf(accruedInterest(poolOf(held), { ...plain, ...terms }, from, through));
}

const at = (rate: string) => [{ from: '2021-01-01', rate }];

describe('a year of a million euros at 3 %', () => {
  it.each([
    ['ACT/360', '2023', 3_041_667n],
    ['ACT/360', '2024', 3_050_000n],
    ['ACT/365F', '2023', 3_000_000n],
    ['ACT/365F', '2024', 3_008_219n],
    ['ACT/ACT', '2023', 3_000_000n],
    ['ACT/ACT', '2024', 3_000_000n],
    ['30E/360', '2023', 3_000_000n],
    ['30E/360', '2024', 3_000_000n],
  ] as const)('%s in %s', (dayCount, year, expected) => {
    expect(earned({ dayCount, rates: at('3') }, `${year}-01-01`, `${year}-12-31`)).toBe(expected);
  });

  it('weighs days of a leap year and of others apart (ACT/ACT ISDA)', () => {
    // 61 days of 366 and 59 of 365: 1,000,000 € × 3 % × (61/366 + 59/365).
    expect(earned({ dayCount: 'ACT/ACT', rates: at('3') }, '2024-11-01', '2025-02-28')).toBe(984_932n);
  });
});

describe('compounding', () => {
  it.each([
    ['SIMPLE', 'AT_MATURITY', 8_000_000n],
    // 1.04² − 1
    ['YEARLY', 'AT_MATURITY', 8_160_000n],
    // 1.01⁸ − 1
    ['QUARTERLY', 'AT_MATURITY', 8_285_671n],
    // (1 + 0.04 ⁄ 12)²⁴ − 1
    ['MONTHLY', 'AT_MATURITY', 8_314_296n],
    // Each quarter is credited at its end: three months at a time, 8 × ((1 + 0.04 ⁄ 12)³ − 1).
    ['MONTHLY', 'QUARTERLY', 8_026_696n],
    ['YEARLY', 'YEARLY', 8_000_000n],
  ] as const)('%s, credited %s: two years at 4 %% give %s', (compounding, capitalisation, expected) => {
    const terms = { compounding, capitalisation, rates: at('4') };
    expect(earned(terms, '2022-01-01', '2023-12-31')).toBe(expected);
  });

  it('keeps what money earned before it left', () => {
    const pool = Pool.of(
      asPoolFacts({
        movements: [
          { project: null, agreement: 'A', day: '2021-12-31', minor: MILLION },
          { project: null, agreement: 'A', day: '2023-01-01', minor: -MILLION },
          { project: null, agreement: 'B', day: '2023-01-01', minor: MILLION },
        ],
        clauses: new Map(),
        projects: new Map(),
      }),
    );
    const terms: Terms = { ...plain, compounding: 'YEARLY', capitalisation: 'AT_MATURITY', rates: at('4') };
    const lines = accruedInterest(pool, terms, '2022-01-01', '2023-12-31');
    expect(lines.map(({ agreement, minor }) => [agreement, minor])).toEqual([
      ['A', 4_160_000n],
      ['B', 4_000_000n],
    ]);
  });
});

describe('€STR', () => {
  // Good Friday 3 April and Easter Monday 6 April 2026: Thursday's fixing holds for five days.
  const fixings: Fixing[] = [
    { day: '2026-03-31', rate: '1.930' },
    { day: '2026-04-01', rate: '1.931' },
    { day: '2026-04-02', rate: '1.929' },
    { day: '2026-04-07', rate: '1.950' },
  ];
  const agreed = (more: Partial<AgreedRate> = {}): AgreedRate[] => [
    { from: '2026-03-31', rate: '0.10', index: 'ESTR', floor: null, ...more },
  ];
  const follow = (compounding: Terms['compounding'], more?: Partial<AgreedRate>, known = fixings): Partial<Terms> => ({
    dayCount: 'ACT/360',
    compounding,
    capitalisation: 'MONTHLY',
    openedOn: '2026-03-31',
    rates: ratesInForce(agreed(more), new Map([['ESTR', known]])),
  });

  it('adds the spread to the fixing, which holds over Easter', () => {
    // 2.030 % + 2.031 % + 5 × 2.029 % + 2.050 %, over 360 days of 100,000,000 €.
    expect(earned(follow('SIMPLE'), '2026-03-31', '2026-04-07', 100n * MILLION)).toBe(4_515_556n);
  });

  it('compounds from one TARGET day to the next and not over Easter', () => {
    const terms = { ...follow('DAILY'), capitalisation: 'AT_MATURITY' as const };
    // (1 + 0.02030⁄360) (1 + 0.02031⁄360) (1 + 5 × 0.02029⁄360) (1 + 0.02050⁄360) − 1; each day on its own would give 4,516,448.
    expect(earned(terms, '2026-03-31', '2026-04-07', 100n * MILLION)).toBe(4_516_130n);
  });

  it('ends in the same cents when a fixing comes late or is corrected', () => {
    const wrong = fixings.map(({ day, rate }) => ({ day, rate: day === '2026-04-01' ? '1.000' : rate }));
    const late = fixings.filter(({ day }) => day !== '2026-04-01');
    const asOf = (known: Fixing[]) => earned(follow('SIMPLE', {}, known), '2026-03-31', '2026-04-07', 100n * MILLION);
    expect([asOf(wrong), asOf(late), asOf(fixings)]).toEqual([4_256_944n, 4_515_278n, 4_515_556n]);
  });

  it.each([
    ['no floor', null, '-0.571', '-0.471'],
    ['a floor of nothing', '0', '-0.571', '0'],
    ['a floor above nothing', '0.25', '-0.571', '0.25'],
    ['a floor below the rate', '0', '1.930', '2.03'],
  ])('with %s', (_, floor, fixing, expected) => {
    expect(ratesInForce(agreed({ floor }), new Map([['ESTR', [{ day: '2026-03-31', rate: fixing }]]]))).toEqual([
      { from: '2026-03-31', rate: expected },
    ]);
  });

  it('earns nothing until a first fixing is known, and ends where the next rate begins', () => {
    const history: AgreedRate[] = [...agreed(), { from: '2026-04-02', rate: '1.00', index: null, floor: null }];
    expect(ratesInForce(history, new Map([['ESTR', fixings.slice(1)]])).map(({ from, rate }) => [from, rate])).toEqual([
      ['2026-03-31', '0'],
      ['2026-04-01', '2.031'],
      ['2026-04-02', '1.00'],
    ]);
  });
});

describe('brackets', () => {
  const rates = [
    {
      from: '2021-01-01',
      rate: '1',
      tiers: [
        { above: MILLION, rate: '0.5' },
        { above: 2n * MILLION, rate: '0' },
      ],
    },
  ];

  it.each([
    [MILLION / 2n, 500_000n],
    [MILLION, 1_000_000n],
    [MILLION + MILLION / 2n, 1_250_000n],
    [5n * MILLION, 1_500_000n],
  ])('give a year on %s cents %s', (held, expected) => {
    expect(earned({ rates }, '2022-01-01', '2022-12-31', held)).toBe(expected);
  });

  it('earn on a fixed sum too, and beside deposits on what is free', () => {
    expect(earned({ rates, own: Timeline.always(3n * MILLION) }, '2022-01-01', '2022-12-31')).toBe(1_500_000n);
    const deposits = [{ from: '2022-01-01', until: '2022-07-01', principal: MILLION }];
    expect(earned({ rates, elsewhere: deposited(deposits) }, '2022-01-01', '2022-12-31', 2n * MILLION)).toBe(
      1_250_000n,
    );
  });

  it('share by nombres', () => {
    const pool = Pool.of(
      asPoolFacts({
        movements: [
          { project: null, agreement: 'A', day: '2021-12-31', minor: MILLION },
          { project: null, agreement: 'B', day: '2022-07-01', minor: 2n * MILLION },
        ],
        clauses: new Map(),
        projects: new Map(),
      }),
    );
    const lines = explained(pool, { ...plain, rates }, '2022-01-01', '2022-12-31');
    expect(lines.map(({ agreement, rate, minor }) => [agreement, rate, minor])).toEqual([
      ['A', '1 / 0.5 / 0', 625_000n],
      ['B', '1 / 0.5 / 0', 625_000n],
    ]);
  });
});

describe('terms', () => {
  const pool = poolOf(3n * MILLION);
  const year: Terms = { ...plain, openedOn: '2025-01-01' };

  it('makes days at a negative rate one general charge', () => {
    const lines = accruedInterest(
      pool,
      {
        ...year,
        rates: [
          { from: '2025-01-01', rate: '-0.25' },
          { from: '2025-07-01', rate: '0.60' },
        ],
      },
      '2025-01-01',
      '2025-12-31',
    );
    expect(lines).toMatchObject([
      { agreement: 'PARIS', disposition: 'GENERAL', minor: 900_000n, isCharge: false },
      { agreement: 'AIMF-GENERAL', disposition: 'GENERAL', minor: -375_000n, isCharge: true },
    ]);
  });

  it('lets a deposit bear on its own sum, and the rest of the pool on the rest', () => {
    const deposit = { from: '2025-01-01', until: '2025-07-01', principal: MILLION };
    const onDeposit = accruedInterest(
      pool,
      {
        ...year,
        maturesOn: '2025-07-01',
        own: Timeline.always(MILLION),
        rates: [{ from: '2025-01-01', rate: '2.40' }],
      },
      '2025-01-01',
      '2025-12-31',
    );
    const onTheRest = accruedInterest(
      pool,
      { ...year, elsewhere: deposited([deposit]), rates: [{ from: '2025-01-01', rate: '1' }] },
      '2025-01-01',
      '2025-12-31',
    );
    expect(sumOf(onDeposit)).toBe(1_200_000n);
    expect(sumOf(onTheRest)).toBe(2_500_000n);
  });

  it('costs what changes, not what days: a century asks no more than a day', () => {
    const looksInto = (from: string, until: string): number => {
      let looks = 0;
      pool.weigh(epochDay(from), epochDay(until), (day) => {
        looks += 1;
        return BigInt(day);
      });
      return looks;
    };
    expect(looksInto('2025-01-01', '2025-01-02')).toBeGreaterThan(0);
    expect(looksInto('2025-01-01', '2125-01-01')).toBe(looksInto('2025-01-01', '2025-01-02'));
  });
});
