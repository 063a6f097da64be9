import { Money } from '@abonde/money';
import { checkPlanned, checkSameAmount, percentOf, take, type TrancheFacts } from './tranche';

const facts = (change: Partial<TrancheFacts>): TrancheFacts => ({
  tranche: 'P-T1',
  status: 'PLANNED',
  project: 'P',
  projectState: 'IN_PROGRESS',
  requestedBy: null,
  certifiedBy: null,
  ...change,
});

it('goes from plan to approval by three persons', () => {
  expect(take('request', facts({}), 'ann')).toBe('REQUESTED');
  expect(take('certify', facts({ status: 'REQUESTED', requestedBy: 'ann' }), 'bob')).toBe('CERTIFIED');
  expect(take('approve', facts({ status: 'CERTIFIED', requestedBy: 'ann', certifiedBy: 'bob' }), 'eve')).toBe(
    'APPROVED',
  );
});

it.each([
  ['certify', facts({ status: 'REQUESTED', requestedBy: 'ann' })],
  ['approve', facts({ status: 'CERTIFIED', requestedBy: 'ann', certifiedBy: 'bob' })],
  ['approve', facts({ status: 'CERTIFIED', requestedBy: 'bob', certifiedBy: 'ann' })],
] as const)('%s is refused to whoever did an earlier step', (step, before) => {
  expect(() => take(step, before, 'ann')).toThrow(expect.objectContaining({ code: 'MAKER_IS_CHECKER', status: 403 }));
});

it.each(['DRAFT', 'VOTED', 'SUSPENDED', 'CANCELLED', 'CLOSED'] as const)(
  'nothing is asked of a project that is %s',
  (projectState) => {
    expect(() => take('request', facts({ projectState }), 'ann')).toThrow(
      expect.objectContaining({ code: 'PROJECT_NOT_PAYABLE' }),
    );
  },
);

it('is approved once', () => {
  expect(() => take('approve', facts({ status: 'APPROVED' }), 'eve')).toThrow(
    expect.objectContaining({ code: 'ILLEGAL_MOVE' }),
  );
});

it('takes a percentage of what is attributed', () => {
  expect(percentOf(Money.eur('471896.78'), '40', 'P')).toEqual(Money.eur('188758.71'));
  expect(() => percentOf(Money.zero(), '40', 'P')).toThrow(expect.objectContaining({ code: 'NOTHING_ATTRIBUTED' }));
});

it('is one amount, said as an amount or as a percentage', () => {
  const of = { attributed: Money.eur('50000.00'), project: 'P' };
  expect(() => checkSameAmount(Money.eur('20000.00'), '40', of)).not.toThrow();
  expect(() => checkSameAmount(Money.eur('20000.01'), '40', of)).toThrow(
    expect.objectContaining({ code: 'AMOUNT_IS_NOT_PERCENT' }),
  );
});

it('plans no more than the Fund’s part', () => {
  expect(() => checkPlanned(Money.eur('60'), Money.eur('40'), Money.eur('100'), 'P')).not.toThrow();
  expect(() => checkPlanned(Money.eur('60'), Money.eur('40.01'), Money.eur('100'), 'P')).toThrow(
    expect.objectContaining({ code: 'TRANCHES_ABOVE_FUND_SHARE' }),
  );
});
