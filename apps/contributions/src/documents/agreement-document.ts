import { Violation } from '@abonde/violation';

export const documentKinds = ['AGREEMENT', 'AMENDMENT', 'REPORT', 'CORRESPONDENCE', 'OTHER'] as const;
export type DocumentKind = (typeof documentKinds)[number];

const officeFormats = 'application/vnd.openxmlformats-officedocument';
const openFormats = 'application/vnd.oasis.opendocument';
/** What an agreement's file may hold: papers, spreadsheets and scans; nothing that runs. */
const acceptedTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  `${officeFormats}.wordprocessingml.document`,
  `${officeFormats}.spreadsheetml.sheet`,
  `${openFormats}.text`,
  `${openFormats}.spreadsheet`,
  'text/csv',
];
const largestBytes = 20 * 1024 * 1024;
const longestTitle = 200;

export interface Offered {
  name: string;
  contentType: string;
  size: number;
  kind: string;
  title: string;
}

/** @throws {Violation} EMPTY_DOCUMENT, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_NOT_ACCEPTED, UNKNOWN_DOCUMENT_KIND or TITLE_TOO_LONG */
export function checkDocument({ name, contentType, size, kind, title }: Offered): void {
  const refuse = (code: string, status: number, detail: string, figures: Record<string, unknown>) => {
    throw new Violation({ code, status, title: 'Document not acceptable', detail, figures });
  };
  if (size === 0) refuse('EMPTY_DOCUMENT', 422, `${name} is empty`, { field: 'file' });
  if (size > largestBytes)
    refuse('DOCUMENT_TOO_LARGE', 413, `${name} has ${size} bytes, more than ${largestBytes}`, {
      field: 'file',
      size,
      largest: largestBytes,
    });
  if (!acceptedTypes.includes(contentType))
    refuse('DOCUMENT_TYPE_NOT_ACCEPTED', 422, `${contentType} is not accepted`, {
      field: 'file',
      accepted: acceptedTypes,
    });
  if (!documentKinds.includes(kind as DocumentKind))
    refuse('UNKNOWN_DOCUMENT_KIND', 422, `${kind} is no kind of document`, { field: 'kind', accepted: documentKinds });
  if (title.length > longestTitle)
    refuse('TITLE_TOO_LONG', 422, `A title has at most ${longestTitle} characters`, { field: 'title' });
}
