import { minorOf } from '../../money/format';

export interface Point {
  on: string;
  available: { amount: string };
}

const STEPS = [1n, 2n, 3n, 4n, 5n, 6n, 8n, 10n];
const SMALLEST = 1_000_000n;
const DAY_MS = 86_400_000;
/** Units of the drawing: wide, and high. */
export const WIDTH = 1_000;
export const HEIGHT = 100;

/** A round figure at or above the largest, in cents. */
export function topOf(points: readonly Point[]): bigint {
  const largest = points.reduce((max, { available }) => {
    const minor = minorOf(available.amount);
    return minor > max ? minor : max;
  }, 0n);
  if (largest <= SMALLEST) return SMALLEST;
  const power = 10n ** BigInt(String(largest).length - 1);
  return power * (STEPS.find((step) => step * power >= largest) ?? 10n);
}

/** Share of the way from one day to another, between 0 and 1. */
export function placeOf(day: string, from: string, to: string): number {
  const [at, begin, end] = [day, from, to].map((one) => Date.parse(`${one}T00:00:00Z`) / DAY_MS) as [
    number,
    number,
    number,
  ];
  return end === begin ? 1 : Math.min(1, Math.max(0, (at - begin) / (end - begin)));
}

/** How high an amount stands, between 0 and 1. */
export function heightOf(minor: bigint, top: bigint): number {
  return Number((minor * 10_000n) / top) / 10_000;
}

/** The outline of what was available: level between two steps, as money is. */
export function outlineOf(points: readonly Point[], from: string, to: string, top: bigint): string {
  const at = ({ on, available }: Point): [string, string] => [
    (placeOf(on, from, to) * WIDTH).toFixed(1),
    ((1 - heightOf(minorOf(available.amount), top)) * HEIGHT).toFixed(2),
  ];
  const [first, ...rest] = points.map(at);
  if (!first) return '';
  return `M${first[0]} ${first[1]}${rest.map(([x, y]) => `H${x}V${y}`).join('')}H${WIDTH}`;
}

/** First days of the months between two days. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    if (first > to) return months;
    months.push(first);
  }
}
