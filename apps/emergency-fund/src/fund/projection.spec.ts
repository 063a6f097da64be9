import type { Terms } from '../accruals/accrual';
import { deposited } from '../accruals/bearing';
import { Pool } from '../accruals/pool';
import { asPoolFacts } from '../accruals/pool.testing';
import type { AgreedRate } from '../accruals/rates';
import { Timeline } from '../accruals/timeline';
import { type Earning, incomesOf, project } from './projection';
import { ratesUnder } from './scenarios';

const TODAY = '2026-02-20';
const pool = Pool.of(
  asPoolFacts({
    movements: [
      { project: 'P', agreement: 'A', day: '2026-01-01', minor: 360_000_00n },
      { project: null, agreement: 'A', day: '2026-01-01', minor: 360_000_00n },
    ],
    clauses: new Map(),
    projects: new Map([
      ['P', { inProgress: { days: [0], values: [true] }, isAttributed: { days: [0], values: [true] } }],
    ]),
  }),
);
const terms: Terms = {
  dayCount: '30E/360',
  compounding: 'SIMPLE',
  capitalisation: 'QUARTERLY',
  openedOn: '2026-01-01',
  maturesOn: null,
  rates: [{ from: '2026-01-01', rate: '2' }],
  own: null,
  elsewhere: deposited([]),
  charges: [],
};
const agreed: AgreedRate = { from: '2026-01-01', rate: '2', index: null, floor: null };
const onCall: Earning = {
  placement: 'MAIN',
  pool,
  terms,
  course: { rates: terms.rates, agreed: [agreed], isFixed: false },
  uncreditedFrom: '2026-01-01',
};
const outlook = { available: 1_000_00n, earnings: [onCall], today: TODAY, path: [] };

describe('projection of what may be decided', () => {
  it('counts interest on the day it is credited, and only the part of projects in progress', () => {
    // A quarter at 2 % of 360,000 € is 1,800 €: the other half of the pool is general income.
    const months = project({ ...outlook, months: 5 });
    expect(months.map(({ month, available }) => [month, available.FLAT])).toEqual([
      ['2026-03', 2_800_00n],
      ['2026-04', 2_800_00n],
      ['2026-05', 2_800_00n],
      ['2026-06', 4_600_00n],
      ['2026-07', 4_600_00n],
    ]);
  });

  it('names each credit to come with the days it pays, and they add up to what the months gain', () => {
    expect(incomesOf({ ...outlook, months: 5 }, 'FLAT')).toEqual([
      { placement: 'MAIN', from: '2026-01-01', to: '2026-03-31', on: '2026-03-31', minor: 1_800_00n },
      { placement: 'MAIN', from: '2026-04-01', to: '2026-06-30', on: '2026-06-30', minor: 1_800_00n },
    ]);
  });

  it('moves a point up and down from tomorrow on, never what is earned already', () => {
    const [march, , , june] = project({ ...outlook, months: 4 });
    // From 21 February to the end of March, 40 days of 30-day months: ±1 % is ±400 € of the first quarter.
    expect([march!.available.PLUS_100, march!.available.MINUS_100]).toEqual([3_200_00n, 2_400_00n]);
    expect([june!.available.PLUS_100, june!.available.MINUS_100]).toEqual([5_900_00n, 3_300_00n]);
  });

  it('follows a forward path from its first month on', () => {
    const path = [{ from: '2026-04', rate: '1.00' }];
    const [march, , , june] = project({ ...outlook, path, months: 4 });
    expect([march!.available.FORWARD, june!.available.FORWARD]).toEqual([2_800_00n, 3_700_00n]);
  });

  it('leaves a deposit its rate until it matures, and counts its interest then', () => {
    const deposit: Earning = {
      placement: 'TERM',
      pool,
      terms: { ...terms, capitalisation: 'AT_MATURITY', maturesOn: '2026-05-01', own: Timeline.always(720_000_00n) },
      course: { rates: terms.rates, agreed: [agreed], isFixed: true },
      uncreditedFrom: '2026-01-01',
    };
    const months = project({ ...outlook, earnings: [deposit], months: 3 });
    expect(months.map(({ available }) => available.MINUS_100)).toEqual([1_000_00n, 1_000_00n, 3_400_00n]);
  });
});

describe('rates under a scenario', () => {
  const course = (agreement: Partial<AgreedRate>) => ({
    rates: [{ from: '2026-01-01', rate: '0.50' }],
    agreed: [{ ...agreed, ...agreement }],
    isFixed: false,
  });

  it.each([
    ['MINUS_100', {}, '-0.50000000'],
    ['MINUS_100', { index: 'ESTR', floor: '0' }, '0.00000000'],
    ['PLUS_100', { index: 'ESTR', floor: '0' }, '1.50000000'],
  ] as const)('%s of 0.50 %% with %j is %s', (scenario, agreement, rate) => {
    expect(ratesUnder(scenario, course(agreement), TODAY, []).at(-1)).toEqual({ from: '2026-02-21', rate });
  });

  it('adds spread and floor to a path of the index', () => {
    const path = [
      { from: '2026-06', rate: '-0.50' },
      { from: '2025-12', rate: '1.75' },
    ];
    const rates = ratesUnder('FORWARD', course({ index: 'ESTR', rate: '0.10', floor: '0' }), TODAY, path);
    expect(rates.slice(1)).toEqual([
      { from: '2026-02-21', rate: '1.85000000' },
      { from: '2026-06-01', rate: '0.00000000' },
    ]);
  });
});
