import fc from 'fast-check';
import { partsOf, percentText, testShares } from './share-test';

const rules = { ceilingPercent: '80', cityMinimumPercent: '20' };
const parts = (total: bigint, fund: bigint, city = total - fund) => ({
  total,
  fund,
  city,
  partner: total - fund - city,
});

it('accepts PROFERTIL at exactly 80 % and Poto-Poto at its last cent, and refuses the next cent', () => {
  expect(testShares(parts(350_000_000n, 280_000_000n), rules)).toMatchObject({
    excess: 0n,
    cityMissing: 0n,
    share: 8000n,
  });
  expect(testShares(parts(58_987_098n, 47_189_678n), rules)).toMatchObject({
    ceiling: 47_189_678n,
    excess: 0n,
    share: 7999n,
  });
  const above = testShares(parts(58_987_098n, 47_189_679n), rules);
  expect(above).toMatchObject({ excess: 1n, cityMissing: 1n });
  expect(percentText(above.share, 'fr')).toBe('80,01');
});

it('says what the city lacks, and how far the sources are from the total', () => {
  expect(testShares(partsOf('1000.00', [{ kind: 'FUND', amount: { amount: '500.00' } }]), rules)).toMatchObject({
    cityMinimum: 20_000n,
    cityMissing: 20_000n,
    gap: -50_000n,
  });
  expect(testShares(parts(0n, 0n), rules)).toMatchObject({ share: 0n, excess: 0n });
  expect(testShares(parts(100n, 100n), { ceilingPercent: null, cityMinimumPercent: null })).toMatchObject({
    ceiling: null,
    excess: 0n,
  });
  expect(testShares(parts(1000n, 626n), { ...rules, ceilingPercent: '62.5' })).toMatchObject({
    ceiling: 625n,
    excess: 1n,
  });
});

it('refuses exactly when fund × 100 > total × percent, and prints a refused share above its ceiling', () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 13n });
  fc.assert(
    fc.property(amounts, amounts, (total, fund) => {
      const test = testShares(parts(total, fund, 0n), rules);
      expect(test.excess > 0n).toBe(fund * 100n > total * 80n);
      if (test.excess > 0n) expect(test.share).toBeGreaterThan(8000n);
      else expect(test.share).toBeLessThanOrEqual(8000n);
    }),
  );
});
