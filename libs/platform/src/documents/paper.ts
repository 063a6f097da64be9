import { DomainError } from '../errors/domain-error';
import type { Upload } from './upload';

const officeFormats = 'application/vnd.openxmlformats-officedocument';
const openFormats = 'application/vnd.oasis.opendocument';
/** Papers, spreadsheets, slides, scans and pictures; nothing that runs. */
const acceptedTypes = [
  ...['application/pdf', 'image/png', 'image/jpeg', 'text/csv'],
  ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
    (kind) => `${officeFormats}.${kind}`,
  ),
  ...['text', 'spreadsheet'].map((kind) => `${openFormats}.${kind}`),
];
/** Bytes: a scanned letter stays well below. */
const largest = 20 * 1024 * 1024;

/**
 * What may be kept as a paper beside figures, in a dossier or with a case. That the bytes are what the type says is for the store to check.
 * @throws {DomainError} 422 `DOCUMENT_EMPTY`, `DOCUMENT_TYPE_NOT_ACCEPTED` with what is; 413 `DOCUMENT_TOO_LARGE`
 */
export function checkPaper({ name, contentType, bytes }: Pick<Upload, 'name' | 'contentType' | 'bytes'>): void {
  const size = bytes.length;
  if (size === 0) throw refused('DOCUMENT_EMPTY', 422, `${name} is empty.`);
  if (size > largest)
    throw refused('DOCUMENT_TOO_LARGE', 413, `${name} has ${size} bytes; ${largest} are accepted.`, { size, largest });
  if (!acceptedTypes.includes(contentType)) {
    const detail = `${name} is ${contentType}: PDF, PNG, JPEG, CSV and office documents are accepted.`;
    throw refused('DOCUMENT_TYPE_NOT_ACCEPTED', 422, detail, { given: contentType, accepted: acceptedTypes });
  }
}

function refused(code: string, status: number, detail: string, figures: Record<string, unknown> = {}): DomainError {
  return new DomainError({ code, status, title: 'Document not accepted', detail, field: 'file', ...figures });
}
