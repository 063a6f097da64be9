import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { reductionTo, type Standing } from './reduction';

const eur = (amount: string) => Money.eur(amount);
const standing = (change: Partial<Standing>): Standing => ({
  ...{ project: 'P', attributed: eur('800'), committed: eur('500'), free: eur('200'), held: eur('500') },
  ...change,
});
const amounts = ({ less, released, claimed }: ReturnType<typeof reductionTo>) =>
  [less, released, claimed].map(({ amount }) => amount);

describe('a subsidy that is reduced', () => {
  it.each([
    ['below its commitment only', '600', {}, ['200.00', '0.00', '0.00']],
    ['sends free money back', '400', {}, ['400.00', '100.00', '0.00']],
    ['claims what tranches took', '100', {}, ['700.00', '200.00', '200.00']],
    [
      'to nothing, all of it',
      '0',
      { committed: eur('0'), free: eur('0'), held: eur('800') },
      ['800.00', '0.00', '800.00'],
    ],
  ])('%s', (_, to, change, expected) => {
    expect(amounts(reductionTo(eur(to), standing(change)))).toEqual(expected);
  });

  it.each(['800', '800.01', '-0.01'])('is refused to %s', (to) => {
    expect(() => reductionTo(eur(to), standing({}))).toThrow(expect.objectContaining({ code: 'NOT_A_REDUCTION' }));
  });

  it('takes back exactly what is attributed less, never more than there is', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(cents, cents, cents, cents, (committed, reserved, free, to) => {
        const attributed = committed + reserved;
        fc.pre(to < attributed);
        const facts = { attributed, committed, free, held: free + reserved };
        const money = Object.fromEntries(Object.entries(facts).map(([name, minor]) => [name, Money.minor(minor)]));
        const { less, released, claimed } = reductionTo(Money.minor(to), standing(money));
        expect(less.minor).toBe(attributed - to);
        expect(less.minor - claimed.minor <= committed && released.minor <= free).toBe(true);
        expect(claimed.isNegative()).toBe(false);
      }),
      propertyRuns({ quick: 100, full: 2_000 }),
    );
  });
});
