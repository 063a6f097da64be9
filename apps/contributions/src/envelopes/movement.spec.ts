import { inHandFrom } from './movement';

const moves = (...pairs: [string, number][]) =>
  pairs.map(([valueDate, delta]) => ({ valueDate, delta: BigInt(delta) }));

describe('the day from which money stays in hand', () => {
  it.each([
    ['all of it from its only receipt', moves(['2020-02-10', 100]), 100n, '2020-02-10'],
    ['no day when there is too little', moves(['2020-02-10', 100]), 101n, undefined],
    [
      'the second receipt when the first does not suffice',
      moves(['2020-02-10', 60], ['2021-03-01', 60]),
      100n,
      '2021-03-01',
    ],
    [
      'the receipt that replaces what left',
      moves(['2020-01-01', 100], ['2020-06-01', -100], ['2021-01-01', 100]),
      100n,
      '2021-01-01',
    ],
    [
      'the first receipt while only later money left',
      moves(['2020-01-01', 100], ['2021-01-01', 50], ['2021-02-01', -50]),
      100n,
      '2020-01-01',
    ],
    ['whatever the order of arrival', moves(['2021-03-01', 60], ['2020-02-10', 60]), 50n, '2020-02-10'],
  ])('%s', (_, movements, amount, day) => {
    expect(inHandFrom(movements, amount)).toBe(day);
  });
});
