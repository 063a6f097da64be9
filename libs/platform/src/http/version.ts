import { DomainError } from '../errors/domain-error';

/** The ETag of a version: `"7"`. */
export function etag(version: number): string {
  return `"${version}"`;
}

/** The version a header `If-Match: "7"` names. @throws {DomainError} 400 `INVALID_IF_MATCH` */
export function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(\d+)"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new DomainError({
    code: 'INVALID_IF_MATCH',
    status: 400,
    title: 'Invalid If-Match',
    detail: 'If-Match holds the ETag of what you read, such as "7".',
  });
}

/** @throws {DomainError} 412 `VERSION_MISMATCH` when someone changed it since; nothing is checked without an expectation */
export function checkVersion(expected: number | undefined, current: number): void {
  if (expected === undefined || expected === current) return;
  throw new DomainError({
    code: 'VERSION_MISMATCH',
    status: 412,
    title: 'Changed by someone else',
    detail: `You read version ${expected}; it is at version ${current} now.`,
    expected,
    current,
  });
}
