import type { AllocationLine } from './allocation.entity';
import { preference } from './eligibility';
import { allocationDay, capOn, type Given, type Subsidy, sum } from './plan';
import type { Funds } from './purses.service';
import { limitOf, reasonOf } from './reason';
import type { Share } from './split';

/** What each agreement may give out, all projects together. */
export const pursesOf = ({ free, givers }: Funds) =>
  [...free].map(([agreement, amount]) => ({
    agreement,
    free: amount,
    countsAs: givers.get(agreement)?.countsAs ?? 'FUND',
  }));

interface Situation {
  subsidy: Subsidy;
  funds: Funds;
  /** Before these shares. */
  given: readonly Given[];
}

/** One line an agreement, whatever lines of the plan it serves; in the order in which money is used. */
export function linesOf(shares: readonly Share[], { subsidy, funds, given }: Situation): AllocationLine[] {
  const missing = subsidy.attributedTotal - sum(given);
  const totals = new Map<string, bigint>();
  for (const { agreement, amount } of shares) totals.set(agreement, (totals.get(agreement) ?? 0n) + amount);
  const lines = [...totals].flatMap(([agreement, amount]) => {
    const giver = funds.givers.get(agreement);
    if (!giver) return [];
    const limit = limitOf({
      amount,
      missing,
      free: funds.free.get(agreement) ?? 0n,
      capped: capOn(giver, subsidy, given),
    });
    const day = allocationDay(agreement, subsidy, funds) ?? subsidy.sessionDate;
    const reason = reasonOf(giver, subsidy, limit, day);
    return [{ giver, line: { agreement, minor: amount.toString(), reason, countsAs: giver.countsAs } }];
  });
  return lines.sort((a, b) => preference(a.giver) - preference(b.giver)).map(({ line }) => line);
}

/** Whether two splits take the same from each agreement. */
export function sameSplit(left: readonly Given[], right: readonly Given[]): boolean {
  const byAgreement = (lines: readonly Given[]) =>
    [...new Set(lines.map(({ agreement }) => agreement))]
      .sort()
      .map((agreement) => `${agreement} ${sum(lines.filter((line) => line.agreement === agreement))}`)
      .join();
  return byAgreement(left) === byAgreement(right);
}
