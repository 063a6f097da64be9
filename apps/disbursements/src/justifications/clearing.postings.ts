import { debitCredit, type NewPosting, type Original } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { about, accounts } from '../rules/accounts';
import type { Project } from '../projects/project.entity';
import { added, inProportion, leftOf, type Share, splitOver } from '../tranches/split';
import type { Tranche } from '../tranches/tranche.entity';
import type { RateGroup } from './valuation';

export interface Clearing {
  /** Euros each agreement does not have to see justified any more. */
  split: Share[];
  /** What the expenses cost. */
  cost: NewPosting[];
  /** What is between their cost and the euros they took: nothing where they were spent at the rate they are told at. */
  exchange: NewPosting[];
}

/** How expenses are taken off what each agreement still has to see justified, in the proportions of their tranche. */
export function clearingOf(project: Project, tranche: Tranche, groups: readonly RateGroup[]): Clearing {
  const clearing: Clearing = { split: [], cost: [], exchange: [] };
  for (const group of groups) {
    const held = leftOf(tranche.split, added(tranche.justified, clearing.split));
    const used = splitOver(group.used, held, `To justify on ${tranche.code}`);
    const costs = byAgreement(inProportion(group.cost, used));
    const local = group.local ? byAgreement(inProportion(inMinor(group.local), used)) : null;
    for (const { agreement, amount } of used) {
      const cost = costs.get(agreement) ?? Money.zero();
      const original = local && group.rate ? originalOf(group, local.get(agreement)) : null;
      const move = (moved: Money) => cleared(project, tranche, agreement, moved);
      clearing.cost.push(...withOriginal(move(cost), original));
      clearing.exchange.push(...move(amount.minus(cost)));
    }
    clearing.split = added(clearing.split, used);
  }
  clearing.split.sort((a, b) => (a.agreement < b.agreement ? -1 : 1));
  return clearing;
}

function cleared(project: Project, tranche: Tranche, agreement: string, amount: Money): NewPosting[] {
  const dimensions = about(project, { agreement, tranche: tranche.code });
  return debitCredit(
    accounts.toJustify(project.code, agreement),
    accounts.advanced(project.code, agreement),
    amount,
    dimensions,
  );
}

/** Largest remainders are the same in any currency: minor units are shared as if they were cents. */
function inMinor(amount: Money): Money {
  return Money.minor(amount.minor);
}

function byAgreement(shares: readonly Share[]): Map<string, Money> {
  return new Map(shares.map(({ agreement, amount }) => [agreement, amount]));
}

function originalOf({ local, rate }: RateGroup, minor: Money | undefined): Original | null {
  if (!local || !rate || !minor) return null;
  const amount = Money.minor(minor.minor, local.currency);
  return { amount, rate: rate.localPerEuro, rateSource: rate.source, rateDate: rate.date };
}

/** The amount a posting was before it was euros, with the posting's sign. */
function withOriginal(postings: NewPosting[], original: Original | null): NewPosting[] {
  if (!original) return postings;
  return postings.map((posting) => ({
    ...posting,
    original: { ...original, amount: posting.amount.isNegative() ? original.amount.negated() : original.amount },
  }));
}
