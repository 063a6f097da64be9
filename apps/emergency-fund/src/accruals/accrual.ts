import { addDays, epochDay, fromEpochDay, type Day } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import { measureOf, type DayCount } from './day-count';
import { keyOf, type Holding, type Line, type Pool, type Weighed } from './pool';
import { runningTotal, Timeline } from './timeline';

/** The association's own agreement: what nobody else bears or disposes of. */
export const GENERAL_AGREEMENT = 'AIMF-GENERAL';
const GENERAL_LINE: Line = { project: null, agreement: GENERAL_AGREEMENT, disposition: 'GENERAL' };

/** A fixed sum on deposit, in cents, over its own days. */
export interface Deposit {
  from: Day;
  /** Excluded; null while it has no end. */
  until: Day | null;
  principal: bigint;
}

export interface Terms {
  dayCount: DayCount;
  openedOn: Day;
  /** Last day excluded; null while open. */
  maturesOn: Day | null;
  /** Percent a year, in force from a day. */
  rates: readonly { from: Day; rate: string }[];
  /** Interest is borne by this sum; otherwise by the whole pool less `deposits`. */
  principal: bigint | null;
  /** Fixed sums of the pool's other placements: they bear their own interest. */
  deposits: readonly Deposit[];
}

/** Interest of one line, in cents; a charge when the rate is negative. */
export interface Accrued extends Line {
  key: string;
  minor: bigint;
  isCharge: boolean;
}

/** The rates of the terms as whole numbers. */
interface Scaled {
  rates: Timeline<bigint>;
  /** What a weight of cents × ticks × scaled rate is divided by. */
  denominator: bigint;
}

function scaled(terms: Terms): Scaled {
  const decimals = Math.max(0, ...terms.rates.map(({ rate }) => (rate.split('.')[1] ?? '').length));
  const scale = 10n ** BigInt(decimals);
  const changes = inOrder(terms.rates).map(({ from, rate }) => ({
    day: epochDay(from),
    value: Rational.parse(rate).times(Rational.of(scale)).floor(),
  }));
  return { rates: new Timeline(0n, changes), denominator: 100n * scale * measureOf(terms.dayCount).basis };
}

function inOrder(rates: Terms['rates']): Terms['rates'] {
  return rates.toSorted((a, b) => compareText(a.from, b.from));
}

/** Ticks × rate that a cent has gathered from `start` up to a day, at the rates that `counts` keeps. */
function gathered(
  rates: Timeline<bigint>,
  dayCount: DayCount,
  [start, end]: readonly [number, number],
  counts: (rate: bigint) => boolean,
): (day: number) => bigint {
  const { upTo } = measureOf(dayCount);
  const known = new Map<number, bigint>();
  const steps: { from: number; ticks: bigint; rate: bigint; before: bigint }[] = [];
  let before = 0n;
  rates.visit(start, end, (value, from, until) => {
    const [rate, ticks] = [counts(value) ? value : 0n, upTo(from)];
    steps.push({ from, ticks, rate, before });
    before += rate * (upTo(until) - ticks);
  });
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const step = steps.findLast(({ from }) => from <= day)!;
    const sum = step.before + step.rate * (upTo(day) - step.ticks);
    known.set(day, sum);
    return sum;
  };
}

/** First and past-the-last day of `terms` within [from, through]. */
function borne(terms: Terms, from: Day, through: Day): [number, number] {
  const start = Math.max(epochDay(from), epochDay(terms.openedOn));
  const end = epochDay(addDays(through, 1));
  return [start, terms.maturesOn === null ? end : Math.min(end, epochDay(terms.maturesOn))];
}

/**
 * What a placement has earned from `from` to `through`, both included: `largestRemainder(round(exact), exact parts)`.
 * A pure function of the facts: the order in which they were learnt plays no part, and the cost follows the
 * number of changes, not of days. Days at a negative rate are one general charge.
 */
export function accruedInterest(pool: Pool, terms: Terms, from: Day, through: Day): Accrued[] {
  const period = borne(terms, from, through);
  if (period[1] <= period[0]) return [];
  const { rates, denominator } = scaled(terms);
  const earning = gathered(rates, terms.dayCount, period, (rate) => rate > 0n);
  const charging = gathered(rates, terms.dayCount, period, (rate) => rate < 0n);
  const lines = pool.weigh(...period, earning);
  const earned = interest(pool, terms, period, earning, lines);
  const charged = terms.rates.some(({ rate }) => rate.startsWith('-')) ? interest(pool, terms, period, charging) : 0n;
  const total = Rational.of(earned + charged, denominator).round();
  const charge = Rational.of(charged, denominator).round();
  return [...shareOut(total - charge, lines), ...(charge === 0n ? [] : [chargeOf(charge)])];
}

/** What all that bears interest has gathered: a fixed sum, or the pool less what lies on deposit. */
function interest(
  pool: Pool,
  terms: Terms,
  [start, end]: readonly [number, number],
  upTo: (day: number) => bigint,
  lines: readonly Weighed[] = pool.weigh(start, end, upTo),
): bigint {
  if (terms.principal !== null) return terms.principal * (upTo(end) - upTo(start));
  if (terms.deposits.length === 0) return lines.reduce((sum, { weight }) => sum + weight, 0n);
  const free = pool.total().with(deposited(terms.deposits), (held, fixed) => (held > fixed ? held - fixed : 0n));
  let sum = 0n;
  free.visit(start, end, (held, from, until) => (sum += held * (upTo(until) - upTo(from))));
  return sum;
}

function deposited(deposits: readonly Deposit[]): Timeline<bigint> {
  return runningTotal(
    deposits.flatMap(({ from, until, principal }) => [
      { day: epochDay(from), minor: principal },
      ...(until === null ? [] : [{ day: epochDay(until), minor: -principal }]),
    ]),
  );
}

/** Shares an amount over weighed lines, to the cent. Where nothing was held, it is general. */
export function shareOut(total: bigint, lines: readonly Weighed[]): Accrued[] {
  if (total === 0n) return [];
  const weighing = lines.filter(({ weight }) => weight > 0n);
  if (weighing.length === 0) return [{ ...GENERAL_LINE, key: keyOf(GENERAL_LINE), minor: total, isCharge: false }];
  const parts = largestRemainder(total, weighing);
  return weighing
    .map(({ key, project, agreement, disposition }) => ({
      key,
      project,
      agreement,
      disposition,
      minor: parts.get(key)!,
      isCharge: false,
    }))
    .filter(({ minor }) => minor !== 0n);
}

/** A negative amount as a general charge. */
export function chargeOf(minor: bigint): Accrued {
  return { ...GENERAL_LINE, key: `${keyOf(GENERAL_LINE)}/charge`, minor, isCharge: true };
}

/** What is to be posted to bring `posted` to `target`, line by line. */
export function stillToPost<Shared extends Accrued>(target: readonly Shared[], posted: readonly Shared[]): Shared[] {
  const lines = new Map(target.map((line) => [line.key, { ...line }]));
  for (const line of posted) {
    const known = lines.get(line.key);
    if (known) known.minor -= line.minor;
    else lines.set(line.key, { ...line, minor: -line.minor });
  }
  return [...lines.values()].filter(({ minor }) => minor !== 0n).sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function sumOf(lines: readonly { minor: bigint }[]): bigint {
  return lines.reduce((sum, { minor }) => sum + minor, 0n);
}

/** One stretch of days of one line: where a share of the interest comes from. */
export interface Explained extends Line {
  from: Day;
  /** Included. */
  to: Day;
  days: number;
  /** Cents. */
  base: bigint;
  rate: string;
  dayCount: DayCount;
  /** Base × days × rate of this stretch. */
  weight: bigint;
}

/** The stretches behind `accruedInterest`, in the order line, day. */
export function explainAccrual(pool: Pool, terms: Terms, from: Day, through: Day): Explained[] {
  const [start, end] = borne(terms, from, through);
  const { rates } = scaled(terms);
  const asSet = inOrder(terms.rates).map(({ from: day, rate: value }) => ({ day: epochDay(day), value }));
  const named = new Timeline('0', asSet);
  return rates
    .stretches(start, Math.max(start, end))
    .filter(({ value }) => value !== 0n)
    .flatMap(({ from: first, until, value }) =>
      pool.holdings(first, until).map((held) => explained(held, terms.dayCount, value, named.at(held.from))),
    )
    .sort((a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.from, b.from));
}

function explained(held: Holding, dayCount: DayCount, rate: bigint, named: string): Explained {
  const { upTo } = measureOf(dayCount);
  const { project, agreement, disposition, from, until, minor } = held;
  return {
    project,
    agreement,
    disposition,
    dayCount,
    rate: named,
    from: fromEpochDay(from),
    to: fromEpochDay(until - 1),
    days: until - from,
    base: minor,
    weight: minor * (upTo(until) - upTo(from)) * rate,
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
