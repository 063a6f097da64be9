import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { aidCeiling, reduction, type Slice } from './aid-ceiling';

const eur = (amount: string) => Money.eur(amount);
const zero = Money.zero();

describe('the aid a real cost gives', () => {
  it.each([
    ['900000.00', '50', '1800000.00', '900000.00'],
    ['900000.00', '50', '1799999.99', '900000.00'],
    ['900000.00', '50', '1799999.98', '899999.99'],
    ['900000.00', '50', '1500000.00', '750000.00'],
    ['900000.00', '50', '2500000.00', '900000.00'],
    ['900000.00', '33.333333', '1500000.00', '500000.00'],
    ['900000.00', '50', '0.00', '0.00'],
  ])('of %s notified at %s %% for %s: %s', (notified, rate, eligible, aid) => {
    expect(aidCeiling(eur(notified), rate, eur(eligible))).toEqual(eur(aid));
  });
});

const slices: Slice[] = [
  { id: 'advance', state: 'SETTLED', amount: eur('300.00'), outstanding: zero, settled: eur('300.00') },
  { id: 'second', state: 'CALLED', amount: eur('200.00'), outstanding: eur('150.00'), settled: eur('50.00') },
  { id: 'third', state: 'EXPECTED', amount: eur('400.00'), outstanding: zero, settled: zero },
  { id: 'balance', state: 'EXPECTED', amount: eur('100.00'), outstanding: zero, settled: zero },
];
const sum = (parts: { cut: Money }[]) => Money.sum(parts.map(({ cut }) => cut));

describe('where a lower amount is taken from', () => {
  it.each([
    ['60.00', { uncalled: [['balance', '60.00']], owed: [], paid: [] }],
    [
      '450.00',
      {
        uncalled: [
          ['balance', '100.00'],
          ['third', '350.00'],
        ],
        owed: [],
        paid: [],
      },
    ],
    [
      '520.00',
      {
        uncalled: [
          ['balance', '100.00'],
          ['third', '400.00'],
        ],
        owed: [['second', '20.00']],
        paid: [],
      },
    ],
    [
      '720.00',
      {
        uncalled: [
          ['balance', '100.00'],
          ['third', '400.00'],
        ],
        owed: [['second', '150.00']],
        paid: [
          ['second', '50.00'],
          ['advance', '20.00'],
        ],
      },
    ],
  ])('%s less', (cut, { uncalled, owed, paid }) => {
    const parts = (list: string[][]) => list.map(([id, amount = '']) => ({ id, cut: eur(amount) }));
    expect(reduction(slices, eur(cut))).toEqual({ uncalled: parts(uncalled), owed: parts(owed), paid: parts(paid) });
  });

  it('adds up to the cut, to the cent, and takes from no instalment more than it has', () => {
    const slice = fc
      .record({
        state: fc.constantFrom('EXPECTED' as const, 'CALLED' as const),
        amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
        percent: fc.bigInt({ min: 0n, max: 100n }),
      })
      .map(({ state, amount, percent }) => {
        const outstanding = state === 'CALLED' ? (amount * percent) / 100n : 0n;
        const settled = state === 'CALLED' ? amount - outstanding : 0n;
        return {
          state,
          amount: Money.minor(amount),
          outstanding: Money.minor(outstanding),
          settled: Money.minor(settled),
        };
      });
    const property = fc.property(
      fc.array(slice, { minLength: 1, maxLength: 8 }),
      fc.bigInt({ min: 0n, max: 100n }),
      (drawn, percent) => {
        const all = drawn.map((one, index) => ({ ...one, id: String(index) }));
        const cut = Money.minor((Money.sum(all.map(({ amount }) => amount)).minor * percent) / 100n);
        const { uncalled, owed, paid } = reduction(all, cut);
        expect(sum([...uncalled, ...owed, ...paid])).toEqual(cut);
        for (const { id, cut: part } of [...uncalled, ...owed, ...paid])
          expect(part.compare((all[Number(id)] as Slice).amount)).toBeLessThanOrEqual(0);
      },
    );
    fc.assert(property, propertyRuns({ quick: 100, full: 2_000 }));
  });
});
