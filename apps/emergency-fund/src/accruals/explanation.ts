import type { Day } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import { accruedInterest, explainAccrual, sumOf, type Explained, type Terms } from './accrual';
import { keyOf, type Pool } from './pool';

export interface ExplainedAmount extends Explained {
  /** Cents. */
  minor: bigint;
  /** Percent of all that was earned, with four decimals. */
  share: string;
}

/** Each stretch with its part of the interest: parts add up to the lines, and lines to the whole. */
export function explained(pool: Pool, terms: Terms, from: Day, through: Day): ExplainedAmount[] {
  const stretches = explainAccrual(pool, terms, from, through);
  const lines = accruedInterest(pool, terms, from, through);
  const earning = stretches.filter(({ weight }) => weight > 0n);
  const whole = earning.reduce((sum, { weight }) => sum + weight, 0n);
  const amounts = new Map<Explained, bigint>();
  for (const { key, minor } of lines.filter(({ isCharge }) => !isCharge)) {
    give(
      amounts,
      earning.filter((stretch) => keyOf(stretch) === key),
      minor,
    );
  }
  give(
    amounts,
    stretches.filter(({ weight }) => weight < 0n),
    sumOf(lines.filter(({ isCharge }) => isCharge)),
  );
  return stretches.map((stretch) => ({
    ...stretch,
    minor: amounts.get(stretch) ?? 0n,
    share: stretch.weight > 0n ? percent(stretch.weight, whole) : '0.0000',
  }));
}

function give(amounts: Map<Explained, bigint>, stretches: readonly Explained[], minor: bigint): void {
  if (stretches.length === 0 || minor === 0n) return;
  const parts = stretches.map(({ weight }, index) => ({
    key: String(index).padStart(8, '0'),
    weight: weight < 0n ? -weight : weight,
  }));
  const shared = largestRemainder(minor, parts);
  stretches.forEach((stretch, index) => amounts.set(stretch, shared.get(parts[index]!.key)!));
}

function percent(part: bigint, whole: bigint): string {
  const tenThousandths = Rational.of(part * 1_000_000n, whole)
    .round()
    .toString()
    .padStart(5, '0');
  return `${tenThousandths.slice(0, -4)}.${tenThousandths.slice(-4)}`;
}
