import { readPath } from './forward-path';

describe('a path of rates as people type it', () => {
  it.each([
    ['2026-04:1,75 2026-10:1.50', '2026-04:1.75,2026-10:1.50'],
    ['2026-04:1.75,2026-10:1.50', '2026-04:1.75,2026-10:1.50'],
    ['2026-04:1,75, 2026-10:1,5', '2026-04:1.75,2026-10:1.5'],
    ['2026-04:-0,25', '2026-04:-0.25'],
    ['', undefined],
    ['avril:2', undefined],
    ['2026-13:1', undefined],
    ['2026-04:', undefined],
  ])('%j is %s', (text, path) => {
    expect(readPath(text)).toBe(path);
  });
});
