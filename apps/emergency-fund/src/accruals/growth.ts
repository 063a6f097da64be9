import { addDays, epochDay, fromEpochDay, nextTargetDay, type Day } from '@abonde/calendar';
import { periodEnd, type Capitalisation } from '../placements/credit-dates';
import { measureOf, type DayCount } from './day-count';
import type { Timeline } from './timeline';

export const compoundings = ['SIMPLE', 'DAILY', 'MONTHLY', 'QUARTERLY', 'YEARLY'] as const;
/**
 * How often interest that isn't credited yet joins the sum that bears interest, within the period at whose end the
 * bank credits it. `DAILY` means each day euro payments settle: over a week-end or a holiday nothing joins, as the
 * compounded €STR has it.
 */
export type Compounding = (typeof compoundings)[number];

/** What a cent gathers, as whole numbers over one denominator. */
export interface Growth {
  denominator: bigint;
  /** Up to the start of a day; from `a` to `b` a cent gathers `upTo(b) - upTo(a)`, kept to the end of the last period. */
  upTo(day: number): bigint;
}

export interface Growing {
  dayCount: DayCount;
  maturesOn: Day | null;
  compounding: Compounding;
  capitalisation: Capitalisation;
  /** Whole numbers: percent a year × `scale`. */
  rates: Timeline<bigint>;
  scale: bigint;
}

/** @param period first day and the day past the last */
export function growthOf(growing: Growing, period: readonly [number, number]): Growth {
  const simple = simpleGrowth(growing, period);
  const growth = growing.compounding === 'SIMPLE' ? simple : compoundedGrowth(simple, growing, period);
  return { ...growth, upTo: rememberedByDay(growth.upTo, period) };
}

/** Σ ticks × rate: the rates are steps, so a sum up to any day is one product away from the sum up to its step. */
function simpleGrowth({ dayCount, maturesOn, rates, scale }: Growing, [start, end]: readonly [number, number]): Growth {
  const { basis, upTo: ticksUpTo } = measureOf(dayCount, maturesOn);
  const steps: { from: number; rate: bigint; offset: bigint }[] = [];
  let gathered = 0n;
  rates.visit(start, end, (rate, from, until) => {
    const offset = gathered - rate * ticksUpTo(from);
    steps.push({ from, rate, offset });
    gathered = offset + rate * ticksUpTo(until);
  });
  return {
    denominator: 100n * scale * basis,
    upTo: (day) => {
      const { offset, rate } = lastStarted(steps, day);
      return offset + rate * ticksUpTo(day);
    },
  };
}

/** Days on which interest is simple: a cent of day t is worth (whole − g(t)) × factor at the end of the period. */
interface Step {
  from: number;
  whole: bigint;
  factor: bigint;
  /** `upTo` is this less what a cent is worth. */
  offset: bigint;
}

/**
 * Within a period, a cent of day t becomes (1 + what is left of its step) × Π (1 + each later step). All are put over
 * one denominator, a power whose exponent is the most steps of any period, so that weights are whole and add up exactly.
 */
function compoundedGrowth(simple: Growth, growing: Growing, [start, end]: readonly [number, number]): Growth {
  const { denominator: one, upTo } = simple;
  const periods = cut(start, end, (day) => periodEnd(growing.capitalisation, day)).map(([first, last]) =>
    cut(first, last, (day) => stepEnd(growing.compounding, day)),
  );
  const denominator = one ** BigInt(Math.max(...periods.map(({ length }) => length)));
  const steps: Step[] = [];
  let gathered = 0n;
  for (const period of periods) {
    const backwards: Omit<Step, 'offset'>[] = [];
    let worth = denominator;
    for (const [from, until] of period.toReversed()) {
      const step = { from, whole: one + upTo(until), factor: worth / one };
      backwards.push(step);
      worth = (step.whole - upTo(from)) * step.factor;
    }
    const offset = gathered + worth;
    steps.push(...backwards.reverse().map((step) => ({ ...step, offset })));
    gathered = offset - denominator;
  }
  return {
    denominator,
    upTo: (day) => {
      const { whole, factor, offset } = lastStarted(steps, day);
      return offset - (whole - upTo(day)) * factor;
    },
  };
}

/** Last day of the step a day is in. */
function stepEnd(compounding: Compounding, day: Day): Day | null {
  if (compounding === 'SIMPLE') return null;
  return compounding === 'DAILY' ? addDays(nextTargetDay(addDays(day, 1)), -1) : periodEnd(compounding, day);
}

/** Cuts [start, end) after the last day of each stretch; null when it has no end of its own. */
function cut(start: number, end: number, lastOf: (day: Day) => Day | null): [number, number][] {
  const stretches: [number, number][] = [];
  for (let from = start; from < end;) {
    const last = lastOf(fromEpochDay(from));
    const until = last === null ? end : Math.min(end, epochDay(last) + 1);
    stretches.push([from, until]);
    from = until;
  }
  return stretches;
}

function lastStarted<Started extends { from: number }>(steps: readonly Started[], day: number): Started {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle]!.from <= day) low = middle;
    else high = middle - 1;
  }
  return steps[low]!;
}

/** Units change on the same days: each is looked up once. */
function rememberedByDay(upTo: (day: number) => bigint, [start, end]: readonly [number, number]): Growth['upTo'] {
  const known = new Array<bigint | undefined>(end - start + 1);
  return (day) => (known[day - start] ??= upTo(day));
}
