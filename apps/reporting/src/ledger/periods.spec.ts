import { addDays, addMonths, endOfMonth, fromEpochDay } from '@abonde/calendar';
import fc from 'fast-check';
import { type Periods, periodsOf } from './periods';

/** Every day of a list of periods that has both ends. */
function daysOf(periods: readonly Periods[]): string[] {
  return periods.flatMap(({ grain, first, last }) => {
    const days: string[] = [];
    for (let day = first as string; day <= last;) {
      const next = grain === 'D' ? addDays(day, 1) : addMonths(day, grain === 'M' ? 1 : 12);
      for (; day < next; day = addDays(day, 1)) days.push(day);
    }
    return days;
  });
}

describe('periods', () => {
  const day = fc.integer({ min: 18_000, max: 20_500 }).map(fromEpochDay);

  it('cover each day of the stretch once, in at most five stretches', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const days: string[] = [];
        for (let one = from; one <= to; one = addDays(one, 1)) days.push(one);
        const periods = periodsOf(from, to);
        expect(daysOf(periods).sort()).toEqual(days);
        expect(periods.length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('with an open beginning, go on from the whole years before', () => {
    fc.assert(
      fc.property(day, (to) => {
        const [years, ...rest] = periodsOf(undefined, to);
        const year = to === `${to.slice(0, 4)}-12-31` ? to.slice(0, 4) : String(Number(to.slice(0, 4)) - 1);
        expect(years).toEqual({ grain: 'Y', first: '-infinity', last: `${year}-01-01` });
        expect(daysOf(rest)).toEqual(daysOf(periodsOf(`${Number(year) + 1}-01-01`, to)));
      }),
    );
  });

  it.each([
    [undefined, undefined, [{ grain: 'Y', first: '-infinity', last: 'infinity' }]],
    ['2025-01-01', undefined, [{ grain: 'Y', first: '2025-01-01', last: 'infinity' }]],
    [
      '2025-12-31',
      undefined,
      [
        { grain: 'D', first: '2025-12-31', last: '2025-12-31' },
        { grain: 'Y', first: '2026-01-01', last: 'infinity' },
      ],
    ],
    ['2025-03-01', endOfMonth('2025-04-01'), [{ grain: 'M', first: '2025-03-01', last: '2025-04-01' }]],
    ['2024-01-01', '2025-12-31', [{ grain: 'Y', first: '2024-01-01', last: '2025-01-01' }]],
    ['2025-02-02', '2025-02-01', []],
  ])('%s to %s', (from, to, periods) => expect(periodsOf(from, to)).toEqual(periods));
});
