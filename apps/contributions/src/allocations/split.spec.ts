import fc from 'fast-check';
import { type Candidate, type Demand, type Purse, type Share, split } from './split';

const purse = (agreement: string, free: bigint): Purse => ({ agreement, free, countsAs: 'FUND' });
const open = (agreement: string, preference: number, room = 1_000n): Candidate => ({ agreement, room, preference });
const any = (room: bigint, ...agreements: Candidate[]): Pick<Demand, 'agreements' | 'sources' | 'citySources'> => ({
  agreements,
  sources: [{ name: 'any', room, agreements: agreements.map(({ agreement }) => agreement) }],
  citySources: [],
});
const total = (shares: Iterable<Share[]>) => [...shares].flat().reduce((sum, { amount }) => sum + amount, 0n);

describe('split', () => {
  it('uses the preferred agreement first and the others for the rest', () => {
    const demand: Demand = {
      project: 'P',
      missing: 100n,
      fundRoom: null,
      ...any(100n, open('GENERAL', 9), open('EARMARKED', 1), open('SOON', 3)),
    };
    const shares = split([demand], [purse('GENERAL', 500n), purse('EARMARKED', 60n), purse('SOON', 30n)]).get('P');
    expect(shares?.map(({ agreement, amount }) => [agreement, amount])).toEqual(
      expect.arrayContaining([
        ['EARMARKED', 60n],
        ['SOON', 30n],
        ['GENERAL', 10n],
      ]),
    );
  });

  it('gives the open money to the project that has no other', () => {
    const demands: Demand[] = [
      {
        project: 'A',
        missing: 50n,
        fundRoom: null,
        ...any(50n, open('OPEN', 1), open('OWN-A', 2)),
      },
      {
        project: 'B',
        missing: 50n,
        fundRoom: null,
        ...any(50n, open('OPEN', 1)),
      },
    ];
    const shares = split(demands, [purse('OPEN', 50n), purse('OWN-A', 50n)]);
    expect(total(shares.values())).toBe(100n);
    expect(shares.get('A')).toEqual([{ agreement: 'OWN-A', source: 'any', amount: 50n }]);
  });

  it('stops at the ceiling of the Fund, to the minor unit, and leaves the city its part', () => {
    const demand: Demand = {
      project: 'P',
      missing: 100n,
      fundRoom: 79n,
      agreements: [open('FUND', 1), open('CITY', 2)],
      sources: [{ name: 'any', room: 100n, agreements: ['FUND'] }],
      citySources: [{ name: 'city', room: 15n, agreements: ['CITY'] }],
    };
    const shares = split([demand], [purse('FUND', 500n), { agreement: 'CITY', free: 500n, countsAs: 'CITY' }]).get('P');
    expect(shares).toEqual([
      { agreement: 'FUND', source: 'any', amount: 79n },
      { agreement: 'CITY', source: 'city', amount: 15n },
    ]);
  });

  it('finds as much, as cheaply, as trying every split does', () => {
    const agreements = ['A', 'B', 'C'];
    const demandOf = (project: string) =>
      fc
        .record({
          missing: fc.bigInt(0n, 4n),
          fundRoom: fc.option(fc.bigInt(0n, 4n)),
          rooms: fc.tuple(fc.bigInt(0n, 3n), fc.bigInt(0n, 3n)),
          most: fc.tuple(fc.bigInt(0n, 3n), fc.bigInt(0n, 3n), fc.bigInt(0n, 3n)),
          first: fc.subarray(agreements),
          second: fc.subarray(agreements),
          preferences: fc.tuple(
            fc.integer({ min: 1, max: 5 }),
            fc.integer({ min: 6, max: 9 }),
            fc.integer({ min: 10, max: 15 }),
          ),
        })
        .map(({ missing, fundRoom, rooms, most, first, second, preferences }): Demand => ({
          project,
          missing,
          fundRoom,
          agreements: agreements.map((name, at) => open(name, preferences[at] ?? 0, most[at])),
          citySources: [],
          sources: [
            { name: 'one', room: rooms[0], agreements: first },
            { name: 'two', room: rooms[1], agreements: second },
          ],
        }));
    fc.assert(
      fc.property(
        demandOf('P'),
        demandOf('Q'),
        fc.tuple(fc.bigInt(0n, 4n), fc.bigInt(0n, 4n), fc.bigInt(0n, 4n)),
        (p, q, free) => {
          const purses = agreements.map((agreement, index) => purse(agreement, free[index] ?? 0n));
          const found = split([p, q], purses);
          const [amount, cost] = exhaustive([p, q], purses);
          expect(total(found.values())).toBe(amount);
          expect(costOf([p, q], found)).toBe(cost);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function costOf(demands: Demand[], shares: Map<string, Share[]>): number {
  return demands
    .flatMap(({ project, agreements }) =>
      (shares.get(project) ?? []).map(
        ({ agreement, amount }) =>
          Number(amount) * (agreements.find((candidate) => candidate.agreement === agreement)?.preference ?? NaN),
      ),
    )
    .reduce((sum, cost) => sum + cost, 0);
}

/** Best amount and least cost by trying everything: the state left after each link, with the cheapest way to it. */
function exhaustive(demands: Demand[], purses: Purse[]): [bigint, number] {
  const limits = new Map<string, bigint>(purses.map(({ agreement, free }) => [`purse:${agreement}`, free]));
  const links = demands.flatMap((demand) =>
    demand.sources.flatMap((source) => {
      const gate = demand.fundRoom === null || demand.fundRoom > demand.missing ? demand.missing : demand.fundRoom;
      limits.set(`gate:${demand.project}`, gate).set(`source:${demand.project}:${source.name}`, source.room);
      return demand.agreements
        .filter(({ agreement }) => source.agreements.includes(agreement))
        .map(({ agreement, room, preference }) => {
          const own = `own:${demand.project}:${agreement}`;
          limits.set(own, room);
          const bound = [
            own,
            `purse:${agreement}`,
            `gate:${demand.project}`,
            `source:${demand.project}:${source.name}`,
          ];
          return { preference, bound };
        });
    }),
  );
  const names = [...limits.keys()];
  let states = new Map([[names.map((name) => limits.get(name)).join(), { left: limits, amount: 0n, cost: 0 }]]);
  for (const { preference, bound } of links) {
    const next: typeof states = new Map();
    for (const state of states.values()) {
      for (let amount = 0n; bound.every((name) => (state.left.get(name) ?? 0n) >= amount); amount += 1n) {
        const left = new Map(state.left);
        for (const name of bound) left.set(name, (left.get(name) ?? 0n) - amount);
        const key = names.map((name) => left.get(name)).join();
        const cost = state.cost + Number(amount) * preference;
        if (cost < (next.get(key)?.cost ?? Infinity)) next.set(key, { left, amount: state.amount + amount, cost });
      }
    }
    states = next;
  }
  return [...states.values()].reduce<[bigint, number]>(
    ([amount, cost], state) =>
      state.amount > amount || (state.amount === amount && state.cost < cost)
        ? [state.amount, state.cost]
        : [amount, cost],
    [-1n, 0],
  );
}
