/** A line of the table: `ratio` is `value` over `limit`, the limit being measured in the same run. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  limit: number;
  ratio: number;
  /** As a reader says it, such as `≥ 0.5`. */
  goal: string;
  met: boolean;
}

export interface BenchContext {
  /** Superuser address of a PostgreSQL that keeps its promises: fsync and synchronous_commit on. Started once per run. */
  postgres(): Promise<string>;
  /** Brokers of a Kafka, started once per run. */
  kafka(): Promise<string>;
  say(sentence: string): void;
}

/** One subject of the table, run alone with `npm run bench -- <name>`. */
export interface Bench {
  name: string;
  run(context: BenchContext): Promise<Row[]>;
}

/** A row whose goal is a least ratio to a limit measured beside it. */
export function atLeast(goal: number, row: Pick<Row, 'name' | 'value' | 'unit' | 'limit'>): Row {
  const ratio = row.value / row.limit;
  return { ...row, ratio, goal: `≥ ${goal}`, met: ratio >= goal };
}

/** A row whose goal is a greatest ratio: memory, growth, waiting time. */
export function atMost(goal: number, row: Pick<Row, 'name' | 'value' | 'unit' | 'limit'>): Row {
  const ratio = row.value / row.limit;
  return { ...row, ratio, goal: `≤ ${goal}`, met: ratio <= goal };
}

/** A row with no goal of its own, to read the others by. */
export function toKnow(row: Pick<Row, 'name' | 'value' | 'unit' | 'limit'>): Row {
  return { ...row, ratio: row.value / row.limit, goal: 'to know', met: true };
}

/** A row of what must not happen. */
export function none(row: Pick<Row, 'name' | 'value' | 'unit'>): Row {
  return { ...row, limit: 0, ratio: row.value, goal: 'none', met: row.value === 0 };
}

/** Figures of a busy machine jump; half of them lie on each side of this one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
