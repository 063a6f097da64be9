import type { MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import type { Dossier } from '../projects/dossier';
import type { FinancingPlan } from '../rules/financing-plan';
import type { Activity, Partner } from './programme';

interface Described {
  code: string;
  period: { from: string; to: string };
  activities: Activity[];
  partners: Partner[];
  purpose: string | null;
  basis: string | null;
}

/** The dossier of a programme, written from what was agreed: its activities are budget lines and steps, its partners implement it. */
export function dossierOf(
  { code, period, activities, partners, purpose, basis }: Described,
  plan: FinancingPlan,
): Dossier {
  return {
    programme: code,
    period,
    financingPlan: plan,
    budgetLines: budgetOf(activities, plan.total),
    schedule: activities.map(({ title, from = period.from, to = period.to }) => ({ label: title, from, to })),
    implementers: partners.map(({ name }) => name),
    ...(purpose !== null && { narrative: { context: purpose } }),
    ...(basis !== null && { basis }),
  };
}

/** One line an activity that has a cost, and one for what is left. */
function budgetOf(activities: Activity[], total: MoneyData): { label: string; amount: MoneyData }[] {
  const lines = activities.flatMap(({ title, amount }) => (amount ? [{ label: title, amount }] : []));
  const rest = Money.of(total).minus(Money.sum(lines.map(({ amount }) => Money.of(amount))));
  return rest.isZero() ? lines : [...lines, { label: 'Mise en œuvre du programme', amount: rest.toJSON() }];
}
