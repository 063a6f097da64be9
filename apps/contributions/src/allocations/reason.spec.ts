import { noRestrictions } from '../agreements/agreement';
import type { Giver, Receiver } from './eligibility';
import type { Capped } from './plan';
import { type Limit, limitOf, reasonOf } from './reason';

const giver = (changes: Partial<Giver> = {}): Giver => ({
  code: 'SIAAP-2020',
  donor: 'SIAAP',
  donorName: 'SIAAP',
  instrument: 'COOPERATION',
  countsAs: 'FUND',
  internal: false,
  earmark: { level: 'NONE' },
  restrictions: noRestrictions,
  period: { from: '2020-01-01', to: '2026-12-31' },
  eligibility: { from: '2020-01-01', to: '2026-12-31' },
  unspentClause: 'ASK',
  coFinancingCap: null,
  aidRate: null,
  ...changes,
});
const receiver: Receiver = {
  project: 'KH-SR-PROFERTIL',
  programme: null,
  instrument: 'COOPERATION',
  theme: 'WATER_SANITATION',
  country: 'KH',
  period: { from: '2020-01-01', to: '2026-12-31' },
  sessionDate: '2020-03-01',
};

describe('what bounds a line', () => {
  const bounds = { amount: 50n, missing: 80n, free: 90n, capped: null };
  it.each<[Limit, Partial<Omit<typeof bounds, 'capped'>> & { capped?: Capped }]>([
    ['COVERS_ALL', { missing: 50n }],
    ['COVERS_ALL', { missing: 50n, free: 50n }],
    ['CO_FINANCING_CAP', { capped: { cap: 'CO_FINANCING_CAP', room: 50n } }],
    ['AID_RATE', { capped: { cap: 'AID_RATE', room: 50n } }],
    ['PER_PROJECT', { capped: { cap: 'PER_PROJECT', room: 50n } }],
    ['PART', { capped: { cap: 'PER_PROJECT', room: 60n } }],
    ['ALL_FREE', { free: 50n }],
    ['PART', {}],
  ])('%s: %j', (limit, changes) => {
    expect(limitOf({ ...bounds, ...changes })).toBe(limit);
  });
});

describe('the sentence that explains a line', () => {
  it.each<[string, Partial<Giver>, string]>([
    ['EARMARKED_PROJECT', { earmark: { level: 'PROJECT', projects: ['KH-SR-PROFERTIL'] } }, 'SIAAP a affecté'],
    ['EARMARKED_PROGRAMME', { earmark: { level: 'PROGRAMME', programmes: ['ISSV'] } }, 'au programme'],
    ['EARMARKED_THEME', { earmark: { level: 'THEME', themes: ['WATER_SANITATION'] } }, 'WATER_SANITATION'],
    ['EARMARKED_COUNTRY', { earmark: { level: 'COUNTRY', countries: ['KH'] } }, 'KH'],
    ['UNEARMARKED', {}, 'premières à expirer'],
    ['OWN_RESOURCES', { internal: true }, 'appelées en dernier'],
  ])('%s', (code, changes, words) => {
    const { params, fr, en, ...reason } = reasonOf(giver(changes), receiver, 'ALL_FREE', '2020-03-01');
    expect(reason.code).toBe(code);
    expect(fr).toContain(words);
    expect([fr, en]).toEqual([
      expect.stringMatching(/tout ce que la convention a de libre\.$/),
      expect.stringMatching(/all that the agreement has free\.$/),
    ]);
    expect(params).toMatchObject({ agreement: 'SIAAP-2020', donor: 'SIAAP', limit: 'ALL_FREE', until: '2026-12-31' });
  });

  it.each<[string, Partial<Giver>, string]>([
    ['the agreement’s end', {}, 'ouverte jusqu’au 31/12/2026 ;'],
    [
      'the days on which costs are eligible',
      { eligibility: { from: '2020-03-01', to: '2025-06-30' } },
      'ouverte jusqu’au 30/06/2025, dépenses éligibles du 01/03/2020 au 30/06/2025 ;',
    ],
    [
      'a balance that is kept',
      { eligibility: { from: '2018-01-01', to: '2019-12-31' }, unspentClause: 'KEEP' },
      'solde que le bailleur laisse employer après le 31/12/2019 ;',
    ],
  ])('says %s', (_, changes, words) => {
    expect(reasonOf(giver(changes), receiver, 'ALL_FREE', '2020-03-01').fr).toContain(words);
  });
});
