import { Violation } from '@abonde/violation';

/** What a dossier takes, with the first bytes that each format has; office documents are zip files. */
const accepted: readonly { type: string; signature: string }[] = [
  { type: 'application/pdf', signature: '255044462d' },
  { type: 'image/png', signature: '89504e470d0a1a0a' },
  { type: 'image/jpeg', signature: 'ffd8ff' },
  ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map((kind) => ({
    type: `application/vnd.openxmlformats-officedocument.${kind}`,
    signature: '504b0304',
  })),
  ...['text', 'spreadsheet'].map((kind) => ({
    type: `application/vnd.oasis.opendocument.${kind}`,
    signature: '504b0304',
  })),
];

/** Bytes: a scanned request or a plan stays well below. */
export const largestDocument = 20 * 1024 * 1024;
const acceptedTypes: readonly string[] = accepted.map(({ type }) => type);

/**
 * Tests a document by its size, its declared type and its first bytes.
 * @throws {Violation} DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_NOT_ACCEPTED with what is accepted, CONTENT_TYPE_MISMATCH
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
  const format = accepted.find(({ type }) => type === contentType);
  if (!format) {
    const detail = `${name} is ${contentType}; PDF, PNG, JPEG and office documents are accepted`;
    throw refusal('DOCUMENT_TYPE_NOT_ACCEPTED', 'This kind of file is not accepted', detail, {
      accepted: acceptedTypes,
    });
  }
  if (bytes.subarray(0, 8).toString('hex').startsWith(format.signature)) return;
  const detail = `${name} is declared as ${contentType} and its content is not`;
  throw refusal('CONTENT_TYPE_MISMATCH', 'The file is not what it says', detail, { declared: contentType });
}

function refusal(code: string, title: string, detail: string, figures: Record<string, unknown> = {}): Violation {
  return new Violation({ code, status: 422, title, detail, figures: { field: 'file', ...figures } });
}
