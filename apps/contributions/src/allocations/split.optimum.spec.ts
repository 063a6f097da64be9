import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import loadHighs from 'highs';
import { type Demand, type Purse, type Share, type Source, split } from './split';

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** One amount that the programme chooses: what an agreement gives to a project under a line of its plan. */
interface Variable {
  name: string;
  project: string;
  source: string;
  agreement: string;
  preference: number;
  city: boolean;
}

const agreements = ['A', 'B', 'C', 'D', 'E'];
const projects = ['P', 'Q', 'R'];
const minor = fc.bigInt(0n, 5_000n);

const sourceOf = (name: string): fc.Arbitrary<Source> =>
  fc.record({
    name: fc.constant(name),
    room: minor,
    agreements: fc.subarray(agreements),
  });

const demandOf = (project: string): fc.Arbitrary<Demand> =>
  fc.record({
    project: fc.constant(project),
    missing: minor,
    fundRoom: fc.option(minor),
    agreements: fc.tuple(
      ...agreements.map((agreement) =>
        fc.record({ agreement: fc.constant(agreement), room: minor, preference: fc.integer({ min: 1, max: 9 }) }),
      ),
    ),
    sources: fc.tuple(sourceOf('one'), sourceOf('two')),
    citySources: fc.tuple(sourceOf('city')),
  });

const pursesOf = fc
  .tuple(...agreements.map(() => minor))
  .map((free) => agreements.map((agreement, at): Purse => ({ agreement, free: free[at] ?? 0n, countsAs: 'FUND' })));

function variablesOf(demands: readonly Demand[]): Variable[] {
  const of = (demand: Demand, sources: readonly Source[], city: boolean) =>
    sources.flatMap((source) =>
      source.agreements.map((agreement) => {
        const preference = demand.agreements.find((one) => one.agreement === agreement)?.preference ?? NaN;
        return { agreement, preference, city, project: demand.project, source: source.name };
      }),
    );
  return demands
    .flatMap((demand) => [...of(demand, demand.sources, false), ...of(demand, demand.citySources, true)])
    .map((variable, index) => ({ ...variable, name: `x${index}` }));
}

/** The limits of a split, written as the rows of a linear programme. */
function rowsOf(demands: readonly Demand[], purses: readonly Purse[], variables: readonly Variable[]): string[] {
  const row = (of: (variable: Variable) => boolean, most: bigint): string[] => {
    const names = variables.filter(of).map(({ name }) => name);
    return names.length > 0 ? [`${names.join(' + ')} <= ${most}`] : [];
  };
  const ofProjects = demands.flatMap(({ project, missing, fundRoom, agreements: own, sources, citySources }) => [
    ...row((x) => x.project === project, missing),
    ...own.flatMap(({ agreement, room }) => row((x) => x.project === project && x.agreement === agreement, room)),
    ...(fundRoom === null ? [] : row((x) => x.project === project && !x.city, fundRoom)),
    ...[...sources, ...citySources].flatMap(({ name, room }) =>
      row((x) => x.project === project && x.source === name, room),
    ),
  ]);
  const ofPurses = purses.flatMap(({ agreement, free }) => row((x) => x.agreement === agreement, free));
  return [...ofProjects, ...ofPurses];
}

function solved(highs: Highs, goal: string, rows: readonly string[], variables: readonly Variable[]): number {
  const bounds = variables.map(({ name }) => `0 <= ${name}`);
  const programme = [goal, 'Subject To', ...rows.map((row, at) => `r${at}: ${row}`), 'Bounds', ...bounds, 'End'];
  const { Status: status, ObjectiveValue: value } = highs.solve(programme.join('\n'));
  expect(status).toBe('Optimal');
  return Math.round(value);
}

/** The most that can be given, then the least that giving so much costs. */
function optimum(highs: Highs, demands: readonly Demand[], purses: readonly Purse[]): { total: number; cost: number } {
  const variables = variablesOf(demands);
  if (variables.length === 0) return { total: 0, cost: 0 };
  const rows = rowsOf(demands, purses, variables);
  const all = variables.map(({ name }) => name).join(' + ');
  const total = solved(highs, `Maximize\n obj: ${all}`, rows, variables);
  const price = variables.map(({ name, preference }) => `${preference} ${name}`).join(' + ');
  return { total, cost: solved(highs, `Minimize\n obj: ${price}`, [...rows, `${all} >= ${total}`], variables) };
}

function costOf(variables: readonly Variable[], shares: ReadonlyMap<string, readonly Share[]>): number {
  let cost = 0;
  for (const [project, own] of shares) {
    for (const { agreement, source, amount } of own) {
      const link = variables.find((x) => x.project === project && x.source === source && x.agreement === agreement);
      cost += Number(amount) * (link?.preference ?? Number.NaN);
    }
  }
  return cost;
}

const totalOf = (shares: Iterable<readonly Share[]>) =>
  Number([...shares].flat().reduce((sum, { amount }) => sum + amount, 0n));

describe('a split, against a linear programme that knows nothing of networks', () => {
  let highs: Highs;
  beforeAll(async () => {
    highs = await loadHighs();
  });

  it('gives as much, gives it as cheaply, and covers everything exactly when something can', () => {
    fc.assert(
      fc.property(fc.tuple(...projects.map(demandOf)), pursesOf, (demands, purses) => {
        const shares = split(demands, purses);
        const { total, cost } = optimum(highs, demands, purses);
        const missing = Number(demands.reduce((sum, demand) => sum + demand.missing, 0n));
        expect(totalOf(shares.values()) === missing).toBe(total === missing);
        expect({ total: totalOf(shares.values()), cost: costOf(variablesOf(demands), shares) }).toEqual({
          total,
          cost,
        });
      }),
      propertyRuns({ quick: 80, full: 3_000 }),
    );
  });
});
