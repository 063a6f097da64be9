import { Money } from '@abonde/money';
import fc from 'fast-check';
import { gatheringsOf, type Sibling } from './gatherings';
import type { Candidate } from './suggestions';

const eur = (minor: number) => Money.minor(BigInt(minor), 'EUR');
const siblingsOf = (...minors: number[]): Sibling[] =>
  minors.map((minor, at) => ({ id: `s${at}`, amount: eur(minor), bookingDate: '2026-02-03', label: '' }));
const expectedOf = (...minors: number[]): Candidate[] =>
  minors.map((minor, at) => ({
    ...{ kind: 'instalment', id: `i${at}`, amount: eur(minor), reference: null, dueOn: null, aliases: [], payer: 'P' },
  }));
const shapes = (amount: number, siblings: number[], expected: number[]) =>
  gatheringsOf(eur(amount), siblingsOf(...siblings), expectedOf(...expected)).map(
    ({ others, targets }) => [others.map(({ id }) => id).join(), targets.map(({ id }) => id).join()] as const,
  );

describe('lines gathered with what they pay together', () => {
  it.each([
    ['two lines for one', 40, [60], [100], [['s0', 'i0']]],
    ['four lines for one', 10, [20, 30, 40], [100], [['s0,s1,s2', 'i0']]],
    ['two lines for two', 70, [50], [100, 20], [['s0', 'i0,i1']]],
    ['nothing to the last unit', 40, [59], [100], []],
    ['what falls apart is left to its parts', 40, [60], [40, 60], []],
    ['no other line', 100, [], [100], []],
    [
      'the fewest parts first',
      40,
      [60, 20, 40],
      [100],
      [
        ['s0', 'i0'],
        ['s1,s2', 'i0'],
      ],
    ],
  ] as const)('%s', (_name, amount, siblings, expected, found) => {
    expect(shapes(amount, [...siblings], [...expected])).toEqual(found);
  });

  it('always add up, never fall apart, and stay within bounds whatever is open', () => {
    const minors = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), minors, minors, (amount, siblings, expected) => {
        const found = gatheringsOf(eur(amount), siblingsOf(...siblings), expectedOf(...expected));
        expect(found.length).toBeLessThanOrEqual(3);
        for (const { others, targets } of found) {
          const paid = others.reduce((sum, other) => sum.plus(other.amount), eur(amount));
          expect(paid.minor).toBe(targets.reduce((sum, target) => sum + (target.amount?.minor ?? 0n), 0n));
          if (targets.length > 1) expect(targets.some((target) => target.amount?.minor === BigInt(amount))).toBe(false);
        }
      }),
    );
  });
});
