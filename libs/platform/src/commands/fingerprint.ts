import { createHash } from 'node:crypto';

/** SHA-256, in hexadecimal, of bytes or of the JSON of a value. */
export function fingerprint(content: unknown): string {
  const bytes = Buffer.isBuffer(content) ? content : (JSON.stringify(content) ?? '');
  return createHash('sha256').update(bytes).digest('hex');
}
