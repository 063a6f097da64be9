import { epochDay, type Day } from '@abonde/calendar';
import { largestRemainder } from '@abonde/money';
import type { Unit, UnitHistory } from './pool';

/** Money that is to come or to leave; `agreement` null takes it from all that its project holds, in proportion. */
export interface PlannedMovement extends Unit {
  day: Day;
  /** Cents. */
  minor: bigint;
}

/** Units as they will be. What leaves a project of unknown provenance leaves its agreements by what each holds that day. */
export function withPlanned(units: readonly UnitHistory[], planned: readonly PlannedMovement[]): UnitHistory[] {
  if (planned.length === 0) return [...units];
  const future = new Map(units.map((unit) => [keyOf(unit), unit]));
  for (const movement of planned.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)))
    for (const { unit, minor } of partsOf(movement, [...future.values()])) {
      const known = future.get(keyOf(unit)) ?? { ...unit, held: { days: [], values: [] } };
      future.set(keyOf(unit), moved(known, epochDay(movement.day), minor));
    }
  return [...future.values()];
}

function keyOf({ project, agreement }: Unit): string {
  return `${project ?? ''}/${agreement ?? ''}`;
}

function partsOf({ project, agreement, day, minor }: PlannedMovement, units: readonly UnitHistory[]) {
  if (agreement !== null) return [{ unit: { project, agreement }, minor }];
  const holding = units
    .filter((unit) => unit.project === project && project !== null)
    .map((unit) => ({ unit, key: keyOf(unit), weight: heldOn(unit, epochDay(day)) }))
    .filter(({ weight }) => weight > 0n);
  if (holding.length === 0) return [];
  const shares = largestRemainder(minor, holding);
  return holding.map(({ unit, key }) => ({ unit, minor: shares.get(key)! }));
}

function heldOn({ held: { days, values } }: UnitHistory, day: number): bigint {
  return values[days.findLastIndex((changed) => changed <= day)] ?? 0n;
}

/** The same unit with `minor` more from a day on. */
function moved(unit: UnitHistory, day: number, minor: bigint): UnitHistory {
  const { days, values } = unit.held;
  const at = days.findIndex((changed) => changed > day);
  const position = at < 0 ? days.length : at;
  const later = values.slice(position).map((held) => held + minor);
  return {
    ...unit,
    held: {
      days: [...days.slice(0, position), day, ...days.slice(position)],
      values: [...values.slice(0, position), heldOn(unit, day) + minor, ...later],
    },
  };
}
