import type { ProjectView } from '../projects-api';
import { agreedTerms, amendmentOf, blanksOf, changesOf, localCurrencyOf, type Terms } from './amendment';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const project = {
  narrative: { objectives: 'Une station' },
  ...{ period: { from: '2026-01-01', to: '2027-12-31' }, attributed: eur('8000.00'), localCurrency: 'XOF' },
  budgetLines: [{ label: 'Travaux', amount: eur('10000.00'), local: { amount: '6559570', currency: 'XOF' } }],
  financingPlan: {
    total: eur('10000.00'),
    sources: [
      { kind: 'FUND', name: 'AIMF', amount: eur('8000.00'), inKind: false },
      { kind: 'CITY', name: 'Lomé', amount: eur('2000.00'), inKind: true },
    ],
  },
} as unknown as ProjectView;
const now = agreedTerms(project);
const currency = localCurrencyOf(project);
const fund = (name: string, amount: string) => ({ kind: 'FUND' as const, name, amount, inKind: false });
const city = { kind: 'CITY' as const, name: 'Lomé', amount: '2000.00', inKind: true };

it('what stays as it is isn’t part of the amendment', () => {
  expect(
    changesOf(now, { ...now, plan: { ...now.plan, sources: [city, ...now.plan.sources.slice(0, 1)] } }, 'XOF'),
  ).toEqual([]);
  expect(amendmentOf(' Délai ', now, now, currency)).toEqual({ reason: 'Délai' });
});

it.each<[string, Partial<Terms>, object[], object]>([
  [
    'a date',
    { to: '2028-06-30' },
    [{ field: 'period.to', before: '2027-12-31', after: '2028-06-30' }],
    { period: { from: '2026-01-01', to: '2028-06-30' } },
  ],
  [
    'a source that another one replaces',
    { plan: { total: '10000.00', sources: [fund('SIAAP', '8000.00'), city] } },
    [
      { field: 'financingPlan.sources.AIMF.kind', before: 'FUND', after: null },
      { field: 'financingPlan.sources.AIMF.amount', before: '8000.00 EUR', after: null },
      { field: 'financingPlan.sources.AIMF.inKind', before: 'false', after: null },
      { field: 'financingPlan.sources.SIAAP.kind', before: null, after: 'FUND' },
      { field: 'financingPlan.sources.SIAAP.amount', before: null, after: '8000.00 EUR' },
      { field: 'financingPlan.sources.SIAAP.inKind', before: null, after: 'false' },
    ],
    {
      financingPlan: {
        total: eur('10000.00'),
        sources: [
          { kind: 'FUND', name: 'SIAAP', amount: eur('8000.00'), inKind: false },
          { kind: 'CITY', name: 'Lomé', amount: eur('2000.00'), inKind: true },
        ],
      },
    },
  ],
  [
    'two lines of one name',
    {
      lines: [
        { label: 'Travaux', amount: '9000.00', local: '5903613' },
        { label: 'Travaux', amount: '1000.00', local: '655957' },
      ],
    },
    [
      { field: 'budgetLines.Travaux.amount', before: '10000.00 EUR', after: '9000.00 EUR' },
      { field: 'budgetLines.Travaux.local', before: '6559570 XOF', after: '5903613 XOF' },
      { field: 'budgetLines.Travaux (2).amount', before: null, after: '1000.00 EUR' },
      { field: 'budgetLines.Travaux (2).local', before: null, after: '655957 XOF' },
    ],
    {
      budgetLines: [
        { label: 'Travaux', amount: eur('9000.00'), local: { amount: '5903613', currency: 'XOF' } },
        { label: 'Travaux', amount: eur('1000.00'), local: { amount: '655957', currency: 'XOF' } },
      ],
    },
  ],
])('says and sends %s', (_, change, changes, body) => {
  const next = { ...now, ...change };
  expect(changesOf(now, next, currency)).toEqual(changes);
  expect(amendmentOf('Motif', now, next, currency)).toEqual({ reason: 'Motif', ...body });
});

it('names what a changed part leaves unsaid, and no other part', () => {
  const next = { ...now, to: '', attributed: '', plan: { total: '10000.00', sources: [fund('', '8000.00'), city] } };
  expect(blanksOf(next, changesOf(now, next, currency))).toEqual([
    'period.to',
    'attributed',
    'financingPlan.sources.0.name',
  ]);
  const undated = { ...now, from: '' };
  expect(blanksOf(undated, changesOf(undated, { ...undated, scope: 'x' }, currency))).toEqual([]);
});
