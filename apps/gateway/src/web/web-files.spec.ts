import { isFile } from './web-files.plugin';

describe('addresses', () => {
  it.each([
    ['/assets/app-1a2b3c.js', true],
    ['/favicon.ico', true],
    ['/conventions/SIAAP.2020', false],
    ['/rapprochement', false],
    ['/', false],
  ])('%s is a file: %s', (path, expected) => {
    expect(isFile(path)).toBe(expected);
  });
});
