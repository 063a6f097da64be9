import { programmeRules, ruleSetOf } from '../rules/rule-set';
import { agreedTerms, checkAgreedTerms, termsInForce } from './agreed-terms';

const signed = { code: 'P', lastImplementationDay: '2024-01-01' };
const cooperation = ruleSetOf('COOPERATION');
const change = (field: string) => ({ field, before: '1', after: '2' });

it.each([
  ['an amount of the plan', 'financingPlan.sources.SIAAP.amount', 'financingPlan'],
  ['a line of the budget', 'budgetLines.Travaux.amount', 'budgetLines'],
  ['its end', 'period.to', 'period'],
  ['its object', 'narrative.objectives', 'objectives'],
])('asks an amendment for %s once the agreement is signed', (_, field, term) => {
  expect(() => checkAgreedTerms(signed, cooperation, [change('title'), change(field)])).toThrow(
    expect.objectContaining({
      ...{ code: 'AMENDMENT_NEEDED', status: 409 },
      figures: { project: 'P', field, terms: [term], changes: [change(field)] },
    }),
  );
});

it.each(['title', 'narrative.context', 'schedule.Travaux.to', 'markers.gender', 'periodic', 'beneficiary'])(
  'leaves %s to the dossier',
  (field) => {
    expect(() => checkAgreedTerms(signed, cooperation, [change(field)])).not.toThrow();
  },
);

it('leaves everything to a dossier whose agreement is not signed, and to programmes', () => {
  const all = ['financingPlan.total', 'budgetLines', 'period', 'narrative.objectives'].map(change);
  expect(() => checkAgreedTerms({ ...signed, lastImplementationDay: null }, cooperation, all)).not.toThrow();
  expect(() => checkAgreedTerms(signed, programmeRules, all)).not.toThrow();
  expect(termsInForce(signed, programmeRules)).toEqual([]);
  expect(termsInForce(signed, cooperation)).toEqual(agreedTerms);
});
