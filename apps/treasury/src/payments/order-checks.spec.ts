import { Money } from '@abonde/money';
import type { BankDetails } from '../beneficiaries/bank-details';
import { checksOf, type PayeeFacts } from './order-checks';
import { orderStates } from './payment-order';

const details: BankDetails = {
  kind: 'LOCAL',
  iban: null,
  account: '001234567',
  bic: 'ACLBKHPP',
  holder: null,
  address: { line: null, building: null, postCode: null, town: 'Siem Reap', region: null },
  regulatory: null,
};
const payee: PayeeFacts = { details, changePending: false, changedOn: null };
const order = { state: 'ORDERED' as const, amount: Money.eur('10.00'), beneficiary: 'SIEM-REAP' };
const codes = (more: Partial<PayeeFacts>, asked: Partial<typeof order> = {}) =>
  checksOf({ ...order, ...asked }, { ...payee, ...more }, new Set(['EUR']), '2026-02-20').map(
    ({ code, blocking }) => `${code}${blocking ? '!' : ''}`,
  );

describe('checks before payment', () => {
  it.each<[string, Partial<PayeeFacts>, string[]]>([
    ['nothing', {}, []],
    ['nobody of that name', { missing: 'UNKNOWN', details: null }, ['BENEFICIARY_UNKNOWN!']],
    ['two of that name', { missing: 'AMBIGUOUS', details: null }, ['BENEFICIARY_AMBIGUOUS!']],
    ['details nobody confirmed', { details: null }, ['BENEFICIARY_NOT_CONFIRMED!']],
    ['a change that waits', { changePending: true }, ['BANK_DETAILS_CHANGE_PENDING!']],
    ['a recent change', { changedOn: '2026-02-17' }, ['BANK_DETAILS_CHANGED_RECENTLY']],
    ['an old change', { changedOn: '2026-01-01' }, []],
    ['a local account without its bank', { details: { ...details, bic: null } }, ['BIC_MISSING!']],
    [
      'an IBAN abroad without its bank',
      { details: { ...details, iban: 'MR1300020001010000123456753', account: null, bic: null } },
      ['BIC_MISSING'],
    ],
    ['a wrong key', { details: { ...details, account: '10002000300277976315009' } }, ['RIB_KEY_WRONG']],
  ])('%s', (_, facts, expected) => expect(codes(facts)).toEqual(expected));

  it('says how many days ago: « RIB modifié il y a 3 jours »', () => {
    const [check] = checksOf(order, { ...payee, changedOn: '2026-02-17' }, new Set(['EUR']), '2026-02-20');
    expect(check).toMatchObject({ on: '2026-02-17', daysAgo: 3 });
  });

  it('says that the bank exchanges what no account of ours holds', () => {
    expect(codes({}, { amount: Money.of({ amount: '100', currency: 'XOF' }) })).toEqual(['OTHER_CURRENCY']);
  });

  it('leaves alone what the bank has, or nobody pays any more', () => {
    for (const state of orderStates.filter((known) => known !== 'ORDERED' && known !== 'APPROVED'))
      expect(checksOf({ ...order, state }, { ...payee, details: null }, new Set(), '2026-02-20')).toEqual([]);
  });
});
