import { type Allocation, nothing, remainingOf, type Row, toggled, withCharges, withExchange } from './allocation';
import { amountIn, minorIn } from '../../../money/minor';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const row = (id: string, amount: string, more: Partial<Row> = {}): Row => ({
  kind: 'instalment',
  id,
  label: id,
  amount,
  currency: 'EUR',
  ...more,
});
const of = (rows: Row[], more: Partial<Allocation> = {}): Allocation => ({ ...nothing, rows, ...more });

describe('what is left to share of a line', () => {
  it.each([
    ['nothing chosen', [eur('248.00')], of([]), 24800n],
    ['two instalments', [eur('248.00')], of([row('a', '148.00'), row('b', '100.00')]), 0n],
    ['a cent', [eur('248.00')], of([row('a', '148.00'), row('b', '99.99')]), 1n],
    ['too much', [eur('248.00')], of([row('a', '250.00')]), -200n],
    ['charges on the way', [eur('248.00')], of([row('a', '250.00')], { charges: '2.00' }), 0n],
    ['a gain of exchange', [eur('248.00')], of([row('a', '240.00')], { exchange: '-8.00' }), 0n],
    ['two lines', [eur('100.00'), eur('200.00')], of([row('a', '300.00')]), 0n],
    ['a debit and its charge', [eur('-12.50')], of([row('CHARGE', '12.50', { kind: 'classification' })]), 0n],
    [
      'charges that no receipt bears',
      [eur('-12.50')],
      of([row('o', '12.50', { kind: 'payment-order' })], { charges: '1.00' }),
      0n,
    ],
    ['another currency: the bank’s rate decides', [eur('900.00')], of([row('a', '1000.00', { currency: 'USD' })]), 0n],
    ['an amount not typed yet', [eur('10.00')], of([row('a', '')]), 1000n],
  ])('%s', (_, amounts, allocation, left) => expect(remainingOf(amounts, allocation)).toBe(left));

  it('is taken by one button, whichever way it goes', () => {
    const short = of([row('a', '250.00')]);
    const charged = withCharges(short, -200n, 'EUR');
    expect([charged.charges, remainingOf([eur('248.00')], charged)]).toEqual(['2.00', 0n]);
    const over = of([row('a', '240.00')]);
    const gained = withExchange(over, 800n, 'EUR');
    expect([gained.exchange, remainingOf([eur('248.00')], gained)]).toEqual(['-8.00', 0n]);
  });

  it('a target goes in and out, with what was taken for it', () => {
    const one = toggled(nothing, [row('a', '148.00')]);
    const both = toggled(one, [row('a', '148.00'), row('b', '100.00')]);
    expect(both.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(toggled({ ...one, charges: '2.00' }, [row('a', '148.00')])).toEqual(nothing);
  });

  it('keeps every digit', () => {
    expect(minorIn('90071992547409.93', 'EUR')).toBe(9007199254740993n);
    expect(amountIn(-5n, 'EUR')).toEqual(eur('-0.05'));
    expect(amountIn(255823230n, 'XOF')).toEqual({ amount: '255823230', currency: 'XOF' });
  });
});
