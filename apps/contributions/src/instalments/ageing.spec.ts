import { ageOf } from './ageing';

describe('age of a receivable due on 2026-01-31', () => {
  it.each([
    ['2026-01-15', 0, 'NOT_DUE'],
    ['2026-01-31', 0, 'NOT_DUE'],
    ['2026-02-01', 1, 'D1_30'],
    ['2026-03-02', 30, 'D1_30'],
    ['2026-03-03', 31, 'D31_60'],
    ['2026-04-02', 61, 'D61_90'],
    ['2026-05-02', 91, 'OVER_90'],
  ])('on %s: %d days, %s', (asOf, daysLate, band) => {
    expect(ageOf('2026-01-31', asOf)).toEqual({ daysLate, band });
  });
});
