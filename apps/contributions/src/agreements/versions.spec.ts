import type { ScheduledAsKept, TermsAsKept } from './agreement';
import { changesBetween } from './versions';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const terms = { amount: eur('100.00'), aidRate: '50', pool: 'EUR' } as unknown as TermsAsKept;
const instalment = (number: number, amount: string, state = 'EXPECTED'): ScheduledAsKept => ({
  number,
  amount: eur(amount),
  dueOn: '2024-01-31',
  condition: { kind: 'DATE' },
  state,
});

describe('what a version changed', () => {
  it('nothing', () => {
    const kept = { terms, schedule: [instalment(1, '100.00')] };
    expect(changesBetween(kept, { terms, schedule: [instalment(1, '100.00', 'CALLED')] })).toEqual([]);
  });

  it('terms and instalments, each with what it was', () => {
    const before = { terms, schedule: [instalment(1, '60.00'), instalment(2, '40.00')] };
    const after = {
      terms: { ...terms, amount: eur('80.00') },
      schedule: [instalment(1, '60.00'), instalment(2, '20.00'), instalment(3, '0.00', 'CANCELLED')],
    };
    expect(changesBetween(before, after)).toEqual([
      { term: 'amount', before: eur('100.00'), after: eur('80.00') },
      {
        term: 'instalment',
        before: { number: 2, amount: eur('40.00'), dueOn: '2024-01-31', condition: { kind: 'DATE' } },
        after: { number: 2, amount: eur('20.00'), dueOn: '2024-01-31', condition: { kind: 'DATE' } },
      },
    ]);
  });

  it('an instalment that is no longer there', () => {
    const before = { terms, schedule: [instalment(1, '100.00')] };
    const after = { terms, schedule: [instalment(1, '0.00', 'CANCELLED')] };
    expect(changesBetween(before, after)).toMatchObject([{ term: 'instalment', after: null }]);
  });

  it('no instalment against a version that kept none', () => {
    expect(changesBetween({ terms, schedule: [] }, { terms, schedule: [instalment(1, '100.00')] })).toEqual([]);
  });
});
