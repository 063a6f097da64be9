import { heightOf, monthsBetween, outlineOf, placeOf, topOf } from './history-scale';

const point = (on: string, amount: string) => ({ on, available: { amount } });

describe('the scale of twelve months', () => {
  it.each([
    ['0.00', 1_000_000n],
    ['124183.20', 20_000_000n],
    ['200000.00', 20_000_000n],
    ['200000.01', 30_000_000n],
    ['999999999999.99', 100_000_000_000_000n],
  ])('for %s ends at %s cents', (amount, top) => {
    expect(topOf([point('2026-01-01', amount)])).toBe(top);
  });

  it('places days and amounts between their ends', () => {
    expect(placeOf('2026-01-01', '2026-01-01', '2026-01-11')).toBe(0);
    expect(placeOf('2026-01-06', '2026-01-01', '2026-01-11')).toBe(0.5);
    expect(placeOf('2026-02-06', '2026-01-01', '2026-01-11')).toBe(1);
    expect(heightOf(5_000_000n, 20_000_000n)).toBe(0.25);
  });

  it('draws level steps up to the last day', () => {
    const points = [point('2026-01-01', '10000.00'), point('2026-01-06', '5000.00')];
    expect(outlineOf(points, '2026-01-01', '2026-01-11', 1_000_000n)).toBe('M0.0 0.00H500.0V50.00H1000');
    expect(outlineOf([], '2026-01-01', '2026-01-11', 1_000_000n)).toBe('');
  });

  it('names the months that begin on the way', () => {
    expect(monthsBetween('2025-11-20', '2026-02-20')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
  });
});
