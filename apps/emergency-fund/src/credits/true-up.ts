import { Rational } from '@abonde/money';

/** How much between expected and credited interest may stay unexplained before somebody is told: the larger of the two. */
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
  /** Of the variance, what nothing that is known explains. */
  unexplained: bigint;
  tolerated: bigint;
  isBeyond: boolean;
}

export function trueUp(
  expected: bigint,
  credited: bigint,
  { minor, percent }: Tolerance,
  unexplained = credited - expected,
): TrueUp {
  const share = Rational.parse(percent)
    .times(Rational.of(magnitude(expected), 100n))
    .round();
  const tolerated = share > minor ? share : minor;
  const isBeyond = magnitude(unexplained) > tolerated;
  return { expected, credited, variance: credited - expected, unexplained, tolerated, isBeyond };
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
