import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { BudgetLine } from '../projects/budget';

/** How far a donor lets a line of the budget grow without its consent, in percent of the line. */
export interface VariationLimit {
  agreement: string;
  percent: string;
}

/** A line that expenses took beyond what a donor allows without its consent. */
export interface Variation {
  budgetLine: string;
  agreement: string;
  percent: string;
  planned: Money;
  /** Shown so far, with the expenses being judged. */
  cost: Money;
  /** The line with its margin. */
  limit: Money;
  excess: Money;
}

/** `costs`: what is shown by line of the budget, accepted or being judged. */
export function variationsOf(
  budget: readonly BudgetLine[],
  costs: ReadonlyMap<string, Money>,
  limits: readonly VariationLimit[],
): Variation[] {
  return budget.flatMap(({ label, amount }) => {
    const planned = Money.of(amount);
    const cost = costs.get(label) ?? Money.zero();
    return limits.flatMap(({ agreement, percent }) => {
      const limit = planned.plus(marginOf(planned, percent));
      if (cost.compare(limit) <= 0) return [];
      return [{ budgetLine: label, agreement, percent, planned, cost, limit, excess: cost.minus(limit) }];
    });
  });
}

/** @throws {Violation} 409 BUDGET_LINE_VARIATION with each line, its limit and the difference, while no donor's consent is given */
export function checkVariations(tranche: string, variations: readonly Variation[], consent: string | null): void {
  if (variations.length === 0 || consent?.trim()) return;
  const told = variations.map(
    ({ budgetLine, cost, limit, excess, percent, agreement }) =>
      `“${budgetLine}” comes to ${cost}, ${excess} above ${limit} (its budget and the ${percent} % of ${agreement})`,
  );
  throw new Violation({
    code: 'BUDGET_LINE_VARIATION',
    status: 409,
    title: 'A line of the budget goes beyond what a donor allows',
    detail: `${tranche}: ${told.join('; ')}. Amend the budget, or say how the donor consented`,
    figures: { field: 'variationConsent', tranche, variations },
  });
}

/** The highest whole number of cents that is at most `percent` of the line. */
function marginOf(planned: Money, percent: string): Money {
  return Money.minor(Rational.of(planned.minor).times(Rational.parse(percent)).over(Rational.of(100n)).floor());
}
