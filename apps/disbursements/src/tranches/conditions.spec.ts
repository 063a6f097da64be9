import { Money } from '@abonde/money';
import { checkConditions, type Condition, type ConditionFacts, justifiedPercent, unmetOf } from './conditions';

const paid = (justified: string): ConditionFacts => ({
  previous: { tranche: 'P-T1', paid: Money.eur('100000'), justified: Money.eur(justified) },
  acceptedReports: ['INTERIM'],
  progress: 40,
  ascertained: [{ kind: 'MILESTONE', label: 'Réseau posé' }],
});

const cases: [string, Condition, ConditionFacts, boolean][] = [
  ['70 % reached to the cent', { kind: 'PREVIOUS_JUSTIFIED', percent: '70' }, paid('70000'), true],
  ['a cent below 70 %', { kind: 'PREVIOUS_JUSTIFIED', percent: '70' }, paid('69999.99'), false],
  ['no previous tranche', { kind: 'PREVIOUS_JUSTIFIED', percent: '70' }, { ...paid('0'), previous: null }, true],
  [
    'a previous tranche not paid',
    { kind: 'PREVIOUS_JUSTIFIED', percent: '0' },
    { ...paid('0'), previous: { tranche: 'P-T1', paid: Money.zero(), justified: Money.zero() } },
    false,
  ],
  ['an accepted report', { kind: 'REPORT_ACCEPTED', report: 'INTERIM' }, paid('0'), true],
  ['a report still awaited', { kind: 'REPORT_ACCEPTED', report: 'FINAL' }, paid('0'), false],
  ['a milestone ascertained', { kind: 'MILESTONE', label: 'Réseau posé' }, paid('0'), true],
  ['another milestone', { kind: 'MILESTONE', label: 'Station en service' }, paid('0'), false],
  ['works seen that far', { kind: 'WORKS_PROGRESS', percent: '40' }, paid('0'), true],
  ['works behind', { kind: 'WORKS_PROGRESS', percent: '40.5' }, paid('0'), false],
  ['works nobody saw', { kind: 'WORKS_PROGRESS', percent: '0' }, { ...paid('0'), progress: null }, false],
  ['a mission not done', { kind: 'MISSION_DONE' }, paid('0'), false],
];

it.each(cases)('%s', (_, condition, facts, met) => {
  const attempt = () => checkConditions('P-T2', [condition], facts);
  if (met) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(expect.objectContaining({ code: 'CONDITIONS_NOT_MET', status: 409 }));
});

it.each([
  ['69999.99', '100000', '69.9999'],
  ['70000', '100000', '70.0000'],
  ['1', '3', '33.3333'],
  ['0.01', '1000000', '0.0000'],
  ['5', '0', '0.0000'],
])('%s of %s is %s %%', (justified, whole, percent) => {
  expect(justifiedPercent(Money.eur(justified), Money.eur(whole))).toBe(percent);
});

it('says how far each unmet condition is', () => {
  const conditions: Condition[] = [
    { kind: 'PREVIOUS_JUSTIFIED', percent: '70' },
    { kind: 'WORKS_PROGRESS', percent: '50' },
    { kind: 'REPORT_ACCEPTED', report: 'INTERIM' },
    { kind: 'MISSION_DONE' },
  ];
  expect(unmetOf(conditions, paid('12345.67')).map(({ kind, reached }) => [kind, reached])).toEqual([
    ['PREVIOUS_JUSTIFIED', '12.3456'],
    ['WORKS_PROGRESS', '40'],
    ['MISSION_DONE', null],
  ]);
  const unpaid = { tranche: 'P-T1', paid: Money.zero(), justified: Money.zero() };
  const nothing = { ...paid('0'), progress: null, previous: unpaid };
  expect(unmetOf(conditions, nothing).map(({ reached }) => reached)).toEqual([null, null, null]);
});
