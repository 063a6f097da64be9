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
  const { shares, left, remainders } = roundedDown(magnitude, weights, sum);
  const exact = (index: number): bigint => magnitude * weights[index]! - shares[index]! * sum;
  for (const index of largest(left, remainders, { exact, keyOf: (index) => parts[index]!.key })) shares[index]! += 1n;
  return total < 0n ? shares.map((share) => -share) : shares;
}

interface RoundedDown {
  shares: bigint[];
  /** Units not given yet, fewer than there are shares. */
  left: number;
  /** What each lacks of another unit's whole, as a part of one: near the exact figure, off by less than `error`. */
  remainders: { near: Float64Array; error: number };
}

/** Above it a double no longer tells a share from the next. */
const LARGEST_NEAR = 1n << 40n;
/** As many digits of a fraction as a double holds. */
const FRACTION = 1n << 52n;

/**
 * Shares rounded down. A double tells most of them at a fraction of the cost: its error is known, and where a whole
 * number lies within it, exact division decides.
 */
function roundedDown(magnitude: bigint, weights: readonly bigint[], sum: bigint): RoundedDown {
  const isNear = magnitude < LARGEST_NEAR && Number(sum) < Infinity;
  const ratio = isNear ? Number(magnitude) / Number(sum) : NaN;
  // Four roundings of 2⁻⁵³ each, of a figure that is at most the magnitude, and one of the fraction.
  const error = (isNear ? Number(magnitude) + 1 : 1) * 2 ** -50;
  const near = new Float64Array(weights.length);
  let given = 0n;
  let givenNear = 0;
  const shares = weights.map((weight, index) => {
    const share = Number(weight) * ratio;
    const whole = Math.floor(share);
    near[index] = share - whole;
    if (near[index]! > error && near[index]! < 1 - error) {
      givenNear += whole;
      return BigInt(whole);
    }
    const product = magnitude * weight;
    const exactly = product / sum;
    near[index] = Number(((product - exactly * sum) * FRACTION) / sum) / Number(FRACTION);
    given += exactly;
    return exactly;
  });
  return { shares, left: Number(magnitude - given - BigInt(givenNear)), remainders: { near, error } };
}

/**
 * Indexes of the `count` largest remainders, fewer than there are: those whose double is clearly larger, and by whole
 * numbers, then by key, among those that can't be told apart from the last one taken.
 */
function largest(
  count: number,
  { near, error }: RoundedDown['remainders'],
  { exact, keyOf }: { exact: (index: number) => bigint; keyOf: (index: number) => string },
): number[] {
  if (count === 0) return [];
  const last = nthSmallest(near, near.length - count);
  const taken: number[] = [];
  const tied: number[] = [];
  near.forEach((remainder, index) => {
    if (remainder > last + 2 * error) taken.push(index);
    else if (remainder >= last - 2 * error) tied.push(index);
  });
  tied.sort((a, b) => {
    const [first, second] = [exact(a), exact(b)];
    if (first !== second) return first > second ? -1 : 1;
    return keyOf(a) < keyOf(b) ? -1 : 1;
  });
  return [...taken, ...tied.slice(0, count - taken.length)];
}

/** What would stand at an index if the numbers were sorted; found by halves, since only one of them is asked for. */
function nthSmallest(numbers: Float64Array, index: number): number {
  const kept = numbers.slice();
  for (let [low, high] = [0, kept.length - 1]; low < high;) {
    const pivot = kept[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (kept[i]! < pivot) i += 1;
      while (kept[j]! > pivot) j -= 1;
      if (i > j) break;
      const other = kept[i]!;
      kept[i] = kept[j]!;
      kept[j] = other;
      i += 1;
      j -= 1;
    }
    if (index <= j) high = j;
    else if (index >= i) low = i;
    else break;
  }
  return kept[index]!;
}

/** The weights over their common denominator. */
function wholeWeights(parts: readonly Part[]): bigint[] {
  const weights: bigint[] = [];
  for (const { key, weight } of parts) {
    const isWhole = typeof weight === 'bigint';
    if ((isWhole ? weight : weight.numerator) < 0n)
      throw new MoneyError('NOTHING_TO_SHARE', `The weight of ${key} is negative`, { key });
    if (isWhole) weights.push(weight);
  }
  return weights.length === parts.length ? weights : overOneDenominator(parts);
}

function overOneDenominator(parts: readonly Part[]): bigint[] {
  let denominator = 1n;
  for (const { weight } of parts)
    if (typeof weight !== 'bigint') denominator = leastCommonMultiple(denominator, weight.denominator);
  return parts.map(({ weight }) =>
    typeof weight === 'bigint' ? weight * denominator : weight.numerator * (denominator / weight.denominator),
  );
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
