import { DomainError } from '../errors/domain-error';
import type { Upload } from './upload';

/** First bytes that give a format away; only formats that a viewer might run or render are listed. */
const signatures: readonly (readonly [type: string, hex: string])[] = [
  ['application/pdf', '255044462d'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['application/zip', '504b0304'],
];
const textual = /^(text\/|application\/(json|xml))/;
/** Office documents are zips with a known part: ECMA-376 part 2, § 10; OpenDocument 1.3 part 2, § 3.3, stored first and unpacked. */
const officeOpen = 'application/vnd.openxmlformats-officedocument.';
const openDocument = 'application/vnd.oasis.opendocument.';
const contentTypesPart = '[Content_Types].xml';
/** Bytes before the name of a zip's first file. */
const firstName = 30;

/** What the bytes are, when their beginning says so. */
export function detectedType(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 8).toString('hex');
  return signatures.find(([, hex]) => start.startsWith(hex))?.[0];
}

/** @throws {DomainError} 422 `CONTENT_TYPE_MISMATCH` when the bytes are not what the declared type says */
export function checkContentType({ name, contentType, bytes }: Pick<Upload, 'name' | 'contentType' | 'bytes'>): void {
  const detected = detectedType(bytes);
  if (isOf(contentType, bytes, detected)) return;
  throw new DomainError({
    code: 'CONTENT_TYPE_MISMATCH',
    status: 422,
    title: 'The file is not what it says',
    detail: `${name} is declared as ${contentType} and its content is ${detected ?? 'something else'}.`,
    field: 'file',
    declared: contentType,
    detected: detected ?? null,
  });
}

function isOf(declared: string, bytes: Buffer, detected: string | undefined): boolean {
  if (declared.startsWith(officeOpen)) return detected === 'application/zip' && bytes.includes(contentTypesPart);
  if (declared.startsWith(openDocument)) {
    const said = bytes.subarray(firstName, firstName + 200).toString('latin1');
    return detected === 'application/zip' && said.startsWith(`mimetype${declared}`);
  }
  const listed = signatures.some(([type]) => type === declared);
  return listed ? detected === declared : detected === undefined || !textual.test(declared);
}
