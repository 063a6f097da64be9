import type { Instrument, MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { ceilingPercent, checkShares, ruleSetOf } from '../rules/rule-set';
import { sumOfSources, type Cofinancing, type FinancingPlan } from '../rules/financing-plan';
import { Violation } from '../rules/violation';

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
  budgetLines?: { label: string; amount: MoneyData }[];
  financingPlan?: FinancingPlan;
  cofinancing?: Cofinancing;
  phases?: Record<string, unknown>[];
  implementers?: string[];
  location?: Record<string, unknown> | string | null;
  beneficiary?: string | null;
}

/** What a dossier may lack, in the order a reader checks it. */
export type DossierPart =
  | 'narrative'
  | 'budgetLines'
  | 'financingPlan'
  | 'cofinancing'
  | 'resultsFramework'
  | 'genderFields'
  | 'schedule'
  | 'location'
  | 'beneficiary'
  | 'signedRequest';

export interface DossierFacts {
  instrument: Instrument;
  country: string;
  city: string;
  hasSignedRequest: boolean;
}

const narrativeParts = ['context', 'objectives', 'activities', 'sustainability'];

/** Names every part that keeps a dossier from being complete; empty when it is. */
export function missingParts(dossier: Dossier, facts: DossierFacts): DossierPart[] {
  const checks: [DossierPart, boolean][] = [
    ['narrative', narrativeParts.every((part) => (dossier.narrative?.[part] ?? '').trim() !== '')],
    ['budgetLines', budgetAddsUp(dossier)],
    ['financingPlan', planAddsUp(dossier.financingPlan)],
    ['cofinancing', ceilingPercent(ruleSetOf(facts.instrument), dossier.cofinancing ?? null) !== null],
    ['resultsFramework', hasMeasuredIndicator(dossier.resultsFramework)],
    ['genderFields', hasGenderFields(dossier)],
    ['schedule', dossier.period !== undefined && dossier.period.from < dossier.period.to],
    ['location', isGiven(dossier.location, `${facts.city} ${facts.country}`)],
    ['beneficiary', isGiven(dossier.beneficiary, facts.city)],
    ['signedRequest', facts.hasSignedRequest],
  ];
  return checks.filter(([, given]) => !given).map(([part]) => part);
}

/**
 * The test of a dossier at submission and at each amendment after it.
 * @throws {Violation} FUND_SHARE_ABOVE_CEILING, CITY_SHARE_BELOW_MINIMUM, or DOSSIER_INCOMPLETE with what is missing
 */
export function checkDossier(dossier: Dossier, facts: DossierFacts): void {
  const plan = dossier.financingPlan;
  if (planAddsUp(plan)) checkShares(ruleSetOf(facts.instrument), plan, dossier.cofinancing ?? null);
  const missing = missingParts(dossier, facts);
  if (missing.length === 0) return;
  throw new Violation({
    code: 'DOSSIER_INCOMPLETE',
    status: 422,
    title: 'The dossier is incomplete',
    detail: `Missing or not adding up: ${missing.join(', ')}`,
    figures: { missing },
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

/** An explicit null or blank says the author left it out; nothing said means the city itself. */
function isGiven(value: Record<string, unknown> | string | null | undefined, fallback: string): boolean {
  if (value === undefined) return fallback.trim() !== '';
  if (value === null) return false;
  return typeof value === 'string' ? value.trim() !== '' : Object.keys(value).length > 0;
}

/** Results frameworks are trees of outcomes, outputs and activities; indicators may hang anywhere in them. */
function indicatorsOf(node: unknown): Record<string, unknown>[] {
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
  return records.some((record) => Object.entries(record).some(([key, value]) => /gender|sex|disaggregation/i.test(key) && hasValue(value)));
}
