import { Money } from '@abonde/money';
import fc from 'fast-check';
import { legsOf } from './legs';
import type { MatchRefused, Target, TargetKind } from './target';

const eur = (amount: string) => Money.eur(amount);
const usd = (amount: string) => Money.of({ amount, currency: 'USD' });
const target = (kind: TargetKind, amount: Money, id = kind): Target => ({ kind, id, amount });
const entry = (amount: Money, value: Money = amount) => ({ amount, eur: value });
const figures = (legs: ReturnType<typeof legsOf>) =>
  legs.map(({ targets, amount, eur: value }) => [
    targets.map(({ kind }) => kind).join('+'),
    amount.amount,
    value.amount,
  ]);

function refusal(work: () => unknown): MatchRefused {
  try {
    work();
  } catch (error) {
    return error as MatchRefused;
  }
  throw new Error('was not refused');
}

describe('sharing an entry', () => {
  it('one credit for two agreements and an over-payment cross together', () => {
    const targets = [
      target('instalment', eur('600.00')),
      target('instalment', eur('300.00')),
      target('unapplied', eur('100.00')),
    ];
    expect(figures(legsOf(entry(eur('1000.00')), targets))).toEqual([
      ['instalment+instalment+unapplied', '1000.00', '1000.00'],
    ]);
  });

  it('takes charges and an exchange loss into account', () => {
    const targets = [target('instalment', eur('1000.00'))];
    expect(
      legsOf(entry(eur('985.00')), targets, { charges: eur('12.00'), exchangeDifference: eur('3.00') }),
    ).toHaveLength(1);
    const error = refusal(() => legsOf(entry(eur('985.00')), targets));
    expect(error.code).toBe('MATCH_DOES_NOT_ADD_UP');
    expect(JSON.parse(JSON.stringify(error.figures))).toMatchObject({ difference: { amount: '15.00' } });
  });

  it('lets the bank decide what a foreign instalment is worth', () => {
    expect(figures(legsOf(entry(eur('960000.12')), [target('instalment', usd('1045333.33'))]))).toEqual([
      ['instalment', '960000.12', '960000.12'],
    ]);
  });

  it('settles several orders and a fee with one debit', () => {
    const targets = [
      target('payment-order', eur('60.00')),
      target('payment-order', eur('40.00')),
      target('classification', eur('1.50')),
    ];
    expect(figures(legsOf(entry(eur('-101.50')), targets))).toEqual([
      ['payment-order', '-60.00', '-60.00'],
      ['payment-order', '-40.00', '-40.00'],
      ['classification', '-1.50', '-1.50'],
    ]);
  });

  it('lets a charge go the other way than a receipt', () => {
    expect(
      figures(legsOf(entry(eur('98.00')), [target('donation', eur('100.00')), target('classification', eur('-2.00'))])),
    ).toEqual([
      ['donation', '100.00', '100.00'],
      ['classification', '-2.00', '-2.00'],
    ]);
  });

  it('refuses a debit as a receipt', () => {
    expect(refusal(() => legsOf(entry(eur('-5.00')), [target('instalment', eur('5.00'))])).code).toBe(
      'WRONG_DIRECTION',
    );
  });

  it('shares a foreign entry to the cent', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 10_000_000 }), fc.boolean(), (minors, value, debit) => {
        const sign = debit ? -1n : 1n;
        const targets = minors.map((minor) => target('classification', Money.minor(BigInt(minor), 'USD')));
        const amount = Money.minor(sign * minors.reduce((sum, minor) => sum + BigInt(minor), 0n), 'USD');
        const legs = legsOf({ amount, eur: Money.minor(sign * BigInt(value)) }, targets);
        expect(legs.reduce((sum, leg) => sum + leg.eur.minor, 0n)).toBe(sign * BigInt(value));
      }),
    );
  });
});
