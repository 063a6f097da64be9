import { scaleLinear, scalePoint } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { minorOf } from '../../money/format';
import type { Projection } from './api';

export const scenarios = ['FLAT', 'PLUS_100', 'MINUS_100', 'FORWARD'] as const;
export type Scenario = (typeof scenarios)[number];

/** A value of the chart: cents of a scenario at the end of a month. */
export interface Point {
  month: string;
  minor: bigint;
}

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Cents of a scenario, month by month, beginning with what is available today. */
export function pointsOf({ from, available, months }: Projection, scenario: Scenario): Point[] {
  return [
    { month: from.slice(0, 7), minor: minorOf(available.amount) },
    ...months.map(({ month, scenarios: by }) => ({
      month,
      minor: minorOf(by.find((one) => one.scenario === scenario)?.available.amount ?? '0'),
    })),
  ];
}

/** Where months and amounts are drawn. Doubles draw; they never print. */
export function scalesOf(series: readonly (readonly Point[])[], frame: Frame) {
  const all = series.flatMap((points) => points.map(({ minor }) => Number(minor)));
  const x = scalePoint()
    .domain(series[0]?.map(({ month }) => month) ?? [])
    .range([frame.left, frame.width - frame.right]);
  const y = scaleLinear()
    .domain([Math.min(...all), Math.max(...all)])
    .nice(4)
    .range([frame.height - frame.bottom, frame.top]);
  const path = line<Point>()
    .x(({ month }) => x(month) ?? 0)
    .y(({ minor }) => y(Number(minor)))
    .curve(curveStepAfter);
  return { x, y, path };
}

/** Months that are named under the chart: few enough to be read. */
export function namedMonths(months: readonly string[], most: number): string[] {
  const step = Math.ceil(months.length / most);
  return months.filter((_, index) => index % step === 0);
}
