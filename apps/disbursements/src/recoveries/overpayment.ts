import { Money } from '@abonde/money';
import type { Cofinancing } from '../rules/financing-plan';
import { ceilingOf, ceilingPercent, type RuleSet } from '../rules/rule-set';

export interface FinalAccount {
  total: Money;
  eligible: Money;
  /** Highest part of the eligible cost the Fund bears; the cost itself where no rate binds the whole of it. */
  ceiling: Money;
  /** What the city must give back; zero when the Fund paid within the ceiling. */
  overpaid: Money;
}

/** Applies the instrument's ceiling to the real cost. `paid`: the Fund's money the city has had and kept. */
export function finalAccount(
  rules: RuleSet,
  cost: { total: Money; eligible: Money },
  paid: Money,
  cofinancing: Cofinancing | null,
): FinalAccount {
  const percent =
    cofinancing?.source && rules.fundCeiling === 'FROM_DOSSIER' ? null : ceilingPercent(rules, cofinancing);
  const ceiling = percent === null ? cost.eligible : ceilingOf(cost.eligible, percent);
  return { ...cost, ceiling, overpaid: paid.minus(ceiling).max(Money.zero()) };
}
