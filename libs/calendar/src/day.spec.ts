import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  easter,
  endOfMonth,
  epochDay,
  fromEpochDay,
  isDay,
  isTargetDay,
  nextTargetDay,
  quarterEnd,
  weekday,
} from './index';

describe('days', () => {
  it('count forth and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 60_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
        (start, shift) => {
          const day = fromEpochDay(start);
          expect(epochDay(day)).toBe(start);
          expect(daysBetween(day, addDays(day, shift))).toBe(shift);
        },
      ),
    );
  });

  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2026-2-1', false],
    [20260220, false],
  ])('%s is a day: %s', (value, answer) => {
    expect(isDay(value)).toBe(answer);
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2026-01-31', -2, '2025-11-30'],
  ])('%s plus %i months is %s', (day, months, result) => {
    expect(addMonths(day, months)).toBe(result);
  });

  it('knows month and quarter ends and weekdays', () => {
    expect(endOfMonth('2024-02-03')).toBe('2024-02-29');
    expect(quarterEnd('2026-02-20')).toBe('2026-03-31');
    expect(weekday('2026-02-20')).toBe(5);
  });
});

describe('TARGET days', () => {
  test.each([
    [2018, '2018-04-01'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
  ])('Easter %i is %s', (year, day) => {
    expect(easter(year)).toBe(day);
  });

  test.each([
    ['2026-04-03', false],
    ['2026-04-06', false],
    ['2026-05-01', false],
    ['2026-05-14', true],
    ['2026-12-26', false],
    ['2026-02-21', false],
    ['2026-02-20', true],
  ])('%s settles: %s', (day, answer) => {
    expect(isTargetDay(day)).toBe(answer);
  });

  it('moves to the next one', () => {
    expect(nextTargetDay('2026-04-03')).toBe('2026-04-07');
  });
});
