import { DomainError } from '../errors/domain-error';

export interface Page<Item> {
  items: Item[];
  /** Give it back as `cursor` to read on; null at the end. */
  nextCursor: string | null;
}

export type CursorKey = readonly (string | number)[];

export const defaultLimit = 50;
export const largestLimit = 500;

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key of the last row already read, or undefined at the beginning. @throws {DomainError} 400 `INVALID_CURSOR` */
export function decodeCursor(cursor: string | undefined): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.every((part) => ['string', 'number'].includes(typeof part))) return key;
  } catch {
    // told below, like any other cursor that isn't ours
  }
  throw new DomainError({
    code: 'INVALID_CURSOR',
    status: 400,
    title: 'Invalid cursor',
    detail: 'This cursor is not ours.',
  });
}

/** Makes a page of at most `limit` items out of up to `limit + 1` rows, read in the order of `keyOf`. */
export function paged<Row, Item = Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  toItem: (row: Row) => Item = (row) => row as unknown as Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(toItem), nextCursor: more ? encodeCursor(keyOf(last)) : null };
}
