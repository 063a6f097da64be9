import { outboxKeepDays } from './outbox-pruning';

describe('the days for which the outbox keeps what was sent', () => {
  it.each([
    [undefined, 30],
    ['', 30],
    ['0', 0],
    ['400', 400],
  ])('%j are %d', (given, days) => expect(outboxKeepDays({ OUTBOX_KEEP_DAYS: given })).toBe(days));

  it.each(['-1', '1.5', 'ten', '1000000'])('are not %j', (given) =>
    expect(() => outboxKeepDays({ OUTBOX_KEEP_DAYS: given })).toThrow('OUTBOX_KEEP_DAYS'),
  );
});
