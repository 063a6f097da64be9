import type { Instrument, ProjectState } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { ChecklistItem, DossierPart } from '../rules/checklist';
import { ceilingPercent, checkShares, type RuleSet, ruleSetOf } from '../rules/rule-set';
import { partOf, sumOfSources, type Cofinancing, type FinancingPlan } from '../rules/financing-plan';
import type { BudgetLine, StatedRate } from './budget';
import { endedStates } from './life-cycle';

/** What a city or a project officer writes about a project; each part may be missing until the dossier is submitted. */
export interface Dossier {
  period?: { from: string; to: string };
  localCurrency?: string;
  purposeCodes?: { code: string; percent: string }[];
  markers?: Record<string, number>;
  sdgs?: string[];
  humanitarian?: boolean;
  narrative?: Record<string, string>;
  resultsFramework?: Record<string, unknown>;
  budgetLines?: BudgetLine[];
  exchangeRate?: StatedRate;
  financingPlan?: FinancingPlan;
  cofinancing?: Cofinancing;
  phases?: Record<string, unknown>[];
  schedule?: Record<string, unknown>[];
  basis?: string;
  implementers?: string[];
  location?: Record<string, unknown> | string | null;
  beneficiary?: string | null;
  /** Code of the programme it belongs to. */
  programme?: string | null;
  /** Code of the project it continues: its earlier phase (*volet*). */
  previousPhase?: string | null;
}

export interface DossierFacts {
  instrument: Instrument;
  /** Where it isn't that of the instrument. */
  rules?: RuleSet;
  country: string;
  city: string;
  hasSignedRequest: boolean;
}

const narrativeParts = ['context', 'objectives', 'activities', 'sustainability'];

/** Every part its instrument asks of a dossier, met or not, and what is missing in it. */
export function checklistOf(dossier: Dossier, facts: DossierFacts): ChecklistItem[] {
  return rulesFor(facts).checklist.map((part) => {
    const missing = gaps[part](dossier, facts);
    return { part, met: missing.length === 0, missing };
  });
}

/** Names every part that keeps a dossier from being complete; empty when it is. */
export function missingParts(dossier: Dossier, facts: DossierFacts): DossierPart[] {
  return checklistOf(dossier, facts).flatMap(({ part, met }) => (met ? [] : [part]));
}

/** By part, what is missing in it: names for lists, the difference for sums, the part itself where it is one thing. */
const gaps: Record<DossierPart, (dossier: Dossier, facts: DossierFacts) => string[]> = {
  narrative: ({ narrative }) => narrativeParts.filter((part) => (narrative?.[part] ?? '').trim() === ''),
  budgetLines: (dossier) => (budgetAddsUp(dossier) ? [] : [budgetGap(dossier)]),
  financingPlan: ({ financingPlan }) => (planAddsUp(financingPlan) ? [] : [planGap(financingPlan)]),
  cofinancing: ({ cofinancing = null }, { instrument }) =>
    unless(ceilingPercent(ruleSetOf(instrument), cofinancing) !== null, 'rate'),
  resultsFramework: ({ resultsFramework }) => unless(hasMeasuredIndicator(resultsFramework), 'indicator'),
  genderFields: (dossier) => unless(hasGenderFields(dossier), 'gender'),
  schedule: (dossier) => unless(hasSchedule(dossier), 'period'),
  location: ({ location }, { city, country }) => unless(isGiven(location, `${city} ${country}`), 'place'),
  beneficiary: ({ beneficiary }, { city }) => unless(isGiven(beneficiary, city), 'name'),
  signedRequest: (_, { hasSignedRequest }) => unless(hasSignedRequest, 'document'),
};

function rulesFor({ instrument, rules }: DossierFacts): RuleSet {
  return rules ?? ruleSetOf(instrument);
}

function unless(met: boolean, gap: string): string[] {
  return met ? [] : [gap];
}

/** How far the budget is from the plan's total, signed; `total` while there is nothing to compare. */
function budgetGap({ budgetLines = [], financingPlan }: Dossier): string {
  if (budgetLines.length === 0 || !financingPlan) return 'total';
  const budget = Money.sum(budgetLines.map(({ amount }) => Money.of(amount)));
  return budget.minus(Money.of(financingPlan.total)).amount;
}

function planGap(plan: FinancingPlan | undefined): string {
  if (!plan || plan.sources.length === 0) return 'sources';
  return sumOfSources(plan).minus(Money.of(plan.total)).amount;
}

/**
 * The test of a dossier at submission and at each amendment after it.
 * @throws {Violation} FUND_SHARE_ABOVE_CEILING, CITY_SHARE_BELOW_MINIMUM, or DOSSIER_INCOMPLETE with what is missing and, for sums,
 * the difference
 */
export function checkDossier(dossier: Dossier, facts: DossierFacts): void {
  const plan = dossier.financingPlan;
  if (planAddsUp(plan)) checkShares(rulesFor(facts), plan, dossier.cofinancing ?? null);
  const unmet = checklistOf(dossier, facts).filter(({ met }) => !met);
  if (unmet.length === 0) return;
  const missing = unmet.map(({ part }) => part);
  throw new Violation({
    code: 'DOSSIER_INCOMPLETE',
    status: 422,
    title: 'The dossier is incomplete',
    detail: `Missing or not adding up: ${missing.join(', ')}`,
    figures: { missing, gaps: Object.fromEntries(unmet.map((item) => [item.part, item.missing])) },
  });
}

function planAddsUp(plan: FinancingPlan | undefined): plan is FinancingPlan {
  if (!plan || plan.sources.length === 0) return false;
  const total = Money.of(plan.total);
  return total.isPositive() && sumOfSources(plan).equals(total);
}

function budgetAddsUp({ budgetLines = [], financingPlan }: Dossier): boolean {
  if (budgetLines.length === 0 || !financingPlan) return false;
  return Money.sum(budgetLines.map(({ amount }) => Money.of(amount))).equals(Money.of(financingPlan.total));
}

/** The period the work takes, and its steps where the author lists them. */
function hasSchedule({ period, schedule }: Dossier): boolean {
  return period !== undefined && period.from < period.to && schedule?.length !== 0;
}

/** An explicit null or blank says the author left it out; nothing said means the city itself. */
function isGiven(value: Record<string, unknown> | string | null | undefined, fallback: string): boolean {
  if (value === undefined) return fallback.trim() !== '';
  if (value === null) return false;
  return typeof value === 'string' ? value.trim() !== '' : Object.keys(value).length > 0;
}

/** Results frameworks are trees of outcomes, outputs and activities; indicators may hang anywhere in them. */
export function indicatorsOf(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(indicatorsOf);
  if (typeof node !== 'object' || node === null) return [];
  const record = node as Record<string, unknown>;
  const below = Object.values(record).flatMap(indicatorsOf);
  return hasValue(record.baseline) && (hasValue(record.target) || hasValue(record.targets) || hasValue(record.periods))
    ? [record, ...below]
    : below;
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function hasMeasuredIndicator(framework: Record<string, unknown> | undefined): boolean {
  return indicatorsOf(framework).length > 0;
}

/** The gender marker of the dossier, or a framework or indicator that says how it counts women and men. */
function hasGenderFields({ markers, resultsFramework }: Dossier): boolean {
  if (markers?.gender !== undefined) return true;
  const records = [resultsFramework ?? {}, ...indicatorsOf(resultsFramework)];
  return records.some((record) =>
    Object.entries(record).some(([key, value]) => /gender|sex|disaggregation/i.test(key) && hasValue(value)),
  );
}

/** @throws {Violation} AMOUNT_NOT_IN_EUR: plans are kept in euros, whatever the project's local currency */
export function checkCurrency({ financingPlan, budgetLines = [] }: Dossier): void {
  const amounts = [
    ...budgetLines.map(({ amount }, index) => ({ amount, field: `budgetLines.${index}.amount` })),
    ...(financingPlan?.sources ?? []).map(({ amount }, index) => ({
      ...{ amount, field: `financingPlan.sources.${index}.amount` },
    })),
    ...(financingPlan ? [{ amount: financingPlan.total, field: 'financingPlan.total' }] : []),
  ];
  const other = amounts.find(({ amount }) => amount.currency !== 'EUR' || Money.of(amount).isNegative());
  if (!other) return;
  throw new Violation({
    code: 'AMOUNT_NOT_IN_EUR',
    status: 422,
    title: 'Plans and budgets are kept in positive amounts of euros',
    detail: `${other.amount.amount} ${other.amount.currency} is not a positive amount in euros`,
    figures: { amount: other.amount, field: other.field },
  });
}

const frozenStates: readonly ProjectState[] = ['TABLED', ...endedStates];

/** A city writes its own dossier until it submits it; the secretariat mends and amends it until the project ends. */
export function checkAmendable(project: string, state: ProjectState, roles: readonly string[]): void {
  const byCityOnly = roles.every((role) => role === 'city');
  if (!frozenStates.includes(state) && (!byCityOnly || state === 'DRAFT')) return;
  throw new Violation({
    code: 'DOSSIER_FROZEN',
    status: 409,
    title: 'The dossier cannot change now',
    detail: `${project} is ${state}; ${byCityOnly ? 'a city amends a draft' : 'it does not change before the Bureau or once it has ended'}`,
    figures: { project, state },
  });
}

/**
 * A dossier that left the draft stays complete, and its plan keeps covering what the Bureau engaged.
 * @throws {Violation} as {@link checkDossier}, and PLAN_BELOW_ENGAGEMENT
 */
export function checkAmended(
  dossier: Dossier,
  facts: DossierFacts,
  { code, engagedTotal }: { code: string; engagedTotal: Money },
): void {
  checkDossier(dossier, facts);
  const fundShare = dossier.financingPlan ? partOf(dossier.financingPlan, 'FUND') : Money.zero();
  if (engagedTotal.compare(fundShare) <= 0) return;
  throw new Violation({
    code: 'PLAN_BELOW_ENGAGEMENT',
    status: 422,
    title: 'The plan falls below what the Bureau engaged',
    detail: `${code}: the Fund’s part would be ${fundShare}, ${engagedTotal} is engaged`,
    figures: { project: code, fundShare, engaged: engagedTotal },
  });
}
