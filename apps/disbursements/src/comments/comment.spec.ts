import { checkAnswered, type Remark, unanswered } from './comment';

const request: Remark = {
  id: 'r',
  section: 'budget',
  kind: 'CHANGE_REQUEST',
  text: 'Détailler les travaux',
  author: 'secretariat',
  thread: null,
  resolvedBy: null,
};
const answer: Remark = { ...request, id: 'a', kind: 'COMMENT', author: 'city', thread: 'r' };

it.each([
  ['alone', [request], ['r']],
  ['answered by its author only', [request, { ...answer, author: 'secretariat' }], ['r']],
  ['answered elsewhere', [request, { ...answer, thread: 'other' }], ['r']],
  ['answered', [request, answer], []],
  ['resolved', [{ ...request, resolvedBy: 'secretariat' }], []],
  ['a remark', [{ ...request, kind: 'COMMENT' as const }], []],
])('a request %s', (_, remarks, open) => {
  expect(unanswered(remarks).map(({ id }) => id)).toEqual(open);
});

it('names what waits for an answer', () => {
  expect(() => checkAnswered('P', [request])).toThrow(
    expect.objectContaining({
      code: 'CHANGE_REQUESTS_UNANSWERED',
      figures: { project: 'P', requests: [{ id: 'r', section: 'budget', text: 'Détailler les travaux' }] },
    }),
  );
  expect(() => checkAnswered('P', [request, answer])).not.toThrow();
});
