import { sumLags } from './lags';

describe('lags', () => {
  it('add up what each service tells and pass over those that say nothing', () => {
    const told = [
      {
        outbox: { count: 2 },
        consumerLag: { 'abonde.treasury': 3, 'abonde.ledger': 4 },
        waiting: { count: 1 },
        deadLetters: { count: 5 },
      },
      undefined,
      { log: 'unreachable' },
      { outbox: { count: 1 } },
    ];
    expect(sumLags(told)).toEqual({ outbox: 3, consumers: 7, waiting: 1, deadLetters: 5 });
  });
});
