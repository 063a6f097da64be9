import { Violation } from '@abonde/violation';

/** What a dossier takes: papers, scans and pictures, office documents; nothing that runs. */
const acceptedTypes: readonly string[] = [
  ...['application/pdf', 'image/png', 'image/jpeg'],
  ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
    (kind) => `application/vnd.openxmlformats-officedocument.${kind}`,
  ),
  ...['text', 'spreadsheet'].map((kind) => `application/vnd.oasis.opendocument.${kind}`),
];

/** Bytes: a scanned request or a plan stays well below. */
export const largestDocument = 20 * 1024 * 1024;

/**
 * Tests a document by its size and its declared type; that its bytes are of that type is for the store to check.
 * @throws {Violation} DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_NOT_ACCEPTED with what is accepted
 */
export function checkAccepted({
  name,
  contentType,
  bytes,
}: {
  name: string;
  contentType: string;
  bytes: Buffer;
}): void {
  if (bytes.length === 0) throw refusal('DOCUMENT_EMPTY', 'The document is empty', `${name} has no content`);
  if (bytes.length > largestDocument) {
    const detail = `${name} has ${bytes.length} bytes; ${largestDocument} are accepted`;
    throw refusal('DOCUMENT_TOO_LARGE', 'The document is too large', detail, {
      size: bytes.length,
      largest: largestDocument,
    });
  }
  if (acceptedTypes.includes(contentType)) return;
  const detail = `${name} is ${contentType}; PDF, PNG, JPEG and office documents are accepted`;
  throw refusal('DOCUMENT_TYPE_NOT_ACCEPTED', 'This kind of file is not accepted', detail, { accepted: acceptedTypes });
}

function refusal(code: string, title: string, detail: string, figures: Record<string, unknown> = {}): Violation {
  return new Violation({ code, status: 422, title, detail, figures: { field: 'file', ...figures } });
}
