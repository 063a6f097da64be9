import { epochDay, type Day } from '@abonde/calendar';
import type { Disposition, InterestClauseKind } from '@abonde/contracts';
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
  private readonly units: UnitOverTime[];

  constructor(facts: PoolFacts) {
    const dispositions = new Dispositions(facts);
    const byUnit = new Map<string, { unit: Unit; amounts: { day: number; minor: bigint }[] }>();
    for (const { project, agreement, day, minor } of facts.movements) {
      const key = `${project ?? ''}/${agreement ?? ''}`;
      const amount = { day: epochDay(day), minor };
      const found = byUnit.get(key);
      if (found) found.amounts.push(amount);
      else byUnit.set(key, { unit: { project, agreement }, amounts: [amount] });
    }
    this.units = [...byUnit.values()].map(
      ({ unit, amounts }) => new UnitOverTime(unit, runningTotal(amounts), dispositions.of(unit)),
    );
  }

  /** What bears interest in [from, until). A unit below zero counts as nothing. */
  holdings(from: number, until: number): Holding[] {
    return this.units.flatMap((unit) => {
      const found: Holding[] = [];
      const { project, agreement } = unit;
      unit.visit(from, until, (minor, disposition, start, end) => {
        found.push({ project, agreement, disposition, from: start, until: end, minor });
      });
      return found;
    });
  }

  /**
   * Weight of each line over [from, until): cents × what a cent has gathered meanwhile.
   * @param upTo what a cent held since ever has gathered at the start of a day
   */
  weigh(from: number, until: number, upTo: (day: number) => bigint): Weighed[] {
    return this.units.flatMap((unit) => {
      const sums = new Map<Disposition, bigint>();
      unit.visit(from, until, (minor, disposition, start, end) => {
        sums.set(disposition, (sums.get(disposition) ?? 0n) + minor * (upTo(end) - upTo(start)));
      });
      return [...sums].map(([disposition, weight]) => weighed(unit, disposition, weight));
    });
  }

  /** *Nombres*: cents × calendar days of each line over [from, until). */
  nombres(from: number, until: number): Weighed[] {
    return this.weigh(from, until, BigInt);
  }

  /** Everything the pool holds, negative units counted as nothing. */
  total(): Timeline<bigint> {
    const amounts: { day: number; minor: bigint }[] = [];
    for (const { balance } of this.units) {
      let before = 0n;
      balance.visit(FIRST_DAY, LAST_DAY, (held, day) => {
        const counted = held > 0n ? held : 0n;
        amounts.push({ day, minor: counted - before });
        before = counted;
      });
    }
    return runningTotal(amounts);
  }
}

const FIRST_DAY = epochDay('1900-01-01');
const LAST_DAY = epochDay('2200-01-01');

/** The cents of a unit and what becomes of their interest, day by day. */
class UnitOverTime implements Unit {
  readonly project: string | null;
  readonly agreement: string | null;

  constructor(
    { project, agreement }: Unit,
    readonly balance: Timeline<bigint>,
    private readonly disposition: Timeline<Disposition>,
  ) {
    this.project = project;
    this.agreement = agreement;
  }

  /** The stretches of [from, until) on which it holds the same, above zero, under the same disposition. */
  visit(
    from: number,
    until: number,
    visitor: (minor: bigint, disposition: Disposition, from: number, until: number) => void,
  ): void {
    this.balance.visit(from, until, (minor, start, end) => {
      if (minor > 0n) this.disposition.visit(start, end, (disposition, a, b) => visitor(minor, disposition, a, b));
    });
  }
}

function weighed({ project, agreement }: Unit, disposition: Disposition, weight: bigint): Weighed {
  return { key: keyOf({ project, agreement, disposition }), project, agreement, disposition, weight };
}

/**
 * What becomes of a unit's interest, day by day: the agreement's clause if it isn't `EMERGENCY_FUND`; else the
 * emergency fund's for money attributed to a project in progress, and general income otherwise.
 */
class Dispositions {
  private readonly clauses = new Map<string, Timeline<InterestClauseKind>>();
  private readonly running = new Map<string, Timeline<boolean>>();

  constructor(private readonly facts: PoolFacts) {}

  of({ project, agreement }: Unit): Timeline<Disposition> {
    if (agreement === null) return new Timeline<Disposition>('OWN', []);
    const feedsFund = project === null ? new Timeline(false, []) : this.runningOf(project);
    return this.clauseOf(agreement).with(feedsFund, (kind, feeds) => {
      if (kind !== 'EMERGENCY_FUND') return kind;
      return feeds ? 'EMERGENCY_FUND' : 'GENERAL';
    });
  }

  private clauseOf(agreement: string): Timeline<InterestClauseKind> {
    return remembered(this.clauses, agreement, () => clauseTimeline(this.facts.clauses.get(agreement) ?? []));
  }

  private runningOf(project: string): Timeline<boolean> {
    return remembered(this.running, project, () => attributedAndInProgress(this.facts.projects.get(project)));
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

function clauseTimeline(clauses: readonly Clause[]): Timeline<InterestClauseKind> {
  const inOrder = [...clauses].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return new Timeline<InterestClauseKind>(
    'EMERGENCY_FUND',
    inOrder.map(({ from, kind }) => ({ day: epochDay(from), value: kind })),
  );
}

function attributedAndInProgress(history: ProjectHistory | undefined): Timeline<boolean> {
  if (!history) return new Timeline(false, []);
  const states = history.states.map(({ from, inProgress: value }) => ({ day: epochDay(from), value }));
  const attributions = history.attributions.map(({ from, isAttributed: value }) => ({ day: epochDay(from), value }));
  return new Timeline(false, states).with(new Timeline(false, attributions), (runs, attributed) => runs && attributed);
}
