import { addDays, maxDay, type Day, type Month } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import { decimal } from '../accruals/explanation';
import type { AgreedRate, Rate, Tier } from '../accruals/rates';

export const scenarios = ['FLAT', 'PLUS_100', 'MINUS_100', 'FORWARD'] as const;
/** Rates from tomorrow on: as agreed; a point more; a point less; along a path that is given. */
export type Scenario = (typeof scenarios)[number];

/** A point of the forward path: percent a year from the first of a month on. */
export interface PathPoint {
  from: Month;
  rate: string;
}

/** Decimals that a shifted rate keeps: as many as a rate may have. */
const DECIMALS = 8;

export interface Course {
  /** As they are in force, fixings resolved. */
  rates: readonly Rate[];
  /** As agreed: the last says whether an index, a spread and a floor are to be kept. */
  agreed: readonly AgreedRate[];
  /** Of a deposit, whatever the market does. */
  isFixed: boolean;
}

/** Rates of a placement under a scenario; what has been earned up to today stays as it is. */
export function ratesUnder(scenario: Scenario, course: Course, today: Day, path: readonly PathPoint[]): Rate[] {
  const { rates, isFixed } = course;
  if (scenario === 'FLAT' || isFixed) return [...rates];
  const tomorrow = addDays(today, 1);
  const past = rates.filter(({ from }) => from <= today);
  if (scenario === 'FORWARD') return [...past, ...along(path, course, tomorrow, past.at(-1))];
  const points = scenario === 'PLUS_100' ? 1n : -1n;
  const current = past.at(-1);
  const coming = rates.filter(({ from }) => from > today);
  const first = coming[0]?.from === tomorrow || !current ? [] : [{ ...current, from: tomorrow }];
  return [...past, ...[...first, ...coming].map((rate) => shifted(rate, points, course))];
}

/** Before the path begins the rate stays; on an index, the path is the index. */
function along(path: readonly PathPoint[], { agreed }: Course, tomorrow: Day, current: Rate | undefined): Rate[] {
  const last = agreed.at(-1);
  const points = path.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const started = points.findLastIndex(({ from }) => `${from}-01` <= tomorrow);
  return points.slice(Math.max(0, started)).map(({ from, rate }) => ({
    from: maxDay(`${from}-01`, tomorrow),
    rate: last?.index ? plus(rate, Rational.parse(last.rate), last.floor) : rate,
    ...(current?.tiers && { tiers: current.tiers }),
  }));
}

function shifted(rate: Rate, points: bigint, { agreed }: Course): Rate {
  const last = agreed.findLast(({ from }) => from <= rate.from) ?? agreed.at(-1);
  const { tiers = [] } = rate;
  // Brackets are never negative.
  const floor = tiers.length > 0 ? '0' : (last?.floor ?? null);
  const by = Rational.of(points);
  const shiftedTiers = tiers.map((tier): Tier => ({ ...tier, rate: plus(tier.rate, by, '0') }));
  return { ...rate, rate: plus(rate.rate, by, floor), ...(tiers.length > 0 && { tiers: shiftedTiers }) };
}

function plus(rate: string, by: Rational, floor: string | null): string {
  const sum = Rational.parse(rate).plus(by);
  const least = floor === null ? sum : Rational.parse(floor);
  return decimal(sum.compare(least) < 0 ? least : sum, DECIMALS);
}
