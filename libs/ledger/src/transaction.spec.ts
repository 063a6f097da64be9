import { Money } from '@abonde/money';
import fc from 'fast-check';
import { chart, moved } from './book.testing';
import { ChartOfAccounts } from './chart';
import { checked, debitCredit, type NewPosting, opposite, type Posting } from './transaction';

const accounts = new ChartOfAccounts(chart);
const check = (postings: NewPosting[]) => checked(accounts, { ...moved('opening', 'opening', '1.00'), postings });
const usd = (amount: string) => Money.of({ amount, currency: 'USD' });
const eur = (amount: string) => Money.eur(amount);

describe('a transaction', () => {
  it('names the layer that does not balance and by how much', () => {
    const postings = [
      { account: 'clearing:treasury', amount: eur('10.00') },
      { account: 'fund:envelope:A', amount: eur('-10.00') },
    ];
    expect(() => check(postings)).toThrow(
      expect.objectContaining({
        code: 'UNBALANCED_TRANSACTION',
        figures: { where: 'GENERAL', difference: eur('10.00') },
      }),
    );
  });

  it('balances each foreign currency in amount, through a conversion of no value', () => {
    const postings = [
      { account: 'clearing:treasury', amount: eur('900.00') },
      { account: 'receivable:GATES', amount: usd('-1000.00'), eur: eur('-900.00') },
    ];
    expect(() => check(postings)).toThrow(
      expect.objectContaining({ figures: { where: 'USD', difference: usd('-1000.00') } }),
    );
    expect(() =>
      check([...postings, { account: 'conversion:USD', amount: usd('1000.00'), eur: Money.zero() }]),
    ).not.toThrow();
  });

  it('keeps an account of the chart in euros', () => {
    expect(() => check([{ account: 'opening', amount: usd('1.00'), eur: eur('1.00') }])).toThrow(
      expect.objectContaining({ code: 'WRONG_CURRENCY' }),
    );
  });

  it('asks the value in EUR of a foreign amount', () => {
    expect(() => check([{ account: 'receivable:GATES', amount: usd('1.00') }])).toThrow(
      expect.objectContaining({ code: 'INVALID_EUR_VALUE' }),
    );
  });

  it('refuses a value in EUR that is not the amount in EUR', () => {
    expect(() => check([{ account: 'opening', amount: eur('1.00'), eur: eur('1.01') }])).toThrow(
      expect.objectContaining({ code: 'INVALID_EUR_VALUE' }),
    );
  });

  it('refuses an account that is not in the chart', () => {
    expect(() => check(debitCredit('bank:X', 'opening', eur('1.00')))).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_ACCOUNT' }),
    );
  });

  it('holds amounts up to 2^63 - 1 minor units and no further', () => {
    expect(() => check(debitCredit('opening', 'income:A', Money.minor(2n ** 63n - 1n)))).not.toThrow();
    expect(() => check(debitCredit('opening', 'income:A', Money.minor(2n ** 63n)))).toThrow(
      expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }),
    );
  });

  it.each([
    { postings: [] },
    { kind: 'Receipt Matched' },
    { valueDate: '2026-02-30' },
    { accountingDate: 'yesterday' },
  ])('refuses %p', (wrong) => {
    expect(() => checked(accounts, moved('opening', 'income:A', '1.00', wrong))).toThrow(
      expect.objectContaining({ code: 'INVALID_TRANSACTION' }),
    );
  });

  it('moves nothing for zero', () => {
    expect(debitCredit('opening', 'income:A', Money.zero())).toEqual([]);
  });

  it('balances whatever is debited and credited, and so does its opposite', () => {
    const move = fc.record({
      minor: fc.bigInt(-(10n ** 15n), 10n ** 15n),
      from: fc.constantFrom('opening', 'income:A'),
      to: fc.constantFrom('clearing:treasury', 'income:B'),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1 }), (moves) => {
        const postings = moves.flatMap(({ minor, from, to }) => debitCredit(to, from, Money.minor(minor)));
        fc.pre(postings.length > 0);
        const booked: Posting[] = check(postings).postings.map(({ account, amount, entry, eurMinor }) => ({
          account,
          amount,
          layer: entry.layer,
          pcg: entry.pcg,
          eur: Money.minor(eurMinor),
          dimensions: {},
          original: null,
        }));
        const back = check(opposite(booked)).postings;
        expect(back.map(({ eurMinor }) => eurMinor)).toEqual(booked.map(({ eur: value }) => -value.minor));
      }),
    );
  });

  it('never passes when one posting is off by a cent', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n), fc.constantFrom(-1n, 1n), (minor, off) => {
        const postings = [
          { account: 'opening', amount: Money.minor(minor + off) },
          { account: 'income:A', amount: Money.minor(-minor) },
        ];
        expect(() => check(postings)).toThrow(expect.objectContaining({ code: 'UNBALANCED_TRANSACTION' }));
      }),
    );
  });
});
