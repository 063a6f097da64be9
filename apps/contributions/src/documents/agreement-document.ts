import { Violation } from '@abonde/violation';

export const documentKinds = ['AGREEMENT', 'AMENDMENT', 'REPORT', 'CORRESPONDENCE', 'OTHER'] as const;
export type DocumentKind = (typeof documentKinds)[number];

const longestTitle = 200;

/** How a paper is filed with its agreement. @throws {Violation} UNKNOWN_DOCUMENT_KIND or TITLE_TOO_LONG */
export function checkFiling(kind: string, title: string): asserts kind is DocumentKind {
  const refuse = (code: string, detail: string, figures: Record<string, unknown>) => {
    throw new Violation({ code, status: 422, title: 'Document not accepted', detail, figures });
  };
  if (!documentKinds.includes(kind as DocumentKind))
    refuse('UNKNOWN_DOCUMENT_KIND', `${kind} is no kind of document`, { field: 'kind', accepted: documentKinds });
  if (title.length > longestTitle)
    refuse('TITLE_TOO_LONG', `A title has at most ${longestTitle} characters`, { field: 'title' });
}
