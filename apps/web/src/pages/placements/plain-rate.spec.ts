import { plainRate } from './plain-rate';

describe('a percentage as people type it', () => {
  it.each([
    ['1,60', '1.60'],
    ['1.60', '1.60'],
    [' 2,25\u00a0% ', '2.25'],
    ['\u22120,5', '-0.5'],
    ['0', '0'],
    ['', undefined],
    ['1,6,0', undefined],
    ['deux', undefined],
    ['1234', undefined],
  ])('%j is %s', (text, rate) => {
    expect(plainRate(text)).toBe(rate);
  });
});
