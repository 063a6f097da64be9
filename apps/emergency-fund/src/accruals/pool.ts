import type { Disposition } from '@abonde/contracts';
import { Dispositions, type Clause, type ProjectHistory } from './dispositions';
import { Balance, type Changing, runningTotal, type Steps, type Timeline } from './timeline';

/** Whose money it is: of a project and the agreement it comes from, of an agreement, or (both null) the fund's own. */
export interface Unit {
  project: string | null;
  agreement: string | null;
}

export interface UnitHistory extends Unit {
  /** Cents held, at value dates. */
  held: Steps<bigint>;
}

/** All that decides the interest of a pool, whatever the order in which it was learnt. */
export interface PoolFacts {
  units: readonly UnitHistory[];
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
  private constructor(private readonly units: readonly UnitOverTime[]) {}

  static of({ units, ...facts }: PoolFacts): Pool {
    const dispositions = new Dispositions(facts);
    return new Pool(units.map((unit) => overTime(unit, dispositions)));
  }

  /** The same pool with this as the fund's own cash. */
  withOwnCash(held: Steps<bigint>): Pool {
    const own = { project: null, agreement: null, held };
    const others = this.units.filter(({ unit }) => unit.agreement !== null);
    return new Pool([...others, overTime(own, new Dispositions({ clauses: new Map(), projects: new Map() }))]);
  }

  /** What bears interest in [from, until). A unit below zero counts as nothing. */
  holdings(from: number, until: number): Holding[] {
    return this.units.flatMap(({ unit: { project, agreement }, balance, disposition: clause }) => {
      const found: Holding[] = [];
      clause.visit(from, until, (disposition, first, last) => {
        balance.visit(first, last, (minor, start, end) => {
          if (minor > 0n) found.push({ project, agreement, disposition, from: start, until: end, minor });
        });
      });
      return found;
    });
  }

  /**
   * Weight of each line over [from, until): cents × what a cent has gathered meanwhile.
   * @param upTo what a cent held since ever has gathered at the start of a day
   */
  weigh(from: number, until: number, upTo: (day: number) => bigint): Weighed[] {
    const lines = new WeighedLines(upTo);
    for (const unit of this.units) lines.add(unit, from, until);
    return lines.all;
  }

  /** *Nombres*: cents × calendar days of each line over [from, until). */
  nombres(from: number, until: number): Weighed[] {
    return this.weigh(from, until, BigInt);
  }

  /** Everything the pool holds, negative units counted as nothing. */
  total(): Timeline<bigint> {
    return runningTotal(this.units.flatMap(({ unit }) => deltasAboveZero(unit.held)));
  }
}

/** The cents of a unit and what becomes of their interest, day by day. */
interface UnitOverTime {
  unit: UnitHistory;
  balance: Balance;
  disposition: Changing<Disposition>;
}

function overTime(unit: UnitHistory, dispositions: Dispositions): UnitOverTime {
  return { unit, balance: new Balance(unit.held), disposition: dispositions.of(unit) };
}

/** The lines of units that weigh something: of each unit one for every disposition it goes through. */
class WeighedLines {
  readonly all: Weighed[] = [];
  private unit: UnitOverTime;
  private firstOfUnit = 0;

  constructor(private readonly upTo: (day: number) => bigint) {}

  add(unit: UnitOverTime, from: number, until: number): void {
    this.unit = unit;
    this.firstOfUnit = this.all.length;
    unit.disposition.visit(from, until, this.addStretch);
  }

  private readonly addStretch = (disposition: Disposition, from: number, until: number): void => {
    const weight = this.unit.balance.weight(from, until, this.upTo);
    if (weight === 0n) return;
    const { project, agreement } = this.unit.unit;
    for (let index = this.firstOfUnit; index < this.all.length; index += 1) {
      const line = this.all[index]!;
      if (line.disposition !== disposition) continue;
      line.weight += weight;
      return;
    }
    this.all.push({ key: keyOf({ project, agreement, disposition }), project, agreement, disposition, weight });
  };
}

function deltasAboveZero({ days, values }: Steps<bigint>): { day: number; minor: bigint }[] {
  let before = 0n;
  return days.map((day, index) => {
    const held = values[index]! > 0n ? values[index]! : 0n;
    const minor = held - before;
    before = held;
    return { day, minor };
  });
}
