import { Money } from '@abonde/money';
import fc from 'fast-check';
import { added, leftOf, splitOver, sumOf } from './split';

const held = fc.dictionary(fc.stringMatching(/^[A-Z]{1,4}$/), fc.bigInt(0n, 10n ** 11n), { minKeys: 1, maxKeys: 8 });

it('adds up to the tranche and never takes more than an agreement holds', () => {
  fc.assert(
    fc.property(held, fc.nat(10_000), (balances, part) => {
      const holdings = new Map(Object.entries(balances).map(([agreement, minor]) => [agreement, Money.minor(minor)]));
      const available = Money.sum(holdings.values());
      const amount = Money.minor((available.minor * BigInt(part)) / 10_000n);
      const split = splitOver(amount, holdings, 'test');
      expect(sumOf(split)).toEqual(amount);
      for (const share of split) {
        expect(share.amount.isPositive()).toBe(true);
        expect(share.amount.compare(holdings.get(share.agreement) ?? Money.zero())).toBeLessThanOrEqual(0);
      }
    }),
  );
});

it('takes successive tranches down to the last cent', () => {
  let holdings = new Map([
    ['A', Money.eur('100.01')],
    ['B', Money.eur('33.33')],
    ['C', Money.eur('0.01')],
  ]);
  for (const amount of ['50.00', '50.00', '33.35']) {
    const split = splitOver(Money.eur(amount), holdings, 'test');
    holdings = leftOf(
      [...holdings].map(([agreement, left]) => ({ agreement, amount: left })),
      split,
    );
  }
  expect(Money.sum(holdings.values()).isZero()).toBe(true);
});

it('refuses what is not there and says what is', () => {
  const attempt = () => splitOver(Money.eur('10.01'), new Map([['A', Money.eur('10')]]), 'Free on P');
  expect(attempt).toThrow(
    expect.objectContaining({
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      figures: expect.objectContaining({ available: Money.eur('10') }),
    }),
  );
});

it('adds shares agreement by agreement', () => {
  const one = [{ agreement: 'A', amount: Money.eur('1') }];
  expect(
    added(one, [
      { agreement: 'A', amount: Money.eur('2') },
      { agreement: 'B', amount: Money.eur('3') },
    ]),
  ).toEqual([
    { agreement: 'A', amount: Money.eur('3') },
    { agreement: 'B', amount: Money.eur('3') },
  ]);
});
