import { amountText, parseAmount } from './amount';
import { parseDay } from './day';

describe('an amount as people type it', () => {
  it.each([
    ['80000,5', 'EUR', '80000.50'],
    ['80 000.50', 'EUR', '80000.50'],
    ['80\u202f000,50\u00a0€', 'EUR', '80000.50'],
    ['1,234.56', 'EUR', '1234.56'],
    ['1.234,56', 'EUR', '1234.56'],
    ['1.234', 'EUR', '1234.00'],
    ['1,234,567', 'EUR', '1234567.00'],
    ["1'250.75 CHF", 'CHF', '1250.75'],
    ['−12,30', 'EUR', '-12.30'],
    ['0', 'EUR', '0.00'],
    ['255 823 230', 'XOF', '255823230'],
    ['12,345', 'XOF', '12345'],
    ['1,234', 'TND', '1.234'],
    ['90071992547409,93', 'EUR', '90071992547409.93'],
  ])('%s in %s is %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });

  it.each([
    ['', 'EUR'],
    ['12,3456', 'EUR'],
    ['douze', 'EUR'],
    ['1,5', 'XOF'],
    ['12-3', 'EUR'],
  ])('%s in %s is none', (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });

  it('stands in its field as it was understood, whatever its size', () => {
    expect(amountText('9007199254740993.07', 'EUR', 'fr')).toBe('9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,07');
    expect(amountText('1250', 'XOF', 'en')).toBe('1,250');
  });
});

describe('a day as people type it', () => {
  it.each([
    ['05/11/2026', '2026-11-05'],
    ['5/1/2026', '2026-01-05'],
    ['29.02.2028', '2028-02-29'],
    ['2026-11-05', '2026-11-05'],
    ['31/02/2026', null],
    ['11/25/2026', null],
  ])('%s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });
});
