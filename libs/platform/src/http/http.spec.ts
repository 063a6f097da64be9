import fc from 'fast-check';
import { validateSync } from 'class-validator';
import { IsDay } from './day.decorator';
import { decodeCursor, encodeCursor, paged } from './paging';
import { checkVersion, etag, versionOf } from './version';

describe('paging', () => {
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id }));

  it('reads everything once, page by page', () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const after = Number(decodeCursor(cursor)?.[0] ?? 0);
      const page = paged(
        rows.filter(({ id }) => id > after).slice(0, 3),
        2,
        ({ id }) => [id],
        ({ id }) => id,
      );
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives back the key it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), (key) => {
        expect(decodeCursor(encodeCursor(key))).toEqual(key);
      }),
    );
  });

  it.each(['x', '', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[null]').toString('base64url')])(
    'refuses the cursor %j',
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR', status: 400 }));
    },
  );
});

describe('versions', () => {
  it('travel as entity tags', () => {
    expect(versionOf(etag(7))).toBe(7);
    expect(versionOf('W/"7"')).toBe(7);
    expect([versionOf(undefined), versionOf('*')]).toEqual([undefined, undefined]);
    expect(() => versionOf('7')).toThrow(expect.objectContaining({ code: 'INVALID_IF_MATCH' }));
  });

  it('refuse a change of what has changed since', () => {
    expect(() => checkVersion(6, 7)).toThrow(
      expect.objectContaining({ status: 412, figures: { expected: 6, current: 7 } }),
    );
    expect(() => checkVersion(7, 7)).not.toThrow();
    expect(() => checkVersion(undefined, 7)).not.toThrow();
  });
});

describe('a day of a request', () => {
  class Request {
    @IsDay()
    day: unknown;
  }

  it.each(['2026-02-20', '2024-02-29'])('is %s', (day) => {
    expect(validateSync(Object.assign(new Request(), { day }))).toEqual([]);
  });

  it.each(['2026-02-30', '2026-13-01', '2026', '2026-02-20T10:00', '20/02/2026', '', null, 20260220])(
    'is not %j, and its field is named',
    (day) => {
      expect(validateSync(Object.assign(new Request(), { day }))).toMatchObject([
        { property: 'day', constraints: { isDay: 'day must be a day such as "2026-02-20"' } },
      ]);
    },
  );
});
