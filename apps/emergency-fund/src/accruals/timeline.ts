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
    protected readonly initial: T,
    protected readonly changes: readonly Change<T>[],
  ) {}

  /** The value, when it never changes. */
  get constant(): T | undefined {
    return this.changes.every(({ value }) => value === this.initial) ? this.initial : undefined;
  }

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
    const [mine, theirs] = [this.changes, other.changes];
    const changes: Change<V>[] = [];
    let [value, their] = [this.initial, other.initial];
    for (let i = 0, j = 0; i < mine.length || j < theirs.length;) {
      const day = Math.min(mine[i]?.day ?? Infinity, theirs[j]?.day ?? Infinity);
      for (; mine[i]?.day === day; i += 1) value = mine[i]!.value;
      for (; theirs[j]?.day === day; j += 1) their = theirs[j]!.value;
      changes.push({ day, value: combine(value, their) });
    }
    return new Timeline(combine(this.initial, other.initial), changes);
  }

  map<V>(change: (value: T) => V): Timeline<V> {
    return new Timeline(
      change(this.initial),
      this.changes.map(({ day, value }) => ({ day, value: change(value) })),
    );
  }

  /** Index of the last change up to a day; -1 when there is none. */
  protected lastUpTo(day: number): number {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle]!.day <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Cents held, day by day. */
export class Balance extends Timeline<bigint> {
  /** @param changes what is held from each day on, in order of day */
  constructor(changes: readonly Change<bigint>[]) {
    super(0n, changes);
  }

  /**
   * What the cents above zero gather over [from, until): one multiplication a change, however many days it lasts.
   * @param upTo what a cent held since ever has gathered at the start of a day
   */
  weight(from: number, until: number, upTo: (day: number) => bigint): bigint {
    const { changes } = this;
    let index = this.lastUpTo(from);
    let held = index < 0 ? 0n : changes[index]!.value;
    let start = from;
    let sum = 0n;
    for (index += 1; index < changes.length; index += 1) {
      const { day, value } = changes[index]!;
      if (day >= until) break;
      if (held > 0n) sum += held * (upTo(day) - upTo(start));
      start = day;
      held = value;
    }
    return held > 0n ? sum + held * (upTo(until) - upTo(start)) : sum;
  }
}

/** Running total of amounts by day. */
export function runningTotal(amounts: readonly { day: number; minor: bigint }[]): Balance {
  const changes: Change<bigint>[] = [];
  let total = 0n;
  for (const { day, minor } of amounts.toSorted((a, b) => a.day - b.day)) {
    total += minor;
    const last = changes.at(-1);
    if (last?.day === day) last.value = total;
    else changes.push({ day, value: total });
  }
  return new Balance(changes);
}
