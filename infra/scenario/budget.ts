import { largestRemainder, Money } from '@abonde/money';

/** Lines of every project's budget in the demonstration, and their percent of its cost. */
const lines = [
  ['Études', 10n],
  ['Travaux et équipements', 75n],
  ['Formation et suivi', 15n],
] as const;

/** An amount over the lines of the budget, to the last unit. */
export function overBudget(amount: Money): { label: string; amount: Money }[] {
  const parts = largestRemainder(
    amount.minor,
    lines.map(([key, weight]) => ({ key, weight })),
  );
  return lines.map(([label]) => ({ label, amount: Money.minor(parts.get(label) as bigint, amount.currency) }));
}
