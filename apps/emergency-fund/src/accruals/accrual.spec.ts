import { addDays, epochDay, fromEpochDay } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import fc from 'fast-check';
import { accruedInterest, explainAccrual, stillToPost, sumOf, type Accrued, type Terms } from './accrual';
import { dayCounts, measureOf } from './day-count';
import { keyOf, Pool, type Clause, type Line, type Movement, type PoolFacts, type ProjectHistory } from './pool';

const FIRST = epochDay('2024-01-01');
const DAYS = 500;
const THROUGH = fromEpochDay(FIRST + DAYS - 1);

const day = fc.integer({ min: -40, max: DAYS + 20 }).map((offset) => fromEpochDay(FIRST + offset));
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
const history: fc.Arbitrary<ProjectHistory> = fc.record({
  states: fc.array(fc.record({ from: day, inProgress: fc.boolean() }), { maxLength: 4 }).map(inOrder),
  attributions: fc.array(fc.record({ from: day, isAttributed: fc.boolean() }), { maxLength: 3 }).map(inOrder),
});
const facts: fc.Arbitrary<PoolFacts> = fc.record({
  movements: fc.array(movement, { maxLength: 30 }),
  clauses: fc
    .array(fc.tuple(agreement, fc.array(clause, { maxLength: 3 }).map(inOrder)), { maxLength: 3 })
    .map((pairs) => new Map(pairs)),
  projects: fc.array(fc.tuple(project, history), { maxLength: 3 }).map((pairs) => new Map(pairs)),
});
const rate = fc.record({ from: day, rate: fc.constantFrom('0', '0.75', '1.6', '2.25', '2.5', '3.125') });
const terms: fc.Arbitrary<Terms> = fc.record({
  dayCount: fc.constantFrom(...dayCounts),
  openedOn: day,
  maturesOn: fc.option(day, { nil: null }),
  rates: fc.array(rate, { maxLength: 5 }).map(inOrder),
  principal: fc.constant(null),
  deposits: fc.constant([]),
});

function inOrder<T extends { from: string }>(dated: T[]): T[] {
  return [...dated].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function latest<T extends { from: string }>(dated: readonly T[] | undefined, on: string): T | undefined {
  return dated?.filter(({ from }) => from <= on).at(-1);
}

/** The rule as it is told, one day after the other. */
function dayByDay(known: PoolFacts, held: Terms, from: string, through: string): Map<string, bigint> {
  const exact = new Map<string, Rational>();
  const measure = measureOf(held.dayCount);
  const units = new Map(known.movements.map((moved) => [`${moved.project}/${moved.agreement}`, moved]));
  for (let on = from; on <= through; on = addDays(on, 1)) {
    if (on < held.openedOn || (held.maturesOn !== null && on >= held.maturesOn)) continue;
    const percent = Rational.parse(latest(held.rates, on)?.rate ?? '0');
    const fraction = Rational.of(measure.upTo(epochDay(on) + 1) - measure.upTo(epochDay(on)), measure.basis * 100n);
    for (const unit of units.values()) {
      const balance = known.movements
        .filter((moved) => moved.project === unit.project && moved.agreement === unit.agreement && moved.day <= on)
        .reduce((sum, { minor }) => sum + minor, 0n);
      if (balance <= 0n) continue;
      const key = keyOf({
        project: unit.project,
        agreement: unit.agreement,
        disposition: dispositionOn(known, unit, on),
      });
      const earned = Rational.of(balance).times(percent).times(fraction);
      exact.set(key, (exact.get(key) ?? Rational.ZERO).plus(earned));
    }
  }
  const total = [...exact.values()].reduce((sum, part) => sum.plus(part), Rational.ZERO).round();
  return total === 0n
    ? new Map()
    : largestRemainder(
        total,
        [...exact].map(([key, weight]) => ({ key, weight })),
      );
}

function dispositionOn(known: PoolFacts, unit: Movement, on: string): Line['disposition'] {
  if (unit.agreement === null) return 'OWN';
  const kind = latest(known.clauses.get(unit.agreement), on)?.kind ?? 'EMERGENCY_FUND';
  if (kind !== 'EMERGENCY_FUND') return kind;
  const of = unit.project === null ? undefined : known.projects.get(unit.project);
  return latest(of?.states, on)?.inProgress && latest(of?.attributions, on)?.isAttributed
    ? 'EMERGENCY_FUND'
    : 'GENERAL';
}

function asTable(lines: readonly Accrued[]): Record<string, bigint> {
  return Object.fromEntries(lines.map(({ key, minor }) => [key, minor]).sort());
}

describe('accrued interest', () => {
  it('is, to the cent, what a loop over days gives', () => {
    fc.assert(
      fc.property(facts, terms, (known, held) => {
        const expected = [...dayByDay(known, held, fromEpochDay(FIRST), THROUGH)].filter(([, minor]) => minor !== 0n);
        expect(asTable(accruedInterest(new Pool(known), held, fromEpochDay(FIRST), THROUGH))).toEqual(
          Object.fromEntries(expected.sort()),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('ends in the same cents whatever the order of arrival, and a second run posts nothing', () => {
    fc.assert(
      fc.property(
        facts,
        terms,
        fc.array(fc.nat(DAYS), { maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (known, held, runs, shuffle) => {
          const arriving = known.movements
            .map((moved) => ({ moved, rank: shuffle.next().value as number }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ moved }) => moved);
          let posted: Accrued[] = [];
          const run = (movements: Movement[], through: string) => {
            const target = accruedInterest(new Pool({ ...known, movements }), held, fromEpochDay(FIRST), through);
            const due = stillToPost(target, posted);
            posted = target;
            return due;
          };
          for (const [index, offset] of [...runs].sort((a, b) => a - b).entries()) {
            run(arriving.slice(0, Math.floor((arriving.length * index) / runs.length)), fromEpochDay(FIRST + offset));
          }
          run(arriving, THROUGH);
          const atOnce = accruedInterest(new Pool(known), held, fromEpochDay(FIRST), THROUGH);
          expect(asTable(posted)).toEqual(asTable(atOnce));
          expect(run(arriving, THROUGH)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds up: parts to the whole, explained stretches to the exact weights', () => {
    fc.assert(
      fc.property(facts, terms, (known, held) => {
        const pool = new Pool(known);
        const explained = explainAccrual(pool, held, fromEpochDay(FIRST), THROUGH);
        const decimals = Math.max(0, ...held.rates.map(({ rate: percent }) => (percent.split('.')[1] ?? '').length));
        const exact = Rational.of(
          explained.reduce((sum, { weight }) => sum + weight, 0n),
          100n * 10n ** BigInt(decimals) * measureOf(held.dayCount).basis,
        );
        expect(sumOf(accruedInterest(pool, held, fromEpochDay(FIRST), THROUGH))).toBe(exact.round());
      }),
      { numRuns: 60 },
    );
  });

  it('carries the fraction: 365 daily runs post what one yearly run posts', () => {
    const pool = new Pool({
      movements: [{ project: null, agreement: null, day: '2024-12-31', minor: 100_001n }],
      clauses: new Map(),
      projects: new Map(),
    });
    const held: Terms = {
      dayCount: 'ACT/360',
      openedOn: '2025-01-01',
      maturesOn: null,
      rates: [{ from: '2025-01-01', rate: '1.60' }],
      principal: null,
      deposits: [],
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

describe('terms', () => {
  const pool = new Pool({
    movements: [{ project: null, agreement: 'PARIS', day: '2024-12-31', minor: 300_000_000n }],
    clauses: new Map(),
    projects: new Map(),
  });
  const year: Terms = {
    dayCount: '30E/360',
    openedOn: '2025-01-01',
    maturesOn: null,
    rates: [],
    principal: null,
    deposits: [],
  };

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
    const deposit = { from: '2025-01-01', until: '2025-07-01', principal: 100_000_000n };
    const onDeposit = accruedInterest(
      pool,
      { ...year, maturesOn: '2025-07-01', principal: 100_000_000n, rates: [{ from: '2025-01-01', rate: '2.40' }] },
      '2025-01-01',
      '2025-12-31',
    );
    const onTheRest = accruedInterest(
      pool,
      { ...year, deposits: [deposit], rates: [{ from: '2025-01-01', rate: '1' }] },
      '2025-01-01',
      '2025-12-31',
    );
    expect(sumOf(onDeposit)).toBe(1_200_000n);
    expect(sumOf(onTheRest)).toBe(2_500_000n);
  });

  it('costs what changes, not what days: a century is as quick as a day', () => {
    const held = { ...year, rates: [{ from: '1925-01-01', rate: '1' }], openedOn: '1925-01-01' };
    const started = process.hrtime.bigint();
    accruedInterest(pool, held, '1925-01-01', '2124-12-31');
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(50);
  });
});
