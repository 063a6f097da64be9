import { ChartOfAccounts, patternToRegex } from './chart';
import { chart } from './book.testing';
import { UnknownAccount } from './ledger-error';

describe('chart of accounts', () => {
  const accounts = new ChartOfAccounts(chart);

  it('finds the family of an account', () => {
    expect(accounts.entryOf('fund:envelope:SIAAP-2020-SR')).toMatchObject({
      account: 'fund:envelope:*',
      floor: 'NON_NEGATIVE',
    });
  });

  it('prefers the entry of the account itself', () => {
    expect(accounts.entryOf('fund:envelope:AIMF-GENERAL').floor).toBe('NONE');
  });

  it.each(['fund:envelope', 'fund:envelope:A:B', 'fund:envelope:', 'fund:envelope:a b', 'nothing', ''])(
    'knows no account %p',
    (account) => {
      expect(() => accounts.entryOf(account)).toThrow(UnknownAccount);
    },
  );

  it.each(['clearing:treasury', 'conversion:USD', 'fund:money'])('%s is a system account', (account) => {
    expect(accounts.isSystem(account)).toBe(true);
  });

  it('an envelope is not a system account', () => {
    expect(accounts.isSystem('fund:envelope:A')).toBe(false);
  });

  it.each([
    ['fund:envelope:*', 'fund:envelope:A', true],
    ['fund:allocation:*', 'fund:allocation:P:A', true],
    ['fund:allocation:*:A', 'fund:allocation:P:A', true],
    ['fund:allocation:*:A', 'fund:allocation:P:B', false],
    ['fund:envelope:A.B', 'fund:envelope:AXB', false],
  ])('the pattern %s covers %s: %p', (pattern, account, covered) => {
    expect(new RegExp(patternToRegex(pattern)).test(account)).toBe(covered);
  });

  it('refuses a pattern that is none', () => {
    expect(() => patternToRegex('fund:(.*)')).toThrow('pattern');
  });
});
