import { Rational } from '@abonde/money';

/** How far expected and credited interest may part before somebody is told: the larger of the two. */
export interface Tolerance {
  /** Cents. */
  minor: bigint;
  /** Percent of what was expected, such as `1`. */
  percent: string;
}

/** Expected and credited interest of one period side by side; gross, in cents of EUR. */
export interface TrueUp {
  expected: bigint;
  credited: bigint;
  /** Credited less expected. */
  variance: bigint;
  tolerated: bigint;
  isBeyond: boolean;
}

export function trueUp(expected: bigint, credited: bigint, { minor, percent }: Tolerance): TrueUp {
  const variance = credited - expected;
  const share = Rational.parse(percent)
    .times(Rational.of(magnitude(expected), 100n))
    .round();
  const tolerated = share > minor ? share : minor;
  return { expected, credited, variance, tolerated, isBeyond: magnitude(variance) > tolerated };
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
