import { planInstalments } from './instalments';
import { loadedAgreements, readReference } from './reference';
import { conditionOf, reportsOf, unspentClauseOf } from './terms';

const reference = readReference();
const agreements = loadedAgreements(reference).map(({ agreement }) => agreement);
const agreement = (id: string) => {
  const found = agreements.find((one) => one.id === id);
  if (!found) throw new Error(`No agreement ${id}`);
  return found;
};
const conditions = (id: string) =>
  planInstalments(reference)
    .filter((instalment) => instalment.agreement === id)
    .sort((a, b) => a.number - b.number)
    .map((instalment) => conditionOf(agreement(id), instalment).kind);

describe('terms of the demonstration', () => {
  it('wait, for what is not called yet, as the payment terms say', () => {
    expect(conditions('AESN-2020-SR')).toEqual(['SIGNATURE', 'FULL_COST_PROVEN']);
    expect(conditions('SIAAP-2020-SR').at(-1)).toBe('REPORT_ACCEPTED');
    expect(conditions('SIAAP-2025-LA-VTE-GBV2')).toContain('PERCENT_CONSUMED');
  });

  it('never hold back what the history called', () => {
    const held = planInstalments(reference).filter(
      (instalment) =>
        instalment.callOn !== null &&
        !['SIGNATURE', 'DATE'].includes(conditionOf(agreement(instalment.agreement), instalment).kind),
    );
    expect(held).toEqual([]);
  });

  it('give back what their clause says, and ask otherwise', () => {
    expect(unspentClauseOf(agreement('BMGF-ISSV-2'))).toBe('RETURN_TO_DONOR');
    expect(unspentClauseOf(agreement('UE-PS-2022'))).toBe('RETURN_TO_DONOR');
    expect(unspentClauseOf(agreement('PARIS-2024'))).toBe('ASK');
  });

  it('promise reports that are still due, one of them late', () => {
    const due = agreements.flatMap((one) => reportsOf(one, reference.business_day));
    expect(due.filter(({ dueOn }) => dueOn < reference.business_day)).toEqual([
      { kind: 'INTERIM', dueOn: '2026-01-31' },
    ]);
    expect(reportsOf(agreement('BMGF-ISSV-2'), reference.business_day)).toEqual([
      { kind: 'FINAL', dueOn: '2026-03-31' },
    ]);
    expect(reportsOf(agreement('AIMF-GENERAL'), reference.business_day)).toEqual([]);
  });
});
