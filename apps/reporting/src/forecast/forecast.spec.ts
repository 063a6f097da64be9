import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { addDays } from '@abonde/calendar';
import { type Expected, forecast, monthsFrom, place } from './forecast';

const asOf = '2026-02-20';
const months = monthsFrom(asOf, 12);

const expected = (changes: Partial<Expected>): Expected => ({
  id: 'x',
  kind: 'INSTALMENT',
  reference: 'A',
  number: 1,
  name: 'A',
  dueOn: '2026-03-01',
  amount: Money.eur('100.00'),
  state: 'CALLED',
  condition: null,
  basis: null,
  ...changes,
});

describe('a cash forecast', () => {
  it('covers twelve months from the one that has begun', () => {
    expect([months.length, months[0], months.at(-1)]).toEqual([12, '2026-02', '2027-01']);
  });

  it.each<[string, Partial<Expected>, string | null, number]>([
    ['due later this month', { dueOn: '2026-02-28' }, '2026-02', 0],
    ['due today', { dueOn: asOf }, '2026-02', 0],
    ['late since last year', { dueOn: '2025-12-31' }, '2026-02', 51],
    ['without a day', { dueOn: null }, '2026-02', 0],
    ['due on the last day', { dueOn: '2027-01-31' }, '2027-01', 0],
    ['due after the last month', { dueOn: '2027-02-01' }, null, 0],
  ])('places what is %s', (_, changes, month, daysLate) => {
    expect(place([expected(changes)], asOf, months)).toMatchObject([{ month, daysLate, direction: 'IN' }]);
  });

  it('adds what comes and takes what goes, month after month, each currency apart', () => {
    const items = place(
      [
        expected({ id: '1', dueOn: '2026-03-10' }),
        expected({ id: '2', kind: 'TRANCHE', dueOn: '2026-03-31', amount: Money.eur('160.00') }),
        expected({ id: '3', kind: 'AID', dueOn: '2026-01-01', amount: Money.eur('30.00') }),
        expected({ id: '4', amount: Money.of({ amount: '7.00', currency: 'USD' }), dueOn: '2027-06-01' }),
      ],
      asOf,
      months,
    );
    const [euros, dollars] = forecast(items, new Map([['EUR', Money.eur('50.00')]]), months);
    expect(euros?.months.slice(0, 3).map(({ closing }) => closing.amount)).toEqual(['20.00', '-40.00', '-40.00']);
    expect([euros?.in.amount, euros?.out.amount, euros?.lateOut.amount]).toEqual(['100.00', '190.00', '30.00']);
    expect([dollars?.currency, dollars?.opening.amount, dollars?.beyondIn.amount]).toEqual(['USD', '0.00', '7.00']);
  });

  it('leaves nothing out: opening, what is expected and what comes after add up to the last balance', () => {
    const any = fc
      .record({
        kind: fc.constantFrom('INSTALMENT', 'TRANCHE', 'AID', 'REFUND'),
        days: fc.option(fc.integer({ min: -400, max: 900 })),
        minor: fc.bigInt(1n, 10n ** 12n),
        currency: fc.constantFrom('EUR', 'USD'),
      })
      .map(({ kind, days, minor, currency }) =>
        expected({
          kind: kind as Expected['kind'],
          dueOn: days === null ? null : addDays(asOf, days),
          amount: Money.minor(minor, currency),
        }),
      );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.bigInt(-(10n ** 9n), 10n ** 9n), (items, minor) => {
        const placed = place(items, asOf, months);
        for (const cash of forecast(placed, new Map([['EUR', Money.minor(minor)]]), months)) {
          const own = placed.filter(({ amount }) => amount.currency === cash.currency);
          const net = own.reduce(
            (sum, { amount, direction }) => (direction === 'IN' ? sum.plus(amount) : sum.minus(amount)),
            cash.opening,
          );
          const last = cash.months.at(-1)?.closing ?? cash.opening;
          expect(last.plus(cash.beyondIn).minus(cash.beyondOut).toJSON()).toEqual(net.toJSON());
          expect(cash.opening.plus(cash.in).minus(cash.out).toJSON()).toEqual(last.toJSON());
        }
      }),
      propertyRuns({ quick: 100, full: 2_000 }),
    );
  });
});
