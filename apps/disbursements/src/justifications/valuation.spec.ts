import { Money, Rational } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { localRate } from '../conversions/conversion';
import type { Expense } from './expense';
import { byRate, exchangeDifference, type LocalUse, valued } from './valuation';

const riels = (amount: string) => Money.of({ amount, currency: 'KHR' });
const expense = (amount: Money, localPerEuro?: string): Expense => ({
  ...{ budgetLine: 'Travaux', date: '2024-05-02', amount, document: null },
  rate: localPerEuro === undefined ? null : { localPerEuro, source: 'InforEuro', date: '2024-05-01' },
});
/** 1,000 € that became 4,400,000 riels. */
const use: LocalUse = {
  rate: { currency: 'KHR', localPerEuro: Rational.parse('4400'), source: 'Avis de crédit', date: '2024-03-01' },
  localCurrency: 'KHR',
  spent: null,
};
const inEuros = (expenses: Expense[], known = use) =>
  valued(expenses, known).map(({ cost, used }) => [cost.amount, used.amount]);

describe('an expense in local currency', () => {
  it.each([
    ['at the tranche’s rate', [expense(riels('2200000'))], [['500.00', '500.00']], '0.00'],
    ['at a rate that lost', [expense(riels('2200000'), '4840')], [['454.55', '500.00']], '-45.45'],
    ['at a rate that gained', [expense(riels('2200000'), '4000')], [['550.00', '500.00']], '50.00'],
    [
      'beside euros',
      [expense(Money.eur('12.34')), expense(riels('4400'))],
      [
        ['12.34', '12.34'],
        ['1.00', '1.00'],
      ],
      '0.00',
    ],
  ])('%s', (_, expenses, expected, difference) => {
    expect(inEuros(expenses)).toEqual(expected);
    expect(exchangeDifference(valued(expenses, use)).amount).toBe(difference);
  });

  it('costs what its own rate says where nobody said what the bank gave', () => {
    expect(inEuros([expense(riels('4400'), '4400')], { ...use, rate: null })).toEqual([['1.00', '1.00']]);
    expect(() => valued([expense(riels('4400'))], { ...use, rate: null })).toThrow(
      expect.objectContaining({
        code: 'CONVERSION_MISSING',
        figures: expect.objectContaining({ field: 'lines.0.rate' }),
      }),
    );
  });

  it.each([
    [expense(Money.of({ amount: '10.00', currency: 'USD' })), 'EXPENSE_CURRENCY'],
    [expense(riels('10'), '0'), 'RATE_NOT_POSITIVE'],
  ])('is refused: %#', (bad, code) => {
    expect(() => valued([bad], use)).toThrow(expect.objectContaining({ code }));
  });

  it('uses a tranche to the last cent, however its local money is cut', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 }),
        (paid, parts) => {
          const local = Money.minor(
            parts.reduce((sum, part) => sum + part, 0n),
            'KHR',
          );
          const conversion = { local: local.toJSON(), on: '2024-03-01', source: 'Avis', document: null };
          const rate = localRate({ split: [{ amount: Money.minor(paid) }], conversion, paidOn: '2024-02-28' }, 'KHR');
          const lines = valued(
            parts.map((part) => expense(Money.minor(part, 'KHR'))),
            { rate, localCurrency: 'KHR', spent: null },
          );
          expect(Money.sum(lines.map(({ used }) => used)).minor).toBe(paid);
          expect(lines.every(({ used }) => !used.isNegative())).toBe(true);
        },
      ),
      propertyRuns({ quick: 100, full: 2_000 }),
    );
  });
});

it('gathers what was valued at one rate, for the posting to say it', () => {
  const lines = valued(
    [expense(riels('4400')), expense(riels('8800')), expense(riels('4840'), '4840'), expense(Money.eur('3'))],
    use,
  );
  expect(
    byRate(lines, use.rate).map(({ cost, used, local, rate }) => [
      cost.amount,
      used.amount,
      local?.amount,
      rate?.localPerEuro,
    ]),
  ).toEqual([
    ['3.00', '3.00', '13200.00', '4400'],
    ['1.00', '1.10', '4840.00', '4840'],
    ['3.00', '3.00', undefined, undefined],
  ]);
});
