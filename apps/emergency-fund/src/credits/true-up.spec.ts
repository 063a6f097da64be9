import fc from 'fast-check';
import { trueUp } from './true-up';

describe('expected against credited interest', () => {
  it.each([
    // A euro, or 1 %.
    [299_894n, 243_107n, '1', -56_787n, 2_999n, true],
    [299_894n, 296_895n, '1', -2_999n, 2_999n, false],
    [299_894n, 296_894n, '1', -3_000n, 2_999n, true],
    [50n, 151n, '1', 101n, 100n, true],
    [50n, 150n, '1', 100n, 100n, false],
    [0n, 0n, '1', 0n, 100n, false],
    // Negative interest parts the same way.
    [-299_894n, -303_894n, '1', -4_000n, 2_999n, true],
    [100_000n, 100_500n, '0.25', 500n, 250n, true],
  ])(
    'expected %s, credited %s, tolerance %s %%: parts by %s of %s, told: %s',
    (expected, credited, percent, ...parts) => {
      const [variance, tolerated, isBeyond] = parts;
      expect(trueUp(expected, credited, { minor: 100n, percent })).toEqual({
        expected,
        credited,
        variance,
        unexplained: variance,
        tolerated,
        isBeyond,
      });
    },
  );

  it('tells somebody of what stays unexplained only', () => {
    const tolerance = { minor: 100n, percent: '1' };
    expect(trueUp(300_000n, 240_000n, tolerance, 3_000n)).toMatchObject({ variance: -60_000n, isBeyond: false });
    expect(trueUp(300_000n, 300_000n, tolerance, -3_001n)).toMatchObject({ variance: 0n, isBeyond: true });
  });

  it('is the same whichever is larger', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 6n), (expected, gap) => {
        const tolerance = { minor: 100n, percent: '0.5' };
        expect(trueUp(expected, expected + gap, tolerance).isBeyond).toBe(
          trueUp(expected, expected - gap, tolerance).isBeyond,
        );
      }),
    );
  });
});
