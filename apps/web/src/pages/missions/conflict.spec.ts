import { differencesOf, withPart } from './conflict';
import { type Draft, emptyDraft, newFinding } from './draft';

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
  expect(differencesOf(mine, saved)).toEqual([]);
});

it('shows both texts of each part that differs, and of no other', () => {
  const [finding] = saved.findings;
  const mine = {
    ...saved,
    to: '2025-09-06',
    findings: [{ ...finding!, text: 'Toit posé, murs peints', suspends: true }],
  };
  expect(differencesOf(mine, saved)).toEqual([
    { part: 'dates', mine: ['2025-09-01 → 2025-09-06'], theirs: ['2025-09-01 → 2025-09-05'] },
    { part: 'findings', mine: ['BJ-1 · Toit posé, murs peints · 40 % · ■'], theirs: ['BJ-1 · Toit posé · 40 %'] },
  ]);
});

it('takes over one part and leaves the others', () => {
  const mine = { ...saved, from: '2025-08-30', to: '2025-09-06', place: 'Dogbo' };
  expect(withPart(mine, 'dates', saved)).toEqual({ ...saved, place: 'Dogbo' });
  expect(differencesOf(withPart(mine, 'place', saved), saved).map(({ part }) => part)).toEqual(['dates']);
});
