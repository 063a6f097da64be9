import { addDays, epochDay, fromEpochDay } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import fc from 'fast-check';
import { accruedInterest, stillToPost, sumOf, type Accrued, type Terms } from './accrual';
import { bearers } from '../charges/charge-policy';
import { deposited } from './bearing';
import { dayByDay } from './day-by-day.testing';
import { dayCounts, measureOf } from './day-count';
import type { Clause, ProjectHistory } from './dispositions';
import { explainAccrual, explained } from './explanation';
import { compoundings } from './growth';
import { Pool } from './pool';
import { asPoolFacts, type Movement, type ToldFacts } from './pool.testing';
import type { Rate } from './rates';
import { Timeline } from './timeline';
import { capitalisations } from '../placements/credit-dates';

const FIRST = epochDay('2024-01-01');
const FROM = fromEpochDay(FIRST);

function arbitraries(days: number) {
  const day = fc.integer({ min: -40, max: days + 20 }).map((offset) => fromEpochDay(FIRST + offset));
  const project = fc.constantFrom('P1', 'P2', 'P3');
  const agreement = fc.constantFrom('A', 'B', 'C');
  const movement: fc.Arbitrary<Movement> = fc
    .record({
      project: fc.option(project, { nil: null }),
      agreement: fc.option(agreement, { nil: null }),
      day,
      minor: fc.bigInt({ min: -3_000_000n, max: 9_000_000n }),
    })
    .map((made) => (made.agreement === null ? { ...made, project: null } : made));
  const clause: fc.Arbitrary<Clause> = fc.record({
    from: day,
    kind: fc.constantFrom<Clause['kind']>('EMERGENCY_FUND', 'RETAIN_IN_AGREEMENT', 'RETURN_TO_DONOR'),
  });
  const holds = (maxLength: number) =>
    fc
      .array(fc.record({ from: day, value: fc.boolean() }), { maxLength })
      .map(inOrder)
      .map((changes) => ({
        days: changes.map(({ from }) => epochDay(from)),
        values: changes.map(({ value }) => value),
      }));
  const history: fc.Arbitrary<ProjectHistory> = fc.record({ inProgress: holds(4), isAttributed: holds(3) });
  const facts: fc.Arbitrary<ToldFacts> = fc.record({
    movements: fc.array(movement, { maxLength: 30 }),
    clauses: fc
      .array(fc.tuple(agreement, fc.array(clause, { maxLength: 3 }).map(inOrder)), { maxLength: 3 })
      .map((pairs) => new Map(pairs)),
    projects: fc.array(fc.tuple(project, history), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  });
  const percent = fc.constantFrom('0', '0.75', '1.6', '2.25', '2.5', '3.125');
  const positive: fc.Arbitrary<Rate> = fc.record({ from: day, rate: percent });
  const anyRate: fc.Arbitrary<Rate> = fc.record({
    from: day,
    rate: fc.oneof(percent, fc.constantFrom('-0.5', '-0.125')),
  });
  const tiered: fc.Arbitrary<Rate> = fc.record({
    from: day,
    rate: percent,
    tiers: fc
      .uniqueArray(fc.tuple(fc.constantFrom(1_000_000n, 5_000_000n, 20_000_000n), percent), {
        selector: ([above]) => above,
        maxLength: 3,
      })
      .map((tiers) => tiers.map(([above, rate]) => ({ above, rate })).sort((a, b) => (a.above < b.above ? -1 : 1))),
  });
  const deposit = fc
    .record({ from: day, days: fc.option(fc.integer({ min: 1, max: days }), { nil: null }) })
    .chain(({ from, days: length }) =>
      fc.constantFrom(1_000_000n, 4_000_000n).map((principal) => ({
        from,
        until: length === null ? null : addDays(from, length),
        principal,
      })),
    );
  const fixed = fc.constantFrom(2_000_000n, 7_777_777n).map((minor) => Timeline.always(minor));
  const termsWith = (rate: fc.Arbitrary<Rate>, more: { [Key in keyof Terms]?: fc.Arbitrary<Terms[Key]> } = {}) =>
    fc.record<Terms>({
      dayCount: fc.constantFrom(...dayCounts),
      compounding: fc.constant('SIMPLE'),
      capitalisation: fc.constantFrom(...capitalisations),
      openedOn: day,
      maturesOn: fc.option(day, { nil: null }),
      rates: fc.array(rate, { maxLength: 5 }).map(inOrder),
      own: fc.constant(null),
      elsewhere: fc.constant(deposited([])),
      charges: fc.constant([]),
      ...more,
    });
  const sums = {
    own: fc.option(fc.oneof(fixed, fc.array(deposit, { maxLength: 3 }).map(deposited)), { nil: null, freq: 3 }),
    elsewhere: fc.array(deposit, { maxLength: 2 }).map(deposited),
    charges: fc
      .array(fc.record({ from: day, bearer: fc.constantFrom(...bearers) }), { maxLength: 2 })
      .map((policies) => inOrder(policies)),
  };
  const compounding = fc.constantFrom(...compoundings);
  return { facts, positive, anyRate, tiered, termsWith, sums, compounding };
}

function inOrder<T extends { from: string }>(dated: T[]): T[] {
  return [...dated].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function asTable(lines: readonly Accrued[]): Record<string, bigint> {
  return Object.fromEntries(lines.map(({ key, minor }) => [key, minor]).sort());
}

function poolOf(known: ToldFacts): Pool {
  return Pool.of(asPoolFacts(known));
}

describe('accrued interest is, to the cent, what a loop over days gives', () => {
  const same = (days: number, terms: fc.Arbitrary<Terms>, numRuns: number, times = 1n) => {
    const through = fromEpochDay(FIRST + days - 1);
    fc.assert(
      fc.property(arbitraries(days).facts, terms, (told, held) => {
        const movements = told.movements.map((moved) => ({ ...moved, minor: moved.minor * times }));
        const known = { ...told, movements };
        expect(asTable(accruedInterest(poolOf(known), held, FROM, through))).toEqual(
          Object.fromEntries([...dayByDay(known, held, FROM, through)].sort()),
        );
      }),
      { numRuns },
    );
  };

  it('on the pool, under every day count', () => {
    const { termsWith, positive } = arbitraries(500);
    same(500, termsWith(positive), 40);
  });

  it('on fixed sums, on what an account holds, on what lies beside both, at rates above and below zero', () => {
    const { termsWith, anyRate, sums } = arbitraries(200);
    same(200, termsWith(anyRate, sums), 40);
  });

  it('in brackets', () => {
    const { termsWith, tiered, sums } = arbitraries(200);
    same(200, termsWith(tiered, sums), 40);
  });

  it('compounded, at rates above and below zero', () => {
    const { termsWith, anyRate, sums, compounding } = arbitraries(100);
    // Sums so large that interest on a day's interest is many cents.
    same(100, termsWith(anyRate, { ...sums, compounding }), 40, 1_000_000n);
  });
});

describe('accrual', () => {
  const DAYS = 300;
  const THROUGH = fromEpochDay(FIRST + DAYS - 1);
  const { facts, termsWith, positive, anyRate, compounding } = arbitraries(DAYS);

  it('ends in the same cents in whatever order facts and rates arrive, and a second run posts nothing', () => {
    fc.assert(
      fc.property(
        facts,
        termsWith(anyRate, { compounding: fc.constantFrom('SIMPLE', 'MONTHLY', 'QUARTERLY') }),
        fc.array(fc.nat(DAYS), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (known, held, runs, shuffle) => {
          const told = shuffled([...tellings(known, held)], () => shuffle.next().value as number);
          let posted: Accrued[] = [];
          const run = (upTo: number, through: string) => {
            const { told: now, terms } = heard(told.slice(0, upTo), held);
            const target = accruedInterest(poolOf(now), terms, FROM, through);
            const due = stillToPost(target, posted);
            posted = added(posted, due);
            return due;
          };
          for (const [index, offset] of [...runs].sort((a, b) => a - b).entries())
            run(Math.floor((told.length * index) / runs.length), fromEpochDay(FIRST + offset));
          run(told.length, THROUGH);
          expect(asTable(posted)).toEqual(asTable(accruedInterest(poolOf(known), held, FROM, THROUGH)));
          expect(run(told.length, THROUGH)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds up: parts to the whole, explained stretches to the exact weights', () => {
    fc.assert(
      fc.property(facts, termsWith(positive), (known, held) => {
        const pool = poolOf(known);
        const stretches = explainAccrual(pool, held, FROM, THROUGH);
        const decimals = Math.max(0, ...held.rates.map(({ rate: percent }) => (percent.split('.')[1] ?? '').length));
        const exact = Rational.of(
          stretches.reduce((sum, { weight }) => sum + weight, 0n),
          100n * 10n ** BigInt(decimals) * measureOf(held.dayCount, held.maturesOn).basis,
        );
        expect(sumOf(accruedInterest(pool, held, FROM, THROUGH))).toBe(exact.round());
      }),
      { numRuns: 60 },
    );
  });

  it('explains every cent that somebody earned, compounded or not', () => {
    fc.assert(
      fc.property(facts, termsWith(positive, { compounding }), (known, held) => {
        const pool = poolOf(known);
        expect(sumOf(explained(pool, held, FROM, THROUGH))).toBe(sumOf(accruedInterest(pool, held, FROM, THROUGH)));
      }),
      { numRuns: 30 },
    );
  });

  it('carries the fraction: 365 daily runs post what one yearly run posts', () => {
    const pool = poolOf({
      movements: [{ project: null, agreement: null, day: '2024-12-31', minor: 100_001n }],
      clauses: new Map(),
      projects: new Map(),
    });
    const held: Terms = {
      dayCount: 'ACT/360',
      compounding: 'SIMPLE',
      capitalisation: 'YEARLY',
      openedOn: '2025-01-01',
      maturesOn: null,
      rates: [{ from: '2025-01-01', rate: '1.60' }],
      own: null,
      elsewhere: deposited([]),
      charges: [],
    };
    let posted: Accrued[] = [];
    let sum = 0n;
    for (let on = '2025-01-01'; on <= '2025-12-31'; on = addDays(on, 1)) {
      const target = accruedInterest(pool, held, '2025-01-01', on);
      sum += sumOf(stillToPost(target, posted));
      posted = target;
    }
    expect(sum).toBe(1622n);
  });
});

/** Facts and rates one by one, as different services tell them. */
type Telling =
  | { movement: Movement }
  | { rate: Rate }
  | { agreement: string; clauses: readonly Clause[] }
  | { project: string; history: ProjectHistory };

function* tellings({ movements, clauses, projects }: ToldFacts, { rates }: Terms): Generator<Telling> {
  for (const movement of movements) yield { movement };
  for (const rate of lastOfEachDay(rates)) yield { rate };
  for (const [agreement, dated] of clauses) yield { agreement, clauses: dated };
  for (const [project, history] of projects) yield { project, history };
}

function heard(told: readonly Telling[], held: Terms): { told: ToldFacts; terms: Terms } {
  return {
    told: {
      movements: told.flatMap((one) => ('movement' in one ? [one.movement] : [])),
      clauses: new Map(told.flatMap((one) => ('agreement' in one ? [[one.agreement, one.clauses] as const] : []))),
      projects: new Map(told.flatMap((one) => ('project' in one ? [[one.project, one.history] as const] : []))),
    },
    terms: { ...held, rates: inOrder(told.flatMap((one) => ('rate' in one ? [one.rate] : []))) },
  };
}

function lastOfEachDay(rates: readonly Rate[]): Rate[] {
  return [...new Map(rates.map((rate) => [rate.from, rate])).values()];
}

function shuffled<T>(items: readonly T[], rank: () => number): T[] {
  return items
    .map((item) => ({ item, rank: rank() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** A book to which lines are posted. */
function added(book: readonly Accrued[], due: readonly Accrued[]): Accrued[] {
  const sums = new Map(book.map((line) => [line.key, line]));
  for (const line of due) sums.set(line.key, { ...line, minor: (sums.get(line.key)?.minor ?? 0n) + line.minor });
  return [...sums.values()].filter(({ minor }) => minor !== 0n);
}
