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
  const units = new Map<string, UnitHistory & { balances: { day: number; value: bigint }[] }>();
  for (const { project, agreement, day, minor } of movements.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const key = `${project}/${agreement}`;
    const unit = units.get(key) ?? { project, agreement, balances: [] };
    units.set(key, unit);
    const last = unit.balances.at(-1);
    if (last?.day === epochDay(day)) last.value += minor;
    else unit.balances.push({ day: epochDay(day), value: (last?.value ?? 0n) + minor });
  }
  return { units: [...units.values()], clauses, projects };
}
