import { converted, parities } from './local-amount';

const toFrancs = { from: 2, to: 0 };

it.each([
  ['390000.00', parities['XOF'], toFrancs, false, '255823230'],
  ['386930000', parities['XAF'], { from: 0, to: 2 }, true, '589870.98'],
  ['10.00', '3.4', { from: 2, to: 3 }, false, '34.000'],
  ['0.01', '0.5', { from: 2, to: 2 }, false, '0.01'],
  ['9007199254740993.07', '1', { from: 2, to: 2 }, false, '9007199254740993.07'],
] as const)('%s at %s is %s', (amount, rate, decimals, inverse, expected) => {
  expect(converted(amount, rate, decimals, inverse)).toBe(expected);
});

it.each([
  ['', '1'],
  ['1.00', undefined],
  ['1.00', '0'],
  ['1.00', 'un'],
])('gives nothing of %s at %s', (amount, rate) => {
  expect(converted(amount, rate, toFrancs)).toBeUndefined();
});
