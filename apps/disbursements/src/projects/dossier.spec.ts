import { Money } from '@abonde/money';
import { checkAmendable, checkAmended, checkCurrency, checkDossier, type Dossier, missingParts } from './dossier';

const eur = (amount: string) => Money.eur(amount).toJSON();
const facts = { instrument: 'COOPERATION' as const, country: 'KH', city: 'SIEM-REAP', hasSignedRequest: true };

const complete: Dossier = {
  period: { from: '2020-01-01', to: '2026-12-31' },
  markers: { gender: 1 },
  narrative: { context: 'c', objectives: 'o', activities: 'a', sustainability: 's' },
  resultsFramework: { outcomes: [{ outputs: [{ indicators: [{ title: 'Foyers', baseline: 0, target: 500 }] }] }] },
  budgetLines: [{ label: 'Travaux', amount: eur('1000') }],
  financingPlan: {
    total: eur('1000'),
    sources: [
      { kind: 'FUND', name: 'SIAAP', amount: eur('800'), inKind: false },
      { kind: 'CITY', name: 'Siem Reap', amount: eur('200'), inKind: false },
    ],
  },
};

describe('completeness', () => {
  it('is met by a full dossier', () => {
    expect(missingParts(complete, facts)).toEqual([]);
    expect(() => checkDossier(complete, facts)).not.toThrow();
  });

  const cases: [string, Partial<Dossier>, string[]][] = [
    ['a blank part of the narrative', { narrative: { ...complete.narrative, objectives: ' ' } }, ['narrative']],
    ['a budget that does not add up', { budgetLines: [{ label: 'Travaux', amount: eur('999.99') }] }, ['budgetLines']],
    [
      'a plan that does not add up',
      { financingPlan: { total: eur('1000'), sources: complete.financingPlan?.sources.slice(0, 1) ?? [] } },
      ['financingPlan'],
    ],
    [
      'an indicator without a target',
      { resultsFramework: { outcomes: [{ indicators: [{ baseline: 0 }] }] } },
      ['resultsFramework'],
    ],
    ['no gender field', { markers: {} }, ['genderFields']],
    ['no schedule', { period: undefined }, ['schedule']],
    ['a location left out', { location: null }, ['location']],
    ['a beneficiary left out', { beneficiary: '' }, ['beneficiary']],
  ];
  it.each(cases)('misses %s', (_, change, missing) => {
    expect(missingParts({ ...complete, ...change }, facts)).toEqual(missing);
  });

  it('lists everything an empty dossier lacks', () => {
    expect(missingParts({}, { ...facts, hasSignedRequest: false })).toEqual([
      'narrative',
      'budgetLines',
      'financingPlan',
      'resultsFramework',
      'genderFields',
      'schedule',
      'signedRequest',
    ]);
  });

  it('takes gender fields from the framework too, and needs a rate where the instrument has its own', () => {
    const framework = { outcomes: [{ indicators: [{ baseline: 1, target: 2, disaggregatedBySex: true }] }] };
    expect(missingParts({ ...complete, markers: {}, resultsFramework: framework }, facts)).toEqual([]);
    expect(missingParts(complete, { ...facts, instrument: 'GOVERNANCE' })).toEqual(['cofinancing']);
  });
});

it('keeps plans in euros', () => {
  expect(() => checkCurrency({ budgetLines: [{ label: 'x', amount: { amount: '1', currency: 'XOF' } }] })).toThrow(
    /euros/,
  );
  expect(() => checkCurrency({ budgetLines: [{ label: 'x', amount: eur('-1') }] })).toThrow(/euros/);
});

describe('amendments', () => {
  it.each([
    ['DRAFT', ['city'], true],
    ['SUBMITTED', ['city'], false],
    ['SUBMITTED', ['project-officer'], true],
    ['IN_PROGRESS', ['project-officer'], true],
    ['TABLED', ['project-officer'], false],
    ['CLOSED', ['project-officer'], false],
  ] as const)('%s by %s: %s', (state, roles, allowed) => {
    const attempt = () => checkAmendable('P', state, roles);
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'DOSSIER_FROZEN' }));
  });

  it('never fall below what the Bureau engaged', () => {
    const engaged = { code: 'P', engagedTotal: Money.eur('800.01') };
    expect(() => checkAmended(complete, facts, engaged)).toThrow(
      expect.objectContaining({ code: 'PLAN_BELOW_ENGAGEMENT' }),
    );
  });
});
