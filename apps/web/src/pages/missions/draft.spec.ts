import { blanksOf, type Draft, emptyDraft, missionOf, type DraftFinding } from './draft';

const finding: DraftFinding = {
  ...{ key: 'f', project: '', text: '', progress: '', deliveryOn: '', suspends: false, tranche: '', label: '' },
};
const recommendation = { key: 'r', project: '', text: '', owner: '', dueOn: '' };

it.each<[string, Partial<Draft>, string[]]>([
  ['rows that nobody began', { team: [{ key: 't', name: ' ', role: '' }], findings: [finding] }, []],
  ['a name without a function', { team: [{ key: 't', name: 'Ada', role: '' }] }, ['t.role']],
  ['what was seen, of no project', { findings: [{ ...finding, text: 'Toit posé' }] }, ['f.project']],
  ['a progress alone, even none', { findings: [{ ...finding, progress: 0 }] }, ['f.project', 'f.text']],
  [
    'a condition without its tranche',
    { findings: [{ ...finding, project: 'P', text: 'x', label: 'Réseau posé' }] },
    ['f.tranche'],
  ],
  ['a recommendation to nobody', { recommendations: [{ ...recommendation, text: 'Former' }] }, ['r.owner', 'r.dueOn']],
  [
    'whole rows',
    { recommendations: [{ ...recommendation, text: 'Former', owner: 'Lokossa', dueOn: '2026-03-31' }] },
    [],
  ],
])('says what is left blank: %s', (_, part, blanks) => {
  const draft = { ...emptyDraft(), ...part };
  expect([...blanksOf(draft)]).toEqual(blanks);
});

it('sends what was written, and nothing of rows that nobody began', () => {
  const seen = { ...finding, project: 'P', text: 'x', progress: 60, tranche: 2, label: 'Réseau posé' };
  const { findings, recommendations } = missionOf({
    ...emptyDraft(),
    ...{ findings: [seen, finding], recommendations: [recommendation] },
  });
  expect(findings).toEqual([
    {
      project: 'P',
      text: 'x',
      suspends: false,
      progress: 60,
      deliveryOn: null,
      condition: { tranche: 2, label: 'Réseau posé' },
    },
  ]);
  expect(recommendations).toEqual([]);
});
