import { epochDay, type Day } from '@abonde/calendar';
import type { PoolFacts, Unit, UnitHistory } from './pool';

/** One change of a unit, at its value date, in cents. */
export interface Movement extends Unit {
  day: Day;
  minor: bigint;
}

/** Facts as they are told: movement by movement, in any order. */
export interface ToldFacts extends Omit<PoolFacts, 'units'> {
  movements: readonly Movement[];
}

export function asPoolFacts({ movements, clauses, projects }: ToldFacts): PoolFacts {
  const units = new Map<string, UnitHistory & { held: { days: number[]; values: bigint[] } }>();
  for (const { project, agreement, day, minor } of movements.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const key = `${project}/${agreement}`;
    const unit = units.get(key) ?? { project, agreement, held: { days: [], values: [] } };
    units.set(key, unit);
    unit.held.days.push(epochDay(day));
    unit.held.values.push((unit.held.values.at(-1) ?? 0n) + minor);
  }
  return { units: [...units.values()], clauses, projects };
}
