import { taxed } from './tax';

describe('interest gross and net of tax', () => {
  it.each([
    [243_107n, null, 0n],
    [243_107n, '0', 0n],
    [243_107n, '24', 58_346n],
    [243_107n, '10', 24_311n],
    // 12.5 cents: half away from zero.
    [50n, '25', 13n],
    [1n, '24', 0n],
    [-243_107n, '24', 0n],
  ])('%s cents at %s %% owe %s', (gross, rate, tax) => {
    expect(taxed(gross, rate)).toEqual({ gross, tax, net: gross - tax });
  });
});
