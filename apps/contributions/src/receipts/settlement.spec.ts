import { Money } from '@abonde/money';
import fc from 'fast-check';
import { type Claim, managementFee, settle, type Target } from './settlement';

const eur = Money.eur;
const usd = (amount: string) => Money.of({ amount, currency: 'USD' });
const instalment = (amount: Money, id = 'I'): Target => ({ kind: 'instalment', id, amount });
const owed = (outstanding: Money, booked: Money = outstanding): Claim => ({ outstanding, booked });

function settleOne(receipt: { eur: Money; original?: Money; charges?: Money }, target: Target, claim: Claim) {
  const { parts } = settle(
    { original: receipt.eur, charges: null, ...receipt, targets: [target] },
    new Map([[target.id, claim]]),
  );
  const { applied, booked, money, fee, exchange, excess } = parts[0] ?? fail();
  return [applied, booked, money, fee, exchange, excess].map(({ amount }) => amount);
}

function fail(): never {
  throw new Error('no part');
}

describe('settlement of a receipt', () => {
  it.each([
    [
      'exactly',
      { eur: eur('1000.00') },
      instalment(eur('1000.00')),
      owed(eur('1000.00')),
      ['1000.00', '1000.00', '1000.00', '0.00', '0.00', '0.00'],
    ],
    [
      'in part',
      { eur: eur('400.00') },
      instalment(eur('400.00')),
      owed(eur('1000.00')),
      ['400.00', '400.00', '400.00', '0.00', '0.00', '0.00'],
    ],
    [
      'short of its target, at a loss that a person accepted',
      { eur: eur('990.00') },
      instalment(eur('1000.00')),
      owed(eur('1000.00')),
      ['1000.00', '1000.00', '990.00', '0.00', '10.00', '0.00'],
    ],
    [
      'with a fee kept on the way',
      { eur: eur('990.00'), charges: eur('10.00') },
      instalment(eur('1000.00')),
      owed(eur('1000.00')),
      ['1000.00', '1000.00', '990.00', '10.00', '0.00', '0.00'],
    ],
    [
      'with too much',
      { eur: eur('1100.00') },
      instalment(eur('1100.00')),
      owed(eur('1000.00')),
      ['1000.00', '1000.00', '1100.00', '0.00', '0.00', '100.00'],
    ],
    [
      'beyond its target, at a gain that a person accepted',
      { eur: eur('1100.00') },
      instalment(eur('1000.00')),
      owed(eur('1000.00')),
      ['1000.00', '1000.00', '1100.00', '0.00', '-100.00', '0.00'],
    ],
    [
      'no longer expected',
      { eur: eur('50.00') },
      instalment(eur('50.00')),
      owed(eur('0.00')),
      ['0.00', '0.00', '50.00', '0.00', '0.00', '50.00'],
    ],
    [
      'in dollars, at a loss, with a fee',
      { eur: eur('915000.00'), original: usd('1045333.33'), charges: eur('25.00') },
      instalment(usd('1045333.33')),
      owed(usd('1045333.33'), eur('925120.00')),
      ['1045333.33', '925120.00', '915000.00', '25.00', '10095.00', '0.00'],
    ],
    [
      'in dollars, at a gain',
      { eur: eur('930000.00'), original: usd('1045333.33') },
      instalment(usd('1045333.33')),
      owed(usd('1045333.33'), eur('925120.00')),
      ['1045333.33', '925120.00', '930000.00', '0.00', '-4880.00', '0.00'],
    ],
    [
      'half the dollars',
      { eur: eur('500.00'), original: usd('550.00') },
      instalment(usd('550.00')),
      owed(usd('1100.00'), eur('990.00')),
      ['550.00', '495.00', '500.00', '0.00', '-5.00', '0.00'],
    ],
    [
      'more dollars than owed',
      { eur: eur('1000.00'), original: usd('1100.00') },
      instalment(usd('1100.00')),
      owed(usd('1000.00'), eur('900.00')),
      ['1000.00', '900.00', '1000.00', '0.00', '-9.09', '90.91'],
    ],
  ])('%s', (_, receipt, target, claim, expected) => {
    expect(settleOne(receipt, target, claim)).toEqual(expected);
  });

  it('takes a fee in foreign currency at the rate of what arrived', () => {
    const { fee } = settle(
      { eur: eur('880.00'), original: usd('990.00'), charges: usd('10.00'), targets: [instalment(usd('1000.00'))] },
      new Map([['I', owed(usd('1000.00'), eur('885.00'))]]),
    );
    expect(fee.amount).toBe('8.89');
  });

  it('shares one credit over two agreements', () => {
    const targets = [instalment(eur('300.00'), 'A'), instalment(eur('200.00'), 'B')];
    const { parts } = settle(
      { eur: eur('500.00'), original: eur('500.00'), charges: null, targets },
      new Map([
        ['A', owed(eur('300.00'))],
        ['B', owed(eur('200.00'))],
      ]),
    );
    expect(parts.map(({ money }) => money.amount)).toEqual(['300.00', '200.00']);
  });

  it('accounts for every cent, whatever arrives', () => {
    const amount = fc.bigInt(1n, 10_000_000n);
    const target = fc.record({ amount, outstanding: fc.bigInt(0n, 10_000_000n), booked: amount });
    fc.assert(
      fc.property(
        amount,
        fc.bigInt(0n, 5_000n),
        fc.boolean(),
        fc.array(target, { minLength: 1, maxLength: 4 }),
        (arrived, fee, foreign, given) => {
          const currency = foreign ? 'USD' : 'EUR';
          const targets = given.map((one, index) => instalment(Money.minor(one.amount, currency), `I${index}`));
          const claims = new Map(
            given.map((one, index) => [
              `I${index}`,
              owed(Money.minor(one.outstanding, currency), Money.minor(foreign ? one.booked : one.outstanding)),
            ]),
          );
          const { parts } = settle(
            { eur: Money.minor(arrived), original: Money.minor(arrived, currency), charges: Money.minor(fee), targets },
            claims,
          );
          const sum = (pick: (part: (typeof parts)[number]) => Money) => Money.sum(parts.map(pick)).minor;
          expect(sum(({ money }) => money)).toBe(arrived);
          expect(sum(({ fee: kept }) => kept)).toBe(fee);
          for (const part of parts) {
            expect(part.money.plus(part.fee).plus(part.exchange).equals(part.booked.plus(part.excess))).toBe(true);
            expect(part.applied.compare((claims.get(part.id) as Claim).outstanding)).not.toBe(1);
          }
        },
      ),
    );
  });
});

describe('management fee', () => {
  it.each([
    ['1000.00', '7', '70.00'],
    ['0.10', '7', '0.01'],
    ['33.33', '2.5', '0.83'],
    ['100.00', '0', '0.00'],
  ])('of %s at %s %% is %s', (received, rate, fee) => {
    expect(managementFee(eur(received), rate).amount).toBe(fee);
  });
});
