import { formatAmount, formatExactPercent, formatRate, percentDigits } from './format';

it.each([
  ['1250.00', 'EUR', '1\u00a0250,00\u00a0€'],
  ['-0.50', 'USD', '\u22120,50\u00a0$'],
  ['655957', 'XOF', '655\u00a0957\u00a0F\u00a0CFA'],
  ['12345678901234567890.12', 'CHF', '12\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567\u00a0890,12\u00a0CHF'],
  ['1943600000.00', 'KHR', '1\u00a0943\u00a0600\u00a0000,00\u00a0KHR'],
])('%s %s is written %s', (amount, currency, written) => {
  expect(formatAmount({ amount, currency }, 'fr')).toBe(written);
});

it.each([
  ['100.0000', '100\u00a0%', '100%'],
  ['99.9990', '99,999\u00a0%', '99.999%'],
  ['70', '70\u00a0%', '70%'],
])('%s percent is written whole', (percent, french, english) => {
  expect([formatExactPercent(percent, 'fr'), formatExactPercent(percent, 'en')]).toEqual([french, english]);
});

it('a percentage in a field is without its sign, in the comma or point of its reader', () => {
  expect([percentDigits('62.50', 'fr'), percentDigits('62.50', 'en'), percentDigits('0', 'fr')]).toEqual([
    '62,5',
    '62.5',
    '0',
  ]);
});

it.each([
  ['655.957', '655,957', '655.957'],
  ['4520', '4\u00a0520', '4,520'],
  ['1.080000', '1,08', '1.08'],
])('the rate %s is written as readers write numbers', (rate, french, english) => {
  expect([formatRate(rate, 'fr'), formatRate(rate, 'en')]).toEqual([french, english]);
});
