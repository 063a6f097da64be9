import { checkLines } from './adjustment';
import { exclusion, type Giver, preference } from './eligibility';
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
  period: { from: '2018-01-01', to: '2028-12-31' },
  coFinancingCap: null,
  ...changes,
});
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
    ['a window over by then', { period: { from: '2019-06-01', to: '2020-01-01' } }, 'OUTSIDE_ELIGIBILITY_WINDOW'],
    ['a window that holds only the day of the allocation', { period: { from: '2020-03-01', to: '2020-03-01' } }, null],
    ['a window that holds neither', { period: { from: '2020-01-02', to: '2020-02-29' } }, 'OUTSIDE_ELIGIBILITY_WINDOW'],
  ])('%s', (_, changes, why) => {
    expect(exclusion(giver('A', changes), receiver, '2020-03-01')).toBe(why);
  });

  it('prefers the narrowest earmark, then the soonest expiry, own resources last', () => {
    const order = [
      giver('PROJECT', { earmark: { level: 'PROJECT', projects: ['P'] } }),
      giver('PROGRAMME', { earmark: { level: 'PROGRAMME' } }),
      giver('THEME', { earmark: { level: 'THEME' } }),
      giver('SOON', { period: { from: '2018-01-01', to: '2021-12-31' } }),
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

  it('respect an agreement’s own co-financing cap', () => {
    expect(proposed(subsidy(), limits(giver('UE', { coFinancingCap: '75' })), { UE: 90_000n })).toEqual({
      UE: 75_000n,
    });
  });
});

describe('an adjustment by a person', () => {
  const bounds = limits(
    giver('A'),
    giver('B', { earmark: { level: 'PROJECT', projects: ['Q'] } }),
    giver('CAP', { coFinancingCap: '10' }),
  );
  const free = new Map([
    ['A', 60_000n],
    ['B', 60_000n],
    ['CAP', 60_000n],
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
    ['ABOVE_ATTRIBUTED', [{ agreement: 'A', amount: 80_001n }]],
    ['INSUFFICIENT_FUNDS', [{ agreement: 'A', amount: 60_001n }]],
  ])('is refused with %s', (code, lines) => {
    expect(() => checkLines(lines, subsidy(), [], bounds, free)).toThrow(expect.objectContaining({ code }));
  });
});
