import { Money } from '@abonde/money';
import {
  approve,
  checkReopenable,
  isCancellable,
  orderKinds,
  orderStates,
  type PaymentOrder,
  type PaymentRefused,
} from './payment-order';

const order: PaymentOrder = {
  id: 'o',
  kind: 'TRANCHE',
  amount: Money.eur('100.00'),
  dueOn: '2026-02-20',
  state: 'ORDERED',
  involved: ['officer', 'certifier'],
  approvals: [],
};
const controller = { id: 'c1', name: 'Controller', roles: ['finance-controller'] };
const other = { id: 'c2', name: 'Other', roles: ['finance-controller'] };
const secretariat = { id: 's1', name: 'Secretariat', roles: ['secretariat'] };

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as PaymentRefused).code;
  }
  return 'NOT_REFUSED';
}

describe('dual approval', () => {
  it.each([
    [controller, secretariat],
    [secretariat, controller],
    [controller, other],
  ])('%j then %j', (first, second) => {
    const once = approve(order, first, 'now');
    expect(once.state).toBe('ORDERED');
    expect(approve({ ...order, ...once }, second, 'now').state).toBe('APPROVED');
  });

  it('refuses whoever took part, the same person twice, two of the secretariat', () => {
    const bySecretariat = { ...order, ...approve(order, secretariat, 'now') };
    const byController = { ...order, ...approve(order, controller, 'now') };
    expect(codeOf(() => approve(order, { id: 'certifier', name: 'C', roles: ['finance-controller'] }, 'now'))).toBe(
      'APPROVER_INVOLVED',
    );
    expect(codeOf(() => approve(byController, controller, 'now'))).toBe('APPROVED_BY_SAME_PERSON');
    expect(codeOf(() => approve(bySecretariat, { id: 's2', name: 'S', roles: ['secretariat'] }, 'now'))).toBe(
      'CONTROLLER_REQUIRED',
    );
  });

  it('approves only what waits for it', () => {
    expect(codeOf(() => approve({ ...order, state: 'CANCELLED' }, controller, 'now'))).toBe('ORDER_NOT_OPEN');
    expect(isCancellable('APPROVED')).toBe(true);
    expect(isCancellable('EMITTED')).toBe(false);
  });
});

describe('paying again', () => {
  it('is of money still owed that came back; a tranche or an aid is asked for again where it was decided', () => {
    for (const state of orderStates) {
      for (const kind of orderKinds) {
        const owed = kind === 'DONOR_REFUND' || kind === 'INTEREST_RETURN';
        const expected = state !== 'RETURNED' ? 'ORDER_NOT_OPEN' : owed ? 'NOT_REFUSED' : 'ORDER_ASKED_AGAIN_ELSEWHERE';
        expect([state, kind, codeOf(() => checkReopenable({ id: 'o', kind, state }))]).toEqual([state, kind, expected]);
      }
    }
  });
});
