import type { MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';

export type SourceKind = 'FUND' | 'CITY' | 'PARTNER';

export interface PlanSource {
  kind: SourceKind;
  /** The donor, city or partner, by name or code. */
  name: string;
  amount: MoneyData;
  /** Land, staff, works: counted in the plan, never in the Fund's books. */
  inKind: boolean;
  /** Highest share of the total cost this source agreed to bear, in percent; none where it set no rate. */
  maxPercent?: string;
}

export interface FinancingPlan {
  total: MoneyData;
  sources: PlanSource[];
}

/** The co-financing rate an action agreed with its donors, in percent of the total cost. */
export interface Cofinancing {
  percent: string;
  /** The source of the plan the rate binds; without it, the whole of the Fund's part. */
  source?: string;
}

/** What a plan gets from one kind of source, in-kind parts included. */
export function partOf(plan: FinancingPlan, kind: SourceKind): Money {
  return Money.sum(plan.sources.filter((source) => source.kind === kind).map(({ amount }) => Money.of(amount)));
}

/** What a plan gets from one kind of source in money. */
export function cashPartOf(plan: FinancingPlan, kind: SourceKind): Money {
  return partOf({ ...plan, sources: plan.sources.filter(({ inKind }) => !inKind) }, kind);
}

export function sumOfSources(plan: FinancingPlan): Money {
  return Money.sum(plan.sources.map(({ amount }) => Money.of(amount)));
}

/** Whether a donor of the plan set a rate of its own. */
export function hasRates({ sources }: FinancingPlan): boolean {
  return sources.some(({ maxPercent }) => maxPercent !== undefined);
}
