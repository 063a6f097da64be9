import { fromEpochDay, epochDay, type Day } from '@abonde/calendar';
import type { Terms } from '../../apps/emergency-fund/src/accruals/accrual';
import { deposited } from '../../apps/emergency-fund/src/accruals/bearing';
import type { Clause, ProjectHistory } from '../../apps/emergency-fund/src/accruals/dispositions';
import type { PoolFacts } from '../../apps/emergency-fund/src/accruals/pool';
import { asPoolFacts, type Movement } from '../../apps/emergency-fund/src/accruals/pool.testing';
import type { Steps } from '../../apps/emergency-fund/src/accruals/timeline';

export const FROM: Day = '2001-01-01';
export const THROUGH: Day = '2025-12-31';

const FIRST = epochDay(FROM);
const LAST = epochDay(THROUGH);
const AGREEMENTS = 40;
const kinds: Clause['kind'][] = ['EMERGENCY_FUND', 'EMERGENCY_FUND', 'EMERGENCY_FUND', 'RETAIN_IN_AGREEMENT'];

/** The same numbers on every run (mulberry32), so that two runs compare. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Twenty-five years of a fund, shaped like the reference scenario: projects of seven to ten years, as those that four
 * agreements feed, allocated at two votes and paid in tranches of 40, 40 and 20 %, one project in five suspended meanwhile;
 * what is allocated leaves the agreement's envelope, which is filled once a year.
 */
export function pooledYears(projects: number): PoolFacts {
  const below = numbers(20260101);
  const movements: Movement[] = [];
  const histories = new Map<string, ProjectHistory>();
  const on = (day: number): Day => fromEpochDay(Math.round(day));
  for (let index = 0; index < projects; index += 1) {
    const project = `P${String(index).padStart(4, '0')}`;
    const start = FIRST + below(LAST - FIRST - 2557);
    const length = 2557 + below(1096);
    const suspended = below(5) === 0 ? [start + 300 + below(200), start + 550 + below(200)] : [];
    histories.set(project, {
      inProgress: {
        days: [start + below(60), ...suspended, start + length],
        values: [true, ...suspended.map((_, resumed) => resumed === 1), false],
      },
      isAttributed: { days: [start], values: [true] },
    });
    for (let source = 0; source < 4; source += 1) {
      const agreement = `A${(index * 7 + source * 11 + below(7)) % AGREEMENTS}`;
      const whole = 5_000_000n + BigInt(below(50_000_000));
      const move = (day: number, minor: bigint) => movements.push({ project, agreement, day: on(day), minor });
      const allocate = (day: number, minor: bigint) => {
        move(day, minor);
        movements.push({ project: null, agreement, day: on(day), minor: -minor });
      };
      const [first, last] = [(whole * 3n) / 5n, whole / 5n];
      allocate(start + below(30), first);
      allocate(start + 365 + below(30), whole - first);
      move(start + 30 + below(30), -((whole - last) / 2n));
      move(start + length / 2 + below(30), last + (whole - last) / 2n - whole);
      move(start + length - 90 + below(30), -last);
    }
  }
  const clauses = new Map<string, Clause[]>();
  for (let index = 0; index < AGREEMENTS; index += 1) {
    const agreement = `A${index}`;
    clauses.set(agreement, [{ from: FROM, kind: kinds[index % kinds.length]! }]);
    for (let year = 0; year < 25; year += 1)
      movements.push({
        project: null,
        agreement,
        day: on(FIRST + year * 365 + below(60)),
        minor: BigInt(projects) * 1_200_000n,
      });
  }
  for (let quarter = 0; quarter < 100; quarter += 1)
    movements.push({ project: null, agreement: null, day: on(FIRST + quarter * 91), minor: BigInt(below(9_000_000)) });
  return asPoolFacts({ movements, clauses, projects: histories });
}

/** An account on call whose rate follows the market five times in two years. */
export function onCall(): Terms {
  const below = numbers(7);
  const rates = Array.from({ length: 62 }, (_, step) => ({
    from: fromEpochDay(FIRST + step * 147),
    rate: (below(400) / 100).toFixed(2),
  }));
  return {
    dayCount: 'ACT/360',
    compounding: 'SIMPLE',
    capitalisation: 'QUARTERLY',
    openedOn: FROM,
    maturesOn: null,
    rates,
    own: null,
    elsewhere: deposited([]),
    charges: [],
  };
}

/** The same changes with `times` as many days between them. */
export function spread(facts: PoolFacts, times: number): PoolFacts {
  const later = <T>({ days, values }: Steps<T>): Steps<T> => ({
    days: days.map((day) => FIRST + (day - FIRST) * times),
    values,
  });
  return {
    units: facts.units.map((unit) => ({ ...unit, held: later(unit.held) })),
    clauses: facts.clauses,
    projects: new Map(
      [...facts.projects].map(([project, { inProgress, isAttributed }]) => [
        project,
        { inProgress: later(inProgress), isAttributed: later(isAttributed) },
      ]),
    ),
  };
}
