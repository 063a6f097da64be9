import { epochDay, type Day } from '@abonde/calendar';
import type { Disposition, InterestClauseKind } from '@abonde/contracts';
import type { DayMeasure } from './day-count';
import { runningTotal, Timeline } from './timeline';

/** Whose money it is: of a project and the agreement it comes from, of an agreement, or (both null) the fund's own. */
export interface Unit {
  project: string | null;
  agreement: string | null;
}

/** One change of a unit, at its value date, in cents. */
export interface Movement extends Unit {
  day: Day;
  minor: bigint;
}

export interface Clause {
  from: Day;
  kind: InterestClauseKind;
  /** Cents; of a `THRESHOLD` clause. */
  threshold?: bigint;
}

export interface ProjectHistory {
  /** In order of day, later-known last. */
  states: { from: Day; inProgress: boolean }[];
  attributions: { from: Day; isAttributed: boolean }[];
}

/** All that decides the interest of a pool, in any order of arrival. */
export interface PoolFacts {
  movements: readonly Movement[];
  clauses: ReadonlyMap<string, readonly Clause[]>;
  projects: ReadonlyMap<string, ProjectHistory>;
}

/** Interest is shared over lines: a unit, and what becomes of its interest. */
export interface Line extends Unit {
  disposition: Disposition;
}

export interface Weighed extends Line {
  key: string;
  weight: bigint;
}

/** A stretch of days on which a unit holds the same positive amount under the same disposition. */
export interface Holding extends Line {
  from: number;
  /** Excluded. */
  until: number;
  /** Cents. */
  minor: bigint;
}

export function keyOf({ project, agreement, disposition }: Line): string {
  return `${project ?? ''}/${agreement ?? ''}/${disposition}`;
}

export class Pool {
  private readonly units: { unit: Unit; balance: Timeline<bigint>; disposition: Timeline<Disposition> }[];

  constructor(facts: PoolFacts) {
    const byUnit = new Map<string, { unit: Unit; amounts: { day: number; minor: bigint }[] }>();
    for (const { project, agreement, day, minor } of facts.movements) {
      const key = `${project ?? ''}/${agreement ?? ''}`;
      const found = byUnit.get(key) ?? { unit: { project, agreement }, amounts: [] };
      found.amounts.push({ day: epochDay(day), minor });
      byUnit.set(key, found);
    }
    this.units = [...byUnit.values()].map(({ unit, amounts }) => ({
      unit,
      balance: runningTotal(amounts),
      disposition: dispositionOf(unit, facts),
    }));
  }

  /** What bears interest in [from, until). A unit below zero counts as nothing. */
  *holdings(from: number, until: number): Generator<Holding> {
    for (const { unit, balance, disposition } of this.units) {
      for (const held of balance.stretches(from, until)) {
        if (held.value <= 0n) continue;
        for (const under of disposition.stretches(held.from, held.until)) {
          yield { ...unit, disposition: under.value, from: under.from, until: under.until, minor: held.value };
        }
      }
    }
  }

  /** *Nombres*: cents × ticks of each line over [from, until). */
  nombres(from: number, until: number, measure: DayMeasure): Weighed[] {
    const lines = new Map<string, Weighed>();
    for (const held of this.holdings(from, until)) {
      addWeight(lines, held, held.minor * (measure.upTo(held.until) - measure.upTo(held.from)));
    }
    return [...lines.values()];
  }

  /** Everything the pool holds, negative units counted as nothing. */
  total(): Timeline<bigint> {
    const amounts: { day: number; minor: bigint }[] = [];
    for (const { balance } of this.units) {
      let before = 0n;
      for (const { from, value } of balance.stretches(FIRST_DAY, LAST_DAY)) {
        const counted = value > 0n ? value : 0n;
        amounts.push({ day: from, minor: counted - before });
        before = counted;
      }
    }
    return runningTotal(amounts);
  }
}

const FIRST_DAY = epochDay('1900-01-01');
const LAST_DAY = epochDay('2200-01-01');

export function addWeight(lines: Map<string, Weighed>, line: Line, weight: bigint): void {
  const key = keyOf(line);
  const known = lines.get(key);
  if (known) known.weight += weight;
  else {
    const { project, agreement, disposition } = line;
    lines.set(key, { key, project, agreement, disposition, weight });
  }
}

/**
 * What becomes of a unit's interest, day by day: the agreement's clause if it isn't `EMERGENCY_FUND`; else the
 * emergency fund's for money attributed to a project in progress, and general income otherwise.
 */
function dispositionOf(unit: Unit, facts: PoolFacts): Timeline<Disposition> {
  if (unit.agreement === null) return new Timeline<Disposition>('OWN', []);
  const feedsFund = inProgress(unit.project === null ? undefined : facts.projects.get(unit.project));
  const clause = clauseTimeline(facts.clauses.get(unit.agreement) ?? []);
  return clause.with(feedsFund, (kind, feeds) => {
    if (kind !== 'EMERGENCY_FUND') return kind;
    return feeds ? 'EMERGENCY_FUND' : 'GENERAL';
  });
}

function clauseTimeline(clauses: readonly Clause[]): Timeline<InterestClauseKind> {
  const inOrder = [...clauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return new Timeline<InterestClauseKind>(
    'EMERGENCY_FUND',
    inOrder.map(({ from, kind }) => ({ day: epochDay(from), value: kind })),
  );
}

function inProgress(history: ProjectHistory | undefined): Timeline<boolean> {
  if (!history) return new Timeline(false, []);
  const states = history.states.map(({ from, inProgress: value }) => ({ day: epochDay(from), value }));
  const attributions = history.attributions.map(({ from, isAttributed: value }) => ({ day: epochDay(from), value }));
  return new Timeline(false, states).with(new Timeline(false, attributions), (runs, attributed) => runs && attributed);
}
