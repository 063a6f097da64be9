import type { Violation } from '@abonde/violation';
import { type Base, type Based, baseOf, type WantedBase } from './base';

const EUROS: WantedBase = {
  account: 'LIVRET',
  pool: 'EUR',
  openedOn: '2026-01-01',
  maturesOn: null,
  isDeposit: false,
  base: undefined,
};

function open(code: string, bearsOn: Base, more: Partial<Based> = {}): Based {
  return { code, account: code, pool: 'EUR', openedOn: '2020-01-01', maturesOn: null, bearsOn, ...more };
}

const main = open('MAIN-EUR', 'POOL');
const deposit = open('TERM-EUR', 'DEPOSIT');

function codeOf(wanted: Partial<WantedBase>, others: Based[]): string {
  try {
    return baseOf({ ...EUROS, ...wanted }, others);
  } catch (refused) {
    return (refused as Violation).code;
  }
}

describe('what a placement bears on', () => {
  it.each<[string, Partial<WantedBase>, Based[], string]>([
    ['the first account of a pool, on the pool', {}, [], 'POOL'],
    ['beside a deposit, on the pool', {}, [deposit], 'POOL'],
    ['a second account, on what it holds', {}, [main], 'ACCOUNT'],
    ['the first account of another pool, on that pool', { pool: 'USD' }, [main], 'POOL'],
    ['an account after another has ended, on the pool', {}, [open('OLD', 'POOL', { maturesOn: '2026-01-01' })], 'POOL'],
    ['an account that ends before another, on the pool', { maturesOn: '2020-01-01' }, [main], 'POOL'],
    ['an account asked to bear on what it holds', { base: 'ACCOUNT' }, [], 'ACCOUNT'],
    ['a sum on deposit, on itself', { isDeposit: true }, [main, deposit], 'DEPOSIT'],
    ['a deposit on an account that bears interest', { isDeposit: true, account: 'MAIN-EUR' }, [main], 'DEPOSIT'],
    ['a pool that bears interest already', { base: 'POOL' }, [main], 'POOL_BEARS_INTEREST_ALREADY'],
    ['an account that bears interest already', { account: 'MAIN-EUR' }, [main], 'ACCOUNT_BEARS_INTEREST_ALREADY'],
    ['the same account in another pool', { account: 'MAIN-EUR', pool: 'B' }, [main], 'ACCOUNT_BEARS_INTEREST_ALREADY'],
    ['a deposit without its sum', { base: 'DEPOSIT' }, [], 'DEPOSIT_WITHOUT_PRINCIPAL'],
    ['a sum that is no deposit', { isDeposit: true, base: 'ACCOUNT' }, [], 'PRINCIPAL_OF_A_DEPOSIT'],
  ])('%s', (_, wanted, others, expected) => {
    expect(codeOf(wanted, others)).toBe(expected);
  });
});
