import { MoneyError } from './errors';
import { Rational } from './rational';

export interface Part {
  key: string;
  /** Not negative. */
  weight: bigint | Rational;
}

/**
 * Shares a whole number of minor units in proportion to the weights: the parts always add up to the whole.
 * The units left by rounding down go to the largest remainders; ties go to the smaller key, so that the result
 * never depends on the order of the parts. A negative total is shared on its absolute value.
 * @throws {MoneyError} NOTHING_TO_SHARE when the weights add up to zero and the total doesn't
 */
export function largestRemainder(total: bigint, parts: readonly Part[]): Map<string, bigint> {
  const weights = commonDenominator(parts);
  const sum = weights.reduce((left, { weight }) => left + weight, 0n);
  if (sum === 0n) {
    if (total === 0n) return new Map(parts.map(({ key }) => [key, 0n]));
    throw new MoneyError('NOTHING_TO_SHARE', 'No part has a weight to share the amount over', {
      total: total.toString(),
    });
  }
  const magnitude = total < 0n ? -total : total;
  const shares = weights.map(({ key, weight }) => ({
    key,
    share: (magnitude * weight) / sum,
    remainder: (magnitude * weight) % sum,
  }));
  let left = magnitude - shares.reduce((given, { share }) => given + share, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return new Map(shares.map(({ key, share }) => [key, total < 0n ? -share : share]));
}

function commonDenominator(parts: readonly Part[]): { key: string; weight: bigint }[] {
  const fractions = parts.map(({ key, weight }) => ({
    key,
    weight: typeof weight === 'bigint' ? Rational.of(weight) : weight,
  }));
  const denominator = fractions.reduce((lcm, { weight }) => leastCommonMultiple(lcm, weight.denominator), 1n);
  return fractions.map(({ key, weight }) => {
    if (weight.numerator < 0n) throw new MoneyError('NOTHING_TO_SHARE', `The weight of ${key} is negative`, { key });
    return { key, weight: weight.numerator * (denominator / weight.denominator) };
  });
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
