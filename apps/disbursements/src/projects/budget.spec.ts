import { convert, Money, Rational } from '@abonde/money';
import fc from 'fast-check';
import { checkBudget, rateOf } from './budget';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const line = (amount: string, local: string, currency: string) => ({
  label: 'Travaux',
  amount: eur(amount),
  local: { amount: local, currency },
});
const riel = { localPerEuro: '4350.5', source: 'BCE', date: '2025-12-01' };
const code = (name: string) => expect.objectContaining({ code: name });

it.each([
  ['Ogou 1 at the fixed parity', { localCurrency: 'XOF', budgetLines: [line('390000.00', '255823230', 'XOF')] }],
  ['Poto-Poto, reckoned from francs', { localCurrency: 'XAF', budgetLines: [line('589870.98', '386930000', 'XAF')] }],
  ['a stated rate', { localCurrency: 'KHR', exchangeRate: riel, budgetLines: [line('100.00', '435050.00', 'KHR')] }],
  [
    'three decimals',
    {
      localCurrency: 'TND',
      exchangeRate: { ...riel, localPerEuro: '3.4' },
      budgetLines: [line('10.00', '34.000', 'TND')],
    },
  ],
  ['euros alone', { localCurrency: 'KHR', budgetLines: [{ label: 'x', amount: eur('5.00') }] }],
])('%s passes', (_, budget) => {
  expect(() => checkBudget(budget)).not.toThrow();
});

it.each([
  [
    'one franc short',
    { localCurrency: 'XOF', budgetLines: [line('390000.00', '255820000', 'XOF')] },
    'BUDGET_LINE_RATE_MISMATCH',
  ],
  [
    'the press’s 655',
    { localCurrency: 'XOF', budgetLines: [line('58000.00', '37990000', 'XOF')] },
    'BUDGET_LINE_RATE_MISMATCH',
  ],
  ['another currency', { localCurrency: 'XOF', budgetLines: [line('1.00', '1.95', 'TND')] }, 'BUDGET_LINE_CURRENCY'],
  ['no rate', { localCurrency: 'KHR', budgetLines: [line('1.00', '4350', 'KHR')] }, 'RATE_REQUIRED'],
  ['another parity', { localCurrency: 'XOF', exchangeRate: { ...riel, localPerEuro: '655' } }, 'RATE_IS_FIXED'],
  ['a rate of nothing', { localCurrency: 'KHR', exchangeRate: { ...riel, localPerEuro: '0' } }, 'RATE_NOT_POSITIVE'],
  ['a currency that is none', { localCurrency: 'ZZZ' }, 'UNKNOWN_CURRENCY'],
])('%s is refused', (_, budget, refusal) => {
  expect(() => checkBudget(budget)).toThrow(code(refusal));
});

it('names the line and the difference', () => {
  expect(() => checkBudget({ localCurrency: 'XOF', budgetLines: [line('58000.00', '37990000', 'XOF')] })).toThrow(
    expect.objectContaining({
      figures: expect.objectContaining({
        field: 'budgetLines.0.local',
        expected: Money.eur('57915.38'),
        difference: Money.eur('84.62'),
      }),
    }),
  );
});

it('takes what either conversion gives, and nothing a hundredth away from both', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 100_000n, max: 10n ** 12n }), (cents) => {
      const euros = Money.minor(cents);
      const rate = rateOf({ localCurrency: 'XOF' }) as Rational;
      const local = convert(euros, 'XOF', rate);
      const budget = (francs: Money) => ({
        localCurrency: 'XOF',
        budgetLines: [{ label: 'x', amount: euros.toJSON(), local: francs.toJSON() }],
      });
      expect(() => checkBudget(budget(local))).not.toThrow();
      expect(() => checkBudget(budget(local.plus(Money.minor(local.minor / 50n, 'XOF'))))).toThrow(
        code('BUDGET_LINE_RATE_MISMATCH'),
      );
    }),
  );
});
