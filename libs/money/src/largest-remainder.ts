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
  const shares = sharesOf(total, parts);
  return new Map(parts.map(({ key }, index) => [key, shares[index]!]));
}

/** `largestRemainder` where the parts are many: the shares in the order of the parts. */
export function sharesOf(total: bigint, parts: readonly Part[]): bigint[] {
  const weights = wholeWeights(parts);
  let sum = 0n;
  for (const weight of weights) sum += weight;
  if (sum === 0n) {
    if (total === 0n) return weights;
    throw new MoneyError('NOTHING_TO_SHARE', 'No part has a weight to share the amount over', {
      total: total.toString(),
    });
  }
  const magnitude = total < 0n ? -total : total;
  const remainders: bigint[] = [];
  let left = magnitude;
  const shares = weights.map((weight) => {
    const product = magnitude * weight;
    const share = product / sum;
    remainders.push(product - share * sum);
    left -= share;
    return share;
  });
  for (const index of largest(Number(left), remainders, parts)) shares[index]! += 1n;
  return total < 0n ? shares.map((share) => -share) : shares;
}

/**
 * Indexes of the `count` largest remainders, fewer than there are. Doubles tell most of them at a fraction of the cost:
 * where one is larger, so is its remainder; whole numbers decide among those that are as large as the last one taken.
 */
function largest(count: number, remainders: readonly bigint[], parts: readonly Part[]): number[] {
  if (count === 0) return [];
  const nearly = new Float64Array(remainders.length);
  remainders.forEach((remainder, index) => (nearly[index] = Number(remainder)));
  const last = nearly.toSorted()[nearly.length - count]!;
  const taken: number[] = [];
  const tied: number[] = [];
  nearly.forEach((near, index) => {
    if (near > last) taken.push(index);
    else if (near === last) tied.push(index);
  });
  tied.sort((a, b) => {
    if (remainders[a] !== remainders[b]) return remainders[a]! > remainders[b]! ? -1 : 1;
    return parts[a]!.key < parts[b]!.key ? -1 : 1;
  });
  return [...taken, ...tied.slice(0, count - taken.length)];
}

/** The weights over their common denominator. */
function wholeWeights(parts: readonly Part[]): bigint[] {
  let denominator = 1n;
  for (const { key, weight } of parts) {
    const isWhole = typeof weight === 'bigint';
    if ((isWhole ? weight : weight.numerator) < 0n)
      throw new MoneyError('NOTHING_TO_SHARE', `The weight of ${key} is negative`, { key });
    if (!isWhole) denominator = leastCommonMultiple(denominator, weight.denominator);
  }
  return parts.map(({ weight }) => {
    if (typeof weight !== 'bigint') return weight.numerator * (denominator / weight.denominator);
    return denominator === 1n ? weight : weight * denominator;
  });
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
