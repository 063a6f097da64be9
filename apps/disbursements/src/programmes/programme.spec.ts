import { Money } from '@abonde/money';
import { checkAgreements, checkApprovable, checkPrepared, planOf, type Prepared } from './programme';

const eur = (amount: string) => Money.eur(amount).toJSON();
const services: Prepared = {
  code: 'GOV-SERVICES',
  instrument: 'GOVERNANCE',
  period: { from: '2022-01-01', to: '2026-12-31' },
  lines: [
    { agreement: 'CAMEROUN-2023', amount: eur('140000.00') },
    { agreement: 'UE-PS-2022', amount: eur('750000.00'), maxPercent: '75' },
  ],
  otherSources: [{ kind: 'PARTNER', name: 'Villes', amount: eur('110000.00'), inKind: true }],
  activities: [{ title: 'État civil', amount: eur('1000000.00') }],
};
const code = (name: string) => expect.objectContaining({ code: name });

it('makes a plan of its lines and of what others bear, under the donors’ names where they are known', () => {
  const known = new Map([['UE-PS-2022', { code: 'UE-PS-2022', donor: 'UE', instrument: 'GOVERNANCE' }]]);
  const { total, sources } = planOf(services, known);
  expect(total).toEqual(eur('1000000.00'));
  expect(sources.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'FUND CAMEROUN-2023',
    'FUND UE',
    'PARTNER Villes',
  ]);
});

it('passes at its donor’s exact rate and is refused one cent above it', () => {
  expect(() => checkPrepared(services)).not.toThrow();
  const [, eu] = services.lines;
  const above = {
    ...services,
    lines: [{ agreement: 'UE-PS-2022', amount: eur('750000.01'), maxPercent: '75' }],
    activities: [],
  };
  const others = [
    { ...services.otherSources[0], kind: 'PARTNER' as const, name: 'x', inKind: false, amount: eur('249999.99') },
  ];
  expect(() => checkPrepared({ ...above, otherSources: others })).toThrow(
    expect.objectContaining({
      code: 'DONOR_SHARE_ABOVE_RATE',
      figures: expect.objectContaining({
        source: 'UE-PS-2022',
        ceiling: Money.eur('750000.00'),
        excess: Money.eur('0.01'),
      }),
    }),
  );
  expect(eu?.maxPercent).toBe('75');
});

it.each([
  ['no line', { lines: [] }, 'PROGRAMME_WITHOUT_LINES'],
  ['a period that ends first', { period: { from: '2026-01-01', to: '2025-12-31' } }, 'PERIOD_REVERSED'],
  ['a line of nothing', { lines: [{ agreement: 'A', amount: eur('0.00') }] }, 'LINE_NOT_POSITIVE'],
  [
    'a line in dollars',
    { lines: [{ agreement: 'A', amount: { amount: '1.00', currency: 'USD' } }] },
    'LINE_NOT_POSITIVE',
  ],
  [
    'an agreement twice',
    {
      lines: [
        { agreement: 'A', amount: eur('1.00') },
        { agreement: 'A', amount: eur('2.00') },
      ],
    },
    'AGREEMENT_TWICE',
  ],
  ['activities a cent too dear', { activities: [{ title: 'x', amount: eur('1000000.01') }] }, 'ACTIVITIES_ABOVE_TOTAL'],
])('%s is refused', (_, change, refusal) => {
  expect(() => checkPrepared({ ...services, ...change })).toThrow(code(refusal));
});

it('draws on agreements of its instrument that are known, and is approved by another person, once', () => {
  const of = (instrument: string) =>
    new Map(services.lines.map(({ agreement }) => [agreement, { code: agreement, donor: null, instrument }]));
  expect(() => checkAgreements(services, of('GOVERNANCE'))).not.toThrow();
  expect(() => checkAgreements(services, new Map())).toThrow(code('UNKNOWN_AGREEMENT'));
  expect(() => checkAgreements(services, of('COOPERATION'))).toThrow(code('AGREEMENT_OF_ANOTHER_INSTRUMENT'));
  const prepared = { code: 'P', status: 'PREPARED' as const, preparedBy: 'ann' };
  expect(() => checkApprovable(prepared, 'bob')).not.toThrow();
  expect(() => checkApprovable(prepared, 'ann')).toThrow(code('MAKER_IS_CHECKER'));
  expect(() => checkApprovable({ ...prepared, status: 'APPROVED' }, 'bob')).toThrow(code('PROGRAMME_APPROVED'));
});
