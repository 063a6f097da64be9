import { DomainError } from '../errors/domain-error';

/** First bytes that give a format away; only formats that a viewer might run or render are listed. */
const signatures: readonly (readonly [type: string, hex: string])[] = [
  ['application/pdf', '255044462d'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/jpeg', 'ffd8ff'],
  ['application/zip', '504b0304'],
];
const zipped = /^application\/(vnd\.openxmlformats-officedocument|vnd\.oasis\.opendocument)/;
const textual = /^(text\/|application\/(json|xml))/;

/** What the bytes are, when their beginning says so. */
export function detectedType(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 8).toString('hex');
  return signatures.find(([, hex]) => start.startsWith(hex))?.[0];
}

/** @throws {DomainError} 422 `CONTENT_TYPE_MISMATCH` when the bytes are not what the declared type says */
export function checkContentType(declared: string, bytes: Buffer): void {
  const detected = detectedType(bytes);
  const listed = signatures.some(([type]) => type === declared);
  const agrees = detected === declared || (detected === 'application/zip' && zipped.test(declared));
  const wrong = (listed && !agrees) || (detected !== undefined && textual.test(declared));
  if (!wrong) return;
  throw new DomainError({
    code: 'CONTENT_TYPE_MISMATCH',
    status: 422,
    title: 'The file is not what it says',
    detail: `The file is declared as ${declared} and its content is ${detected ?? 'something else'}.`,
    declared,
    detected: detected ?? null,
  });
}
