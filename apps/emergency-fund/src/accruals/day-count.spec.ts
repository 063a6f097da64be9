import { epochDay } from '@abonde/calendar';
import { measureOf, type DayCount } from './day-count';

function ticks(dayCount: DayCount, from: string, until: string, maturesOn: string | null = null): bigint {
  const { upTo } = measureOf(dayCount, maturesOn);
  return upTo(epochDay(until)) - upTo(epochDay(from));
}

describe('day counts: first day included, last excluded', () => {
  it.each<[DayCount, string, string, bigint, bigint]>([
    ['ACT/360', '2025-10-01', '2026-01-01', 92n, 360n],
    ['ACT/360', '2024-02-01', '2024-03-01', 29n, 360n],
    ['ACT/365F', '2024-01-01', '2025-01-01', 366n, 365n],
    ['30E/360', '2025-01-31', '2025-02-28', 28n, 360n],
    ['30E/360', '2025-01-30', '2025-01-31', 0n, 360n],
    ['30E/360', '2025-02-28', '2025-03-31', 32n, 360n],
    ['30E/360', '2025-01-01', '2026-01-01', 360n, 360n],
    ['30E/360', '2025-08-31', '2026-02-28', 178n, 360n],
    ['30E/360', '2007-02-28', '2007-08-31', 182n, 360n],
    ['30E/360', '2008-02-29', '2008-08-31', 181n, 360n],
    ['30E/360-ISDA', '2007-01-15', '2007-01-30', 15n, 360n],
    ['30E/360-ISDA', '2006-08-20', '2007-02-20', 180n, 360n],
    ['30E/360-ISDA', '2006-08-31', '2007-02-28', 180n, 360n],
    ['30E/360-ISDA', '2007-02-28', '2007-08-31', 180n, 360n],
    ['30E/360-ISDA', '2008-02-29', '2008-08-31', 180n, 360n],
    ['30E/360-ISDA', '2025-01-30', '2025-01-31', 0n, 360n],
    ['ACT/ACT', '2024-01-01', '2025-01-01', 365n * 366n, 365n * 366n],
    ['ACT/ACT', '2025-01-01', '2026-01-01', 365n * 366n, 365n * 366n],
    ['ACT/ACT', '2023-12-31', '2024-01-02', 366n + 365n, 365n * 366n],
  ])('%s from %s to %s weighs %s of %s', (dayCount, from, until, expected, basis) => {
    expect(ticks(dayCount, from, until)).toBe(expected);
    expect(measureOf(dayCount, null).basis).toBe(basis);
  });

  it.each([
    ['2007-08-31', '2008-02-29', 179n],
    ['2006-08-31', '2007-02-28', 178n],
    ['2006-08-31', '2007-03-31', 210n],
  ])(
    '30E/360-ISDA leaves the end of February as it is when the deposit matures on it: %s to %s',
    (from, until, days) => {
      expect(ticks('30E/360-ISDA', from, until, until)).toBe(days);
    },
  );

  it.each<DayCount>(['ACT/360', 'ACT/365F', 'ACT/ACT', '30E/360', '30E/360-ISDA'])(
    '%s adds up however the stretch is cut',
    (dayCount) => {
      const [from, middle, until] = ['2023-11-15', '2024-02-29', '2025-03-31'];
      expect(ticks(dayCount, from, middle) + ticks(dayCount, middle, until)).toBe(ticks(dayCount, from, until));
    },
  );
});
