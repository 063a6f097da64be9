/** What holds from each day on, side by side and in order of day; of several on one day the last counts. */
export interface Steps<T> {
  /** Epoch days. */
  days: readonly number[];
  values: readonly T[];
}

export interface Stretch<T> {
  from: number;
  /** Excluded. */
  until: number;
  value: T;
}

/** Told a value with the stretch of days, `until` excluded, on which it stays. */
export type Visitor<T> = (value: T, from: number, until: number) => void;

/** Whatever can be told stretch by stretch. */
export interface Changing<T> {
  /** Visits the stretches of [from, until) on which the value stays the same. */
  visit(from: number, until: number, visitor: Visitor<T>): void;
}

/** A value that changes on some days and stays in between. */
export class Timeline<T> implements Changing<T> {
  protected readonly days: readonly number[];
  protected readonly values: readonly T[];

  constructor(
    protected readonly initial: T,
    { days, values }: Steps<T>,
  ) {
    this.days = days;
    this.values = values;
  }

  static always<T>(value: T): Timeline<T> {
    return new Timeline(value, { days: [], values: [] });
  }

  /** The value, when it never changes. */
  get constant(): T | undefined {
    return this.values.every((value) => value === this.initial) ? this.initial : undefined;
  }

  at(day: number): T {
    const index = this.lastUpTo(day);
    return index < 0 ? this.initial : this.values[index]!;
  }

  visit(from: number, until: number, visitor: Visitor<T>): void {
    const { days, values } = this;
    let index = this.lastUpTo(from);
    let start = from;
    let value = index < 0 ? this.initial : values[index]!;
    for (index += 1; index < days.length; index += 1) {
      const day = days[index]!;
      if (day >= until) break;
      if (values[index] === value) continue;
      if (day > start) visitor(value, start, day);
      start = day;
      value = values[index]!;
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
    const days: number[] = [];
    const values: V[] = [];
    let [mine, theirs] = [this.initial, other.initial];
    const initial = combine(mine, theirs);
    let last = initial;
    for (let i = 0, j = 0; i < this.days.length || j < other.days.length;) {
      const day = Math.min(this.days[i] ?? Infinity, other.days[j] ?? Infinity);
      for (; this.days[i] === day; i += 1) mine = this.values[i]!;
      for (; other.days[j] === day; j += 1) theirs = other.values[j]!;
      const value = combine(mine, theirs);
      if (value === last) continue;
      days.push(day);
      values.push(value);
      last = value;
    }
    return new Timeline(initial, { days, values });
  }

  map<V>(change: (value: T) => V): Timeline<V> {
    return new Timeline(change(this.initial), { days: this.days, values: this.values.map(change) });
  }

  /** Index of the last change up to a day; -1 when there is none. */
  protected lastUpTo(day: number): number {
    const { days } = this;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle]! <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Cents held, day by day. */
export class Balance extends Timeline<bigint> {
  constructor(held: Steps<bigint>) {
    super(0n, held);
  }

  /**
   * What the cents above zero gather over [from, until): one product a change, however many days it lasts.
   * @param upTo what a cent held since ever has gathered at the start of a day
   */
  weight(from: number, until: number, upTo: (day: number) => bigint): bigint {
    const { days, values } = this;
    let index = this.lastUpTo(from);
    let held = index < 0 ? 0n : values[index]!;
    let before = upTo(from);
    let sum = 0n;
    for (index += 1; index < days.length; index += 1) {
      const day = days[index]!;
      if (day >= until) break;
      const after = upTo(day);
      if (held > 0n) sum += held * (after - before);
      before = after;
      held = values[index]!;
    }
    return held > 0n ? sum + held * (upTo(until) - before) : sum;
  }
}

/** Running total of amounts by day. */
export function runningTotal(amounts: readonly { day: number; minor: bigint }[]): Balance {
  const days: number[] = [];
  const values: bigint[] = [];
  let total = 0n;
  for (const { day, minor } of amounts.toSorted((a, b) => a.day - b.day)) {
    total += minor;
    if (days.at(-1) === day) values[values.length - 1] = total;
    else {
      days.push(day);
      values.push(total);
    }
  }
  return new Balance({ days, values });
}
