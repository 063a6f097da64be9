import { daysBetween, type Day } from '@abonde/calendar';

/** A step of an aid: the day it counts for, and the instant it was recorded. */
export interface Moment {
  on: Day;
  at: string | null;
}

export const steps = ['opened', 'proposed', 'signed', 'decided', 'paid', 'reported', 'closed'] as const;
export type Step = (typeof steps)[number];
export type Clock = Record<Exclude<Step, 'opened'>, Moment | null> & { opened: Moment };

export type Stage = Uppercase<Step>;

/** The last step that an aid has come to. */
export function stageOf(clock: Clock): Stage {
  return [...steps]
    .reverse()
    .find((step) => clock[step] !== null)!
    .toUpperCase() as Stage;
}

export interface Span {
  from: Step;
  to: Step;
  cases: number;
  /** Days: the middle of those cases, and the longest; null without any. */
  median: number | null;
  longest: number | null;
}

const spans: readonly (readonly [Step, Step])[] = [
  ['opened', 'proposed'],
  ['proposed', 'signed'],
  ['signed', 'decided'],
  ['decided', 'paid'],
  ['opened', 'decided'],
  ['opened', 'paid'],
  ['paid', 'reported'],
];

/** How long each part of the way takes, over all cases that have gone it. */
export function spansOf(clocks: readonly Clock[]): Span[] {
  return spans.map(([from, to]) => {
    const days = clocks.flatMap((clock) => daysFrom(clock, from, to) ?? []).sort((a, b) => a - b);
    return { from, to, cases: days.length, median: medianOf(days), longest: days.at(-1) ?? null };
  });
}

export function daysFrom(clock: Clock, from: Step, to: Step): number | undefined {
  const [begun, ended] = [clock[from], clock[to]];
  return begun && ended ? daysBetween(begun.on, ended.on) : undefined;
}

/** The lower of the two in the middle, so that it is always a number of days that was seen. */
function medianOf(sorted: readonly number[]): number | null {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
