import { epochDay } from '@abonde/calendar';
import { measureOf, type DayCount } from './day-count';

function ticks(dayCount: DayCount, from: string, until: string): bigint {
  const { upTo } = measureOf(dayCount);
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
    ['ACT/ACT', '2024-01-01', '2025-01-01', 365n * 366n, 365n * 366n],
    ['ACT/ACT', '2025-01-01', '2026-01-01', 365n * 366n, 365n * 366n],
    ['ACT/ACT', '2023-12-31', '2024-01-02', 366n + 365n, 365n * 366n],
  ])('%s from %s to %s weighs %s of %s', (dayCount, from, until, expected, basis) => {
    expect(ticks(dayCount, from, until)).toBe(expected);
    expect(measureOf(dayCount).basis).toBe(basis);
  });

  it.each<DayCount>(['ACT/360', 'ACT/365F', 'ACT/ACT', '30E/360'])(
    '%s adds up however the stretch is cut',
    (dayCount) => {
      const [from, middle, until] = ['2023-11-15', '2024-02-29', '2025-03-31'];
      expect(ticks(dayCount, from, middle) + ticks(dayCount, middle, until)).toBe(ticks(dayCount, from, until));
    },
  );
});
