import { byDecimal, compareAmounts, sumsOf } from './minor';

describe('amounts in minor units', () => {
  it('are exact, one for each currency', () => {
    const amounts = [
      { amount: '0.10', currency: 'EUR' },
      { amount: '255823230', currency: 'XOF' },
      { amount: '0.20', currency: 'EUR' },
      { amount: '1.005', currency: 'TND' },
      { amount: '-0.05', currency: 'EUR' },
      { amount: '9007199254740993', currency: 'XOF' },
    ];
    expect(sumsOf(amounts)).toEqual([
      { amount: '0.25', currency: 'EUR' },
      { amount: '9007199510564223', currency: 'XOF' },
      { amount: '1.005', currency: 'TND' },
    ]);
    expect(sumsOf([])).toEqual([]);
  });

  it('compare exactly', () => {
    const of = (amount: string, currency = 'EUR') => ({ amount, currency });
    expect(compareAmounts(of('9.00'), of('10.00'))).toBe(-1);
    expect(compareAmounts(of('90071992547409.93'), of('90071992547409.92'))).toBe(1);
    expect(compareAmounts(of('1.00'), of('1.00'))).toBe(0);
    expect(compareAmounts(of('2.00'), of('1', 'XOF'))).toBe(-1);
  });

  it.each([
    ['10.5', '9.25', 1],
    ['-0.000001', '0', -1],
    ['0.10', '0.1', 0],
    ['9007199254740993.1', '9007199254740993.05', 1],
    ['-2', '-10', 1],
  ])('%s and %s are ordered as decimals, not as texts or floats', (one, other, order) => {
    const row = (text: string) => ({ getValue: <Value>() => text as Value });
    expect(byDecimal(row(one), row(other), 'any')).toBe(order);
  });
});
