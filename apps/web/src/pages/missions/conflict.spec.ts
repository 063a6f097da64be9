import { differencesOf, type Say, withPart } from './conflict';
import { type Draft, emptyDraft, newFinding } from './draft';

const say: Say = {
  dates: (from, to) => `${from} → ${to}`,
  project: (code) => code,
  progress: (percent) => `${percent} %`,
  delivery: (day) => `livré ${day}`,
  suspends: () => 'suspend',
  condition: ({ tranche, label }) => `${tranche} : ${label}`,
  due: (day, owner) => `${day}, ${owner}`,
};

const saved: Draft = {
  ...emptyDraft(),
  ...{ from: '2025-09-01', to: '2025-09-05', place: 'Lokossa', purpose: 'Suivi' },
  team: [{ key: 'a', name: 'Ada', role: 'Experte' }],
  findings: [{ ...newFinding(), project: 'BJ-1', text: 'Toit posé', progress: 40 }],
};

it('finds nothing where only the keys of rows, or rows that nobody began, differ', () => {
  const mine = {
    ...saved,
    team: [{ key: 'b', name: 'Ada', role: 'Experte' }],
    findings: [...saved.findings, newFinding()],
  };
  expect(differencesOf(mine, saved, say)).toEqual([]);
});

it('shows both texts of each part that differs, and of no other', () => {
  const [finding] = saved.findings;
  const mine = {
    ...saved,
    to: '2025-09-06',
    findings: [{ ...finding!, text: 'Toit posé, murs peints', suspends: true }],
  };
  expect(differencesOf(mine, saved, say)).toEqual([
    { part: 'dates', mine: ['2025-09-01 → 2025-09-06'], theirs: ['2025-09-01 → 2025-09-05'] },
    { part: 'findings', mine: ['BJ-1\nToit posé, murs peints\n40 % · suspend'], theirs: ['BJ-1\nToit posé\n40 %'] },
  ]);
});

it('takes over one part and leaves the others', () => {
  const mine = { ...saved, from: '2025-08-30', to: '2025-09-06', place: 'Dogbo' };
  expect(withPart(mine, 'dates', saved)).toEqual({ ...saved, place: 'Dogbo' });
  expect(differencesOf(withPart(mine, 'place', saved), saved, say).map(({ part }) => part)).toEqual(['dates']);
});
