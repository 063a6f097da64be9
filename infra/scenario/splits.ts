import type { Day } from '@abonde/calendar';
import { largestRemainder, type Money } from '@abonde/money';
import type { AllocationLine } from './allocations';
import type { TrancheDate } from './tranches';

interface Moved {
  project: string;
  agreement: string;
  cents: bigint;
  on: Day;
}

/**
 * What each agreement bears of each paid tranche, in cents: by what the project holds of it when the tranche is approved,
 * earlier ones being paid by then. Tranches come in the order in which they are asked for.
 * @param allocations confirmed ones
 */
export function splitTranches<Tranche extends TrancheDate & { amount: Money }>(
  allocations: readonly AllocationLine[],
  tranches: readonly Tranche[],
): (Tranche & { split: ReadonlyMap<string, bigint> })[] {
  const moved: Moved[] = allocations.map(({ project, agreement, amount, effectiveDate }) => {
    return { project, agreement, cents: amount.minor, on: effectiveDate };
  });
  return tranches.map((tranche) => {
    if (tranche.stage !== 'PAID') return { ...tranche, split: new Map() };
    const held = moved.filter(({ project, on }) => project === tranche.project && on <= tranche.requestOn);
    const split = largestRemainder(tranche.amount.minor, byAgreement(held));
    for (const [agreement, cents] of split)
      moved.push({ project: tranche.project, agreement, cents: -cents, on: tranche.paidOn });
    return { ...tranche, split };
  });
}

function byAgreement(held: readonly Moved[]): { key: string; weight: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { agreement, cents } of held) sums.set(agreement, (sums.get(agreement) ?? 0n) + cents);
  return [...sums].map(([key, weight]) => ({ key, weight }));
}
