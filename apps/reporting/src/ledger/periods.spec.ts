import { addDays, endOfMonth, fromEpochDay } from '@abonde/calendar';
import fc from 'fast-check';
import { monthsOf, type Periods, periodsOf } from './periods';

/** How often a list of periods counts a day; what is carried counts every day before it. */
function countOf(day: string, periods: readonly Periods[]): number {
  const end = (first: string, grain: 'M' | 'D') => (grain === 'D' || first === 'infinity' ? first : endOfMonth(first));
  const counts = periods.filter(
    ({ grain, first, last, carried }) => (carried || first <= day) && day <= end(last, grain),
  );
  return counts.reduce((sum, { sign }) => sum + sign, 0);
}

describe('periods', () => {
  const day = fc.integer({ min: 18_000, max: 20_500 }).map(fromEpochDay);
  const maybe = fc.option(day, { nil: undefined });

  it.each([
    ['carried', periodsOf, 4],
    ['month by month', monthsOf, 3],
  ] as const)('%s, count each day of the stretch once and no other', (_, of, most) => {
    fc.assert(
      fc.property(maybe, maybe, fc.array(day), (from, to, others) => {
        const periods = of(from, to);
        const edges = [from, to].flatMap((edge) =>
          edge === undefined ? [] : [addDays(edge, -1), edge, addDays(edge, 1)],
        );
        for (const one of [...edges, ...others]) {
          const counts = (from === undefined || from <= one) && (to === undefined || one <= to);
          expect([one, countOf(one, periods)]).toEqual([one, Number(counts)]);
        }
        expect(periods.length).toBeLessThanOrEqual(most);
        expect(periods.every(({ grain, carried }) => !carried || (of === periodsOf && grain === 'M'))).toBe(true);
      }),
    );
  });

  const all = { sign: 1, grain: 'M', first: '-infinity', last: 'infinity', carried: true };
  const month = { grain: 'M', carried: true };
  it.each([
    [undefined, undefined, [all]],
    ['2025-01-01', undefined, [all, { ...month, sign: -1, first: '2024-01-01', last: '2024-12-01' }]],
    ['2025-12-31', '2025-12-31', [{ sign: 1, grain: 'D', first: '2025-12-31', last: '2025-12-31', carried: false }]],
    [undefined, '2025-04-30', [{ ...month, sign: 1, first: '2024-05-01', last: '2025-04-01' }]],
    ['2025-02-02', '2025-02-01', []],
  ])('%s to %s', (from, to, periods) => expect(periodsOf(from, to)).toEqual(periods));
});
