import { Money, Rational } from '@abonde/money';
import fc from 'fast-check';
import { inEuro, plus, valueOf } from './valuation';

const usd = (amount: string) => Money.of({ amount, currency: 'USD' });
const at = (rate: string) => () => Rational.parse(rate);
const never = () => {
  throw new Error('no rate needed');
};

describe('value of a foreign account', () => {
  it('keeps the fixed parity exactly', () => {
    expect(inEuro(Money.of({ amount: '255823230', currency: 'XOF' }), Rational.parse('655.957')).amount).toBe(
      '390000.00',
    );
  });

  it('takes money in at the day rate and out at the weighted average', () => {
    let held = { amount: usd('0'), eur: Money.zero() };
    for (const [amount, rate] of [
      ['100.00', '1.25'],
      ['100.00', '1.00'],
    ] as const) {
      held = plus(held, { amount: usd(amount), eur: valueOf(usd(amount), held, at(rate)) });
    }
    expect(held.eur.amount).toBe('180.00');
    expect(valueOf(usd('-50.00'), held, never).amount).toBe('-45.00');
    expect(valueOf(usd('-200.00'), held, never).amount).toBe('-180.00');
    expect(valueOf(usd('-250.00'), held, at('1.25')).amount).toBe('-220.00');
  });

  it('never leaves value on an account at zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 5_000, max: 20_000 })), {
          maxLength: 30,
        }),
        (moves) => {
          let held = { amount: usd('0'), eur: Money.zero() };
          for (const [minor, rate] of moves) {
            const amount = Money.minor(BigInt(minor), 'USD');
            held = plus(held, { amount, eur: valueOf(amount, held, () => Rational.of(BigInt(rate), 10_000n)) });
          }
          const last = held.amount.negated();
          held = plus(held, { amount: last, eur: valueOf(last, held, never) });
          expect([held.amount.minor, held.eur.minor]).toEqual([0n, 0n]);
        },
      ),
    );
  });
});
