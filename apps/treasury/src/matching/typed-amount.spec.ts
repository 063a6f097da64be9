import { typedAmount } from './typed-amount';

describe('an amount as people type it in a search', () => {
  it.each([
    ['80000', 'EUR', 8000000n],
    ['80 000,00', 'EUR', 8000000n],
    ['80 000.50', 'EUR', 8000050n],
    ['80\u202f000,50\u00a0€', 'EUR', 8000050n],
    ['80000,5', 'EUR', 8000050n],
    ['1,250.00', 'EUR', 125000n],
    ['1.250,00', 'EUR', 125000n],
    ['1.250', 'EUR', 125000n],
    ['1.250.000', 'EUR', 125000000n],
    ['−12,50', 'EUR', 1250n],
    ['255 823 230', 'XOF', 255823230n],
    ['1,500', 'TND', 1500n],
  ])('%s %s', (text, currency, minor) => expect(typedAmount(text, currency)).toBe(minor));

  it.each([
    ['siaap', 'EUR'],
    ['', 'EUR'],
    ['12,345678', 'EUR'],
    ['RF92', 'EUR'],
    ['2026-02', 'EUR'],
  ])('%s is none', (text, currency) => expect(typedAmount(text, currency)).toBeNull());
});
