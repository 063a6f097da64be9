import { noRestrictions, type Restrictions } from '../agreements/agreement';
import { checkLines } from './adjustment';
import { exclusion, type Giver, preference } from './eligibility';
import { obstaclesTo } from './obstacle';
import { demandOf, fundCeiling, type Limits, sourceParts, type Subsidy } from './plan';
import { split } from './split';

const giver = (code: string, changes: Partial<Giver> = {}): Giver => ({
  code,
  donor: code,
  donorName: code,
  instrument: 'COOPERATION',
  countsAs: 'FUND',
  internal: false,
  earmark: { level: 'NONE' },
  restrictions: noRestrictions,
  period: { from: '2018-01-01', to: '2028-12-31' },
  eligibility: changes.period ?? { from: '2018-01-01', to: '2028-12-31' },
  unspentClause: 'ASK',
  coFinancingCap: null,
  aidRate: null,
  ...changes,
});
const restricted = (changes: Partial<Restrictions>) => ({ restrictions: { ...noRestrictions, ...changes } });
const general = giver('AIMF-GENERAL', { donor: 'AIMF', internal: true });
const limits = (...givers: Giver[]): Limits => ({
  givers: new Map(givers.map((one) => [one.code, one])),
  freeFrom: new Map(givers.map(({ code }) => [code, '2020-01-01'])),
});
const subsidy = (changes: Partial<Subsidy> = {}): Subsidy => ({
  project: 'P',
  programme: null,
  instrument: 'COOPERATION',
  theme: 'WATER_SANITATION',
  country: 'KH',
  period: { from: '2020-01-01', to: '2026-12-31' },
  sessionDate: '2020-03-01',
  session: 'S',
  attributedTotal: 80_000n,
  planTotal: 100_000n,
  fundShare: 80_000n,
  cityShare: 20_000n,
  fundSources: [],
  lines: [],
  ...changes,
});

function proposed(
  one: Subsidy,
  bounds: Limits,
  free: Record<string, bigint>,
  given: { agreement: string; amount: bigint }[] = [],
) {
  const purses = Object.entries(free).map(([agreement, amount]) => ({
    agreement,
    free: amount,
    countsAs: 'FUND' as const,
  }));
  const totals = new Map<string, bigint>();
  for (const { agreement, amount } of split([demandOf(one, given, bounds)], purses).get('P') ?? [])
    totals.set(agreement, (totals.get(agreement) ?? 0n) + amount);
  return Object.fromEntries([...totals].sort());
}

describe('who may give', () => {
  const receiver = subsidy({ programme: 'ISSV' });
  it.each<[string, Partial<Giver>, string | null]>([
    ['an open agreement', {}, null],
    ['another instrument', { instrument: 'GOVERNANCE' }, 'INSTRUMENT_MISMATCH'],
    ['own resources, whatever the instrument', { instrument: 'GOVERNANCE', internal: true }, null],
    ['its project', { earmark: { level: 'PROJECT', projects: ['P'] } }, null],
    ['another project', { earmark: { level: 'PROJECT', projects: ['Q'] } }, 'EARMARK_EXCLUDES_PROJECT'],
    ['its programme', { earmark: { level: 'PROGRAMME', programmes: ['ISSV'] } }, null],
    ['its theme', { earmark: { level: 'THEME', themes: ['WATER_SANITATION'] } }, null],
    ['another theme', { earmark: { level: 'THEME', themes: ['CULTURE'] } }, 'EARMARK_EXCLUDES_PROJECT'],
    ['another country', { earmark: { level: 'COUNTRY', countries: ['BJ'] } }, 'EARMARK_EXCLUDES_PROJECT'],
    ['an appeal', { earmark: { level: 'EVENT', case: 'P' } }, 'EARMARK_EXCLUDES_PROJECT'],
    ['a country among those it serves', restricted({ countries: ['BJ', 'KH'] }), null],
    ['a country it does not serve', restricted({ countries: ['BJ'] }), 'COUNTRY_EXCLUDED'],
    ['a country it rules out', restricted({ excludedCountries: ['KH'] }), 'COUNTRY_EXCLUDED'],
    ['a theme it rules out', restricted({ excludedThemes: ['WATER_SANITATION'] }), 'THEME_EXCLUDED'],
    ['a period over by then', { period: { from: '2019-06-01', to: '2020-01-01' } }, 'OUTSIDE_AGREEMENT_PERIOD'],
    ['a period of the day of the allocation', { period: { from: '2020-03-01', to: '2020-03-01' } }, null],
    ['a period that holds neither', { period: { from: '2020-01-02', to: '2020-02-29' } }, 'OUTSIDE_AGREEMENT_PERIOD'],
    ['costs eligible up to that day', { eligibility: { from: '2019-01-01', to: '2020-03-01' } }, null],
    [
      'costs eligible until the day before',
      { eligibility: { from: '2019-01-01', to: '2020-02-29' } },
      'OUTSIDE_ELIGIBILITY_WINDOW',
    ],
    ['costs eligible from the project’s last day', { eligibility: { from: '2026-12-31', to: '2028-12-31' } }, null],
    [
      'costs eligible only once the project is over',
      { eligibility: { from: '2027-01-01', to: '2028-12-31' } },
      'OUTSIDE_ELIGIBILITY_WINDOW',
    ],
    [
      'a balance the donor lets be kept',
      { period: { from: '2018-01-01', to: '2019-12-31' }, unspentClause: 'KEEP' },
      null,
    ],
    [
      'a balance that goes back to the donor',
      { period: { from: '2018-01-01', to: '2019-12-31' }, unspentClause: 'RETURN_TO_DONOR' },
      'OUTSIDE_AGREEMENT_PERIOD',
    ],
  ])('%s', (_, changes, why) => {
    expect(exclusion(giver('A', changes), receiver, '2020-03-01')).toBe(why);
  });

  it('prefers the narrowest earmark, then the soonest expiry, own resources last', () => {
    const order = [
      giver('PROJECT', { earmark: { level: 'PROJECT', projects: ['P'] } }),
      giver('PROGRAMME', { earmark: { level: 'PROGRAMME' } }),
      giver('THEME', { earmark: { level: 'THEME' } }),
      giver('SOON', { period: { from: '2018-01-01', to: '2021-12-31' } }),
      giver('SOON-TOO', { eligibility: { from: '2018-01-01', to: '2022-12-31' } }),
      giver('LATE'),
      general,
    ];
    expect([...order].reverse().sort((a, b) => preference(a) - preference(b))).toEqual(order);
  });
});

describe('the ceiling of the Fund', () => {
  it.each([
    ['PROFERTIL, exactly 80.0000 %', 350_000_000n, 280_000_000n],
    ['Poto-Poto, to the cent', 58_987_098n, 47_189_678n],
  ])('%s', (_, planTotal, ceiling) => {
    expect(fundCeiling(subsidy({ planTotal }))).toBe(ceiling);
  });

  it('does not exist outside the Bureau’s votes under the cooperation fund', () => {
    expect(fundCeiling(subsidy({ instrument: 'GOVERNANCE' }))).toBeNull();
    expect(fundCeiling(subsidy({ session: null }))).toBeNull();
  });

  it('stops the solver, and refuses a person one cent more', () => {
    const one = subsidy({ planTotal: 58_987_098n, attributedTotal: 47_189_679n, fundShare: 47_189_679n });
    expect(proposed(one, limits(giver('A')), { A: 90_000_000n })).toEqual({ A: 47_189_678n });
    const check = (amount: bigint) => () =>
      checkLines([{ agreement: 'A', amount }], one, [], limits(giver('A')), new Map([['A', 90_000_000n]]));
    expect(check(47_189_678n)).not.toThrow();
    expect(check(47_189_679n)).toThrow(expect.objectContaining({ code: 'FUND_SHARE_ABOVE_CEILING' }));
  });

  it('leaves the city’s own money out of the test', () => {
    const bounds = limits(
      giver('A'),
      giver('CITY', { countsAs: 'CITY', earmark: { level: 'PROJECT', projects: ['P'] } }),
    );
    const one = subsidy({ attributedTotal: 90_000n, fundShare: 90_000n });
    expect(proposed(one, bounds, { A: 90_000n, CITY: 90_000n })).toEqual({ A: 80_000n, CITY: 10_000n });
  });
});

describe('lines of the financing plan', () => {
  const sources = [
    { source: 'SIAAP', amount: 50_000n },
    { source: 'AIMF', amount: 30_000n },
  ];
  const siaap = giver('SIAAP-2020', { donor: 'SIAAP' });

  it('are scaled to what is attributed, exactly', () => {
    expect(sourceParts(subsidy({ attributedTotal: 33_333n, fundSources: sources }))).toEqual([20_833n, 12_500n]);
  });

  it('bind each donor, by code or name, and own resources under the association’s name', () => {
    expect(
      proposed(subsidy({ fundSources: sources }), limits(siaap, general), {
        'SIAAP-2020': 90_000n,
        'AIMF-GENERAL': 90_000n,
      }),
    ).toEqual({ 'AIMF-GENERAL': 30_000n, 'SIAAP-2020': 50_000n });
    expect(proposed(subsidy({ fundSources: sources }), limits(siaap, general), { 'SIAAP-2020': 90_000n })).toEqual({
      'SIAAP-2020': 50_000n,
    });
  });

  it('count what was given before', () => {
    const given = [{ agreement: 'SIAAP-2020', amount: 20_000n }];
    expect(
      proposed(
        subsidy({ fundSources: sources }),
        limits(siaap, general),
        { 'SIAAP-2020': 90_000n, 'AIMF-GENERAL': 90_000n },
        given,
      ),
    ).toEqual({ 'AIMF-GENERAL': 30_000n, 'SIAAP-2020': 30_000n });
  });

  it('fall back to any eligible agreement where the donor has none', () => {
    const open = giver('PARIS-2024', { donor: 'PARIS' });
    expect(
      proposed(subsidy({ fundSources: sources }), limits(open, general), {
        'PARIS-2024': 90_000n,
        'AIMF-GENERAL': 90_000n,
      }),
    ).toEqual({ 'AIMF-GENERAL': 30_000n, 'PARIS-2024': 50_000n });
  });

  it('give way to the agreements a programme fixes', () => {
    const bounds = limits(giver('UE', { instrument: 'GOVERNANCE' }), giver('FR', { instrument: 'GOVERNANCE' }));
    const one = subsidy({
      instrument: 'GOVERNANCE',
      session: null,
      lines: [
        { agreement: 'UE', amount: 30_000n },
        { agreement: 'FR', amount: 50_000n },
      ],
    });
    expect(proposed(one, bounds, { UE: 90_000n, FR: 90_000n })).toEqual({ FR: 50_000n, UE: 30_000n });
  });

  it.each<[string, Partial<Giver>, bigint]>([
    ['co-financing cap', { coFinancingCap: '75' }, 75_000n],
    ['aid rate', { aidRate: '50', earmark: { level: 'PROJECT', projects: ['P'] } }, 50_000n],
    ['cap per project', restricted({ perProject: { amount: '123.45', currency: 'EUR' } }), 12_345n],
    [
      'narrowest cap',
      { coFinancingCap: '75', ...restricted({ perProject: { amount: '900.00', currency: 'EUR' } }) },
      75_000n,
    ],
  ])('respect an agreement’s own %s', (_, changes, most) => {
    expect(proposed(subsidy(), limits(giver('UE', changes)), { UE: 90_000n })).toEqual({ UE: most });
  });

  it('count an agreement’s own cap once, whatever lines of the plan it serves', () => {
    const named = [
      { source: 'UE', amount: 40_000n },
      { source: 'Nobody', amount: 40_000n },
    ];
    const bounds = limits(giver('UE', { coFinancingCap: '50' }));
    expect(proposed(subsidy({ fundSources: named }), bounds, { UE: 90_000n })).toEqual({ UE: 50_000n });
  });
});

describe('an adjustment by a person', () => {
  const bounds = limits(
    giver('A'),
    giver('B', { earmark: { level: 'PROJECT', projects: ['Q'] } }),
    giver('CAP', { coFinancingCap: '10' }),
    giver('RATE', { aidRate: '10' }),
    giver('MOST', restricted({ perProject: { amount: '100.00', currency: 'EUR' } })),
    giver('LATE', { eligibility: { from: '2027-01-01', to: '2027-12-31' } }),
  );
  const free = new Map([
    ['A', 60_000n],
    ['B', 60_000n],
    ['CAP', 60_000n],
    ['RATE', 60_000n],
    ['MOST', 60_000n],
    ['LATE', 60_000n],
  ]);
  it.each([
    ['NO_LINES', []],
    [
      'AGREEMENT_TWICE',
      [
        { agreement: 'A', amount: 1n },
        { agreement: 'A', amount: 1n },
      ],
    ],
    ['UNKNOWN_AGREEMENT', [{ agreement: 'Z', amount: 1n }]],
    ['AMOUNT_NOT_POSITIVE', [{ agreement: 'A', amount: 0n }]],
    ['EARMARK_EXCLUDES_PROJECT', [{ agreement: 'B', amount: 1n }]],
    ['CO_FINANCING_CAP_EXCEEDED', [{ agreement: 'CAP', amount: 10_001n }]],
    ['AID_RATE_EXCEEDED', [{ agreement: 'RATE', amount: 10_001n }]],
    ['PER_PROJECT_CAP_EXCEEDED', [{ agreement: 'MOST', amount: 10_001n }]],
    ['OUTSIDE_ELIGIBILITY_WINDOW', [{ agreement: 'LATE', amount: 1n }]],
    ['ABOVE_ATTRIBUTED', [{ agreement: 'A', amount: 80_001n }]],
    ['INSUFFICIENT_FUNDS', [{ agreement: 'A', amount: 60_001n }]],
  ])('is refused with %s', (code, lines) => {
    expect(() => checkLines(lines, subsidy(), [], bounds, free)).toThrow(expect.objectContaining({ code }));
  });
});

describe('what keeps free money from a project that waits', () => {
  const kept = (one: Subsidy, bounds: Limits, free: Record<string, bigint>) =>
    obstaclesTo(one, [], bounds, new Map(Object.entries(free))).map(({ giver: { code }, rule, amount }) => [
      code,
      rule,
      amount,
    ]);

  it('is told agreement by agreement, with the rule and what it keeps away', () => {
    const bounds = limits(
      giver('ELSEWHERE', { earmark: { level: 'PROJECT', projects: ['Q'] } }),
      giver('OVER', { eligibility: { from: '2018-01-01', to: '2019-12-31' } }),
      giver('RATE', { aidRate: '10' }),
      giver('EMPTY'),
    );
    const free = { ELSEWHERE: 5_000n, OVER: 7_000n, RATE: 30_000n, EMPTY: 0n };
    expect(kept(subsidy(), bounds, free)).toEqual([
      ['ELSEWHERE', 'EARMARK_EXCLUDES_PROJECT', 5_000n],
      ['OVER', 'OUTSIDE_ELIGIBILITY_WINDOW', 7_000n],
      ['RATE', 'AID_RATE', 20_000n],
    ]);
  });

  it('names the financing plan and the Fund’s ceiling', () => {
    const named = subsidy({
      fundSources: [
        { source: 'A', amount: 30_000n },
        { source: 'B', amount: 50_000n },
      ],
    });
    expect(kept(named, limits(giver('A'), giver('B')), { A: 40_000n })).toEqual([['A', 'PLAN_SHARE', 10_000n]]);
    const high = subsidy({ attributedTotal: 90_000n, fundShare: 90_000n });
    expect(kept(high, limits(giver('A')), { A: 95_000n })).toEqual([['A', 'FUND_CEILING', 10_000n]]);
  });

  it('is nothing where the money can fill all that is missing', () => {
    expect(kept(subsidy(), limits(giver('A')), { A: 200_000n })).toEqual([]);
  });
});
