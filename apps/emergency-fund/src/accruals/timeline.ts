/** A value that changes on some days and stays in between. Days are epoch days. */
export interface Change<T> {
  day: number;
  value: T;
}

export interface Stretch<T> {
  from: number;
  /** Excluded. */
  until: number;
  value: T;
}

export class Timeline<T> {
  /** @param changes in order of day; of several on one day the last counts */
  constructor(
    private readonly initial: T,
    private readonly changes: readonly Change<T>[],
  ) {}

  at(day: number): T {
    const index = this.lastUpTo(day);
    return index < 0 ? this.initial : this.changes[index]!.value;
  }

  /** Visits the stretches of [from, until) on which the value stays the same. */
  visit(from: number, until: number, visitor: (value: T, from: number, until: number) => void): void {
    const { changes } = this;
    let index = this.lastUpTo(from);
    let start = from;
    let value = index < 0 ? this.initial : changes[index]!.value;
    for (index += 1; index < changes.length; index += 1) {
      const change = changes[index]!;
      if (change.day >= until) break;
      if (change.value === value) continue;
      if (change.day > start) visitor(value, start, change.day);
      start = change.day;
      value = change.value;
    }
    if (until > start) visitor(value, start, until);
  }

  stretches(from: number, until: number): Stretch<T>[] {
    const stretches: Stretch<T>[] = [];
    this.visit(from, until, (value, start, end) => stretches.push({ from: start, until: end, value }));
    return stretches;
  }

  /** Two values seen as one. */
  with<U, V>(other: Timeline<U>, combine: (value: T, other: U) => V): Timeline<V> {
    if (other.changes.length === 0) return this.map((value) => combine(value, other.initial));
    if (this.changes.length === 0) return other.map((value) => combine(this.initial, value));
    const days = [...new Set([...this.changes, ...other.changes].map(({ day }) => day))].sort((a, b) => a - b);
    return new Timeline(
      combine(this.initial, other.initial),
      days.map((day) => ({ day, value: combine(this.at(day), other.at(day)) })),
    );
  }

  private map<V>(change: (value: T) => V): Timeline<V> {
    return new Timeline(
      change(this.initial),
      this.changes.map(({ day, value }) => ({ day, value: change(value) })),
    );
  }

  private lastUpTo(day: number): number {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle]!.day <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Running total of amounts by day. */
export function runningTotal(amounts: readonly { day: number; minor: bigint }[]): Timeline<bigint> {
  const changes: Change<bigint>[] = [];
  let total = 0n;
  for (const { day, minor } of amounts.toSorted((a, b) => a.day - b.day)) {
    total += minor;
    const last = changes.at(-1);
    if (last?.day === day) last.value = total;
    else changes.push({ day, value: total });
  }
  return new Timeline(0n, changes);
}
