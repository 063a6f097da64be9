import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import type { Earmark } from '../agreements/agreement';
import { checkLines } from './adjustment';
import type { Giver } from './eligibility';
import { demandOf, type Limits, type Subsidy, sum } from './plan';
import { type Share, split } from './split';

/** Amounts come in steps of 10 % of what a project costs, so that every split can be tried. */
const step = 1_000n;
const cost = 10n * step;
const day = '2022-06-15';

const always = { from: '2020-01-01', to: '2026-12-31' };
const windows = [
  always,
  { from: '2020-01-01', to: '2022-06-14' },
  { from: '2022-06-15', to: '2023-12-31' },
  { from: '2024-01-01', to: '2026-12-31' },
];
const earmarks: Earmark[] = [
  { level: 'NONE' },
  { level: 'NONE' },
  { level: 'NONE' },
  { level: 'THEME', themes: ['WATER'] },
  { level: 'COUNTRY', countries: ['KH'] },
  { level: 'PROJECT', projects: ['P'] },
  { level: 'PROGRAMME', programmes: ['PROGRAMME'] },
];
/** Most agreements set no limit of a kind, so that splits exist often enough to be found or missed. */
const seldom = <Value>(value: fc.Arbitrary<Value>, otherwise: Value) =>
  fc.oneof({ arbitrary: fc.constant(otherwise), weight: 3 }, { arbitrary: value, weight: 1 });
const percent = seldom<string | null>(fc.constantFrom('0', '10', '30', '50', '80'), null);

const giverOf = (code: string): fc.Arbitrary<Giver> =>
  fc
    .record({
      instrument: seldom<'COOPERATION' | 'GOVERNANCE'>(fc.constant('GOVERNANCE'), 'COOPERATION'),
      countsAs: seldom<'FUND' | 'CITY'>(fc.constant('CITY'), 'FUND'),
      internal: seldom(fc.boolean(), false),
      earmark: fc.constantFrom(...earmarks),
      period: seldom(fc.constantFrom(...windows), always),
      eligibility: seldom(fc.constantFrom(...windows), always),
      unspentClause: fc.constantFrom('ASK' as const, 'KEEP' as const),
      coFinancingCap: percent,
      aidRate: percent,
      countries: seldom(fc.subarray(['KH', 'BJ']), []),
      excludedCountries: seldom<string[]>(fc.constantFrom(['KH'], ['BJ']), []),
      excludedThemes: seldom<string[]>(fc.constantFrom(['WATER'], ['CULTURE']), []),
      most: seldom<number | null>(fc.integer({ min: 1, max: 6 }), null),
    })
    .map(({ countries, excludedCountries, excludedThemes, most, ...terms }) => ({
      code,
      donor: code,
      donorName: code,
      ...terms,
      restrictions: {
        countries,
        excludedCountries,
        excludedThemes,
        perProject: most === null ? null : { amount: `${most * 10}.00`, currency: 'EUR' },
      },
    }));

const subsidyOf = (project: string): fc.Arbitrary<Subsidy> =>
  fc
    .record({
      attributed: fc.bigInt(1n, 6n),
      city: fc.bigInt(0n, 2n),
      theme: fc.constantFrom('WATER', 'CULTURE'),
      country: fc.constantFrom('KH', 'BJ'),
      period: fc.constantFrom(...windows),
      programme: fc.constantFrom(null, 'PROGRAMME'),
    })
    .map(({ attributed, city, ...of }) => ({
      ...of,
      project,
      session: 'S',
      sessionDate: day,
      instrument: 'COOPERATION' as const,
      attributedTotal: attributed * step,
      planTotal: cost,
      fundShare: attributed * step,
      cityShare: city * step,
      fundSources: [],
      lines: [],
    }));

/** May the donor's money serve this project? Read from the terms, one after the other, in the words of the agreement. */
function serves(giver: Giver, one: Subsidy): boolean {
  const { earmark, restrictions, period, eligibility } = giver;
  if (giver.instrument !== one.instrument && !giver.internal) return false;
  if (earmark.themes && !earmark.themes.includes(one.theme)) return false;
  if (earmark.countries && !earmark.countries.includes(one.country)) return false;
  if (earmark.projects && !earmark.projects.includes(one.project)) return false;
  if (earmark.programmes && !earmark.programmes.includes(one.programme ?? '')) return false;
  if (restrictions.countries.length > 0 && !restrictions.countries.includes(one.country)) return false;
  if (restrictions.excludedCountries.includes(one.country)) return false;
  if (restrictions.excludedThemes.includes(one.theme)) return false;
  const over = period.to < day || eligibility.to < day;
  if (over) return giver.unspentClause === 'KEEP';
  const begun = period.from <= day;
  const coversStart = period.from <= one.period.from && one.period.from <= period.to;
  const eligibleAtSome = eligibility.from <= one.period.to && one.period.from <= eligibility.to;
  return (begun || coversStart) && eligibleAtSome;
}

/** The most steps an agreement may give one project. */
function mostOf({ coFinancingCap, aidRate, restrictions }: Giver): number {
  const perProject = restrictions.perProject === null ? 99 : Number(restrictions.perProject.amount) / 10;
  return Math.min(Number(coFinancingCap ?? 1_000) / 10, Number(aidRate ?? 1_000) / 10, perProject);
}

/** Whether some way of sharing steps covers all projects; tries each. */
function coverable(givers: readonly Giver[], projects: readonly Subsidy[], free: readonly number[]): boolean {
  const links = projects.flatMap((one, at) =>
    givers.flatMap((giver, index) => (serves(giver, one) ? [{ one, at, giver, index, most: mostOf(giver) }] : [])),
  );
  const tryFrom = (next: number, left: number[], missing: number[], fund: number[], city: number[]): boolean => {
    if (missing.every((amount) => amount === 0)) return true;
    const link = links[next];
    if (!link) return false;
    const { at, index } = link;
    const bound = link.giver.countsAs === 'CITY' ? city : fund;
    const most = Math.min(link.most, left[index] ?? 0, missing[at] ?? 0, bound[at] ?? 0);
    for (let amount = most; amount >= 0; amount -= 1) {
      const less = (list: number[], where: number) => list.map((value, i) => (i === where ? value - amount : value));
      const [ofFund, ofCity] = link.giver.countsAs === 'CITY' ? [fund, less(city, at)] : [less(fund, at), city];
      if (tryFrom(next + 1, less(left, index), less(missing, at), ofFund, ofCity)) return true;
    }
    return false;
  };
  const steps = (amount: bigint) => Number(amount / step);
  return tryFrom(
    0,
    [...free],
    projects.map(({ attributedTotal }) => steps(attributedTotal)),
    projects.map(() => 8),
    projects.map(({ cityShare }) => steps(cityShare)),
  );
}

const byAgreement = (shares: readonly Share[]) =>
  [...new Set(shares.map(({ agreement }) => agreement))].map((agreement) => ({
    agreement,
    amount: sum(shares.filter((share) => share.agreement === agreement)),
  }));

describe('the solver, against trying every split', () => {
  const names = ['A', 'B', 'C'];

  it('covers everything whenever some split does, and gives nothing that a rule forbids', () => {
    const all = fc.tuple(
      fc.tuple(giverOf('A'), giverOf('B'), giverOf('C')),
      fc.tuple(subsidyOf('P'), subsidyOf('Q')),
      fc.tuple(...names.map(() => fc.integer({ min: 0, max: 9 }))),
    );
    let covered = 0;
    fc.assert(
      fc.property(all, ([givers, projects, free]) => {
        const limits: Limits = {
          givers: new Map(givers.map((giver) => [giver.code, giver])),
          freeFrom: new Map(names.map((name) => [name, day])),
        };
        const purses = givers.map(({ code, countsAs }, at) => ({
          agreement: code,
          countsAs,
          free: BigInt(free[at] ?? 0) * step,
        }));
        const found = split(
          projects.map((one) => demandOf(one, [], limits)),
          purses,
        );
        const missing = sum(projects.map(({ attributedTotal: amount }) => ({ amount })));
        const whole = sum([...found.values()].flat()) === missing;
        if (whole) covered += 1;
        expect(whole).toBe(coverable(givers, projects, free));
        for (const one of projects) {
          const lines = byAgreement(found.get(one.project) ?? []);
          const own = new Map(purses.map(({ agreement, free: amount }) => [agreement, amount]));
          if (lines.length > 0) expect(() => checkLines(lines, one, [], limits, own)).not.toThrow();
        }
      }),
      propertyRuns({ quick: 400, full: 10_000 }),
    );
    // Both answers occur: a property that only ever sees shortages proves nothing.
    expect(covered).toBeGreaterThan(50);
  });
});
