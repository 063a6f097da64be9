import { addDays, epochDay } from '@abonde/calendar';
import { shareOut } from './accrual';
import { distribute, type Ruling } from './distribution';
import type { Clause, ProjectHistory } from './dispositions';
import { Pool } from './pool';
import { asPoolFacts } from './pool.testing';
import { workedExample } from './worked-example.fixture';

const runs: ProjectHistory = {
  inProgress: { days: [epochDay('2020-01-01')], values: [true] },
  isAttributed: { days: [epochDay('2020-01-01')], values: [true] },
};
const clauses = new Map<string, Clause[]>([['GATES', [{ from: '2017-01-01', kind: 'RETAIN_IN_AGREEMENT' }]]]);

function nombres(movements = workedExample.movements) {
  const projects = new Map(['SIEM-REAP', 'HUE', 'OGOU1'].map((project) => [project, runs]));
  const pool = Pool.of(asPoolFacts({ movements, clauses, projects }));
  return pool.nombres(epochDay(workedExample.from), epochDay(addDays(workedExample.to, 1)));
}

describe('the worked example: a quarter of 92 days over seven sub-balances', () => {
  it('counts the nombres of each line', () => {
    expect(Object.fromEntries(nombres().map(({ key, weight }) => [key, weight]))).toEqual(workedExample.nombres);
    expect(nombres().reduce((sum, { weight }) => sum + weight, 0n)).toBe(workedExample.total);
  });

  it('counts the same whatever the order in which movements were learnt', () => {
    const backwards = nombres([...workedExample.movements].reverse());
    expect(Object.fromEntries(backwards.map(({ key, weight }) => [key, weight]))).toEqual(workedExample.nombres);
  });

  it.each(workedExample.cases)('shares $amount to the cent', ({ amount, parts }) => {
    const shared = new Map(shareOut(amount, nombres()).map(({ key, minor }) => [key, minor]));
    expect(Object.keys(workedExample.nombres).map((key) => shared.get(key) ?? 0n)).toEqual(parts);
  });
});

describe('what becomes of a credit', () => {
  const none: Ruling = { charges: [], clauses, cumulated: new Map() };

  it('leaves a negative credit to the general charges', () => {
    expect(distribute(-243117n, nombres(), workedExample.to, none)).toMatchObject([
      { project: null, agreement: 'AIMF-GENERAL', disposition: 'GENERAL', minor: -243117n, isCharge: true },
    ]);
  });

  it('takes a negative credit from the fund where that was decided', () => {
    const decided: Ruling = { ...none, charges: [{ from: workedExample.to, bearer: 'EMERGENCY_FUND' }] };
    expect(distribute(-243117n, nombres(), workedExample.to, decided)).toMatchObject([
      { project: null, agreement: null, disposition: 'EMERGENCY_FUND', minor: -243117n, isCharge: true },
    ]);
  });

  it('gives a credit with nothing behind it to the general income', () => {
    expect(distribute(500n, [], workedExample.to, none)).toMatchObject([
      { agreement: 'AIMF-GENERAL', disposition: 'GENERAL', minor: 500n },
    ]);
  });

  it('returns to the donor what goes above a threshold, over all credits together', () => {
    const thresholds: Ruling = {
      charges: [],
      clauses: new Map([['UE', [{ from: '2020-01-01', kind: 'THRESHOLD', threshold: 1000n }]]]),
      cumulated: new Map(),
    };
    const line = [
      { key: 'OGOU1/UE/THRESHOLD', project: 'OGOU1', agreement: 'UE', disposition: 'THRESHOLD' as const, weight: 1n },
    ];
    const brief = (amount: bigint) =>
      distribute(amount, line, '2025-12-31', thresholds).map(({ disposition, minor }) => [disposition, minor]);
    expect(brief(700n)).toEqual([['EMERGENCY_FUND', 700n]]);
    expect(brief(700n)).toEqual([
      ['EMERGENCY_FUND', 300n],
      ['RETURN_TO_DONOR', 400n],
    ]);
    expect(brief(700n)).toEqual([['RETURN_TO_DONOR', 700n]]);
  });
});
