import { Violation } from '@abonde/violation';

/** Parts of a dossier a comment may be about. */
export const sections = [
  'general',
  'narrative',
  'classification',
  'results',
  'budget',
  'plan',
  'schedule',
  'location',
  'documents',
] as const;
export type Section = (typeof sections)[number];

/** A remark, or a change the secretariat asks for and the author answers. */
export type CommentKind = 'COMMENT' | 'CHANGE_REQUEST';

export interface Remark {
  id: string;
  section: Section;
  kind: CommentKind;
  text: string;
  author: string;
  /** First comment of the thread it answers; null for that first one. */
  thread: string | null;
  resolvedBy: string | null;
}

/** Change requests nobody but their author has answered. */
export function unanswered<T extends Remark>(remarks: readonly T[]): T[] {
  return remarks.filter(
    ({ id, kind, author, resolvedBy }) =>
      kind === 'CHANGE_REQUEST' &&
      resolvedBy === null &&
      !remarks.some((answer) => answer.thread === id && answer.author !== author),
  );
}

/** @throws {Violation} CHANGE_REQUESTS_UNANSWERED naming each: a dossier comes back with an answer to all that was asked */
export function checkAnswered(project: string, remarks: readonly Remark[]): void {
  const open = unanswered(remarks);
  if (open.length === 0) return;
  const requests = open.map(({ id, section, text }) => ({ id, section, text }));
  throw new Violation({
    code: 'CHANGE_REQUESTS_UNANSWERED',
    status: 422,
    title: 'Changes that were asked for have no answer',
    detail: `${project}: answer what was asked about ${requests.map(({ section }) => section).join(', ')}`,
    figures: { project, requests },
  });
}
