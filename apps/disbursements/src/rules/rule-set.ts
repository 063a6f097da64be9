import type { Instrument } from '@abonde/contracts';
import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { type DossierPart, dossierParts } from './checklist';
import { cashPartOf, partOf, type Cofinancing, type FinancingPlan, type PlanSource } from './financing-plan';

/** How an instrument shares the cost of a project and who attributes its money. Percentages are decimal strings. */
export interface RuleSet {
  instrument: Instrument;
  /** Highest share of the total cost the Fund may bear; `FROM_DOSSIER`: the rate the action agreed with its donors. */
  fundCeiling: string | 'FROM_DOSSIER';
  /** Lowest share of the total cost the city bears, in kind counted; null where the instrument asks none. */
  cityMinimum: string | null;
  /** Whether land, staff or works count in the city's part. */
  inKindCounts: boolean;
  /** `PROGRAMME`: its approval with its donors, for the programme itself. */
  attributedBy: 'BUREAU' | 'SIGNATURE' | 'PROGRAMME';
  /** What a dossier holds before it is submitted. */
  checklist: readonly DossierPart[];
}

const ruleSets: Partial<Record<Instrument, RuleSet>> = {
  COOPERATION: {
    instrument: 'COOPERATION',
    fundCeiling: '80',
    cityMinimum: '20',
    inKindCounts: true,
    attributedBy: 'BUREAU',
    checklist: dossierParts.filter((part) => part !== 'cofinancing'),
  },
  GOVERNANCE: {
    instrument: 'GOVERNANCE',
    fundCeiling: 'FROM_DOSSIER',
    cityMinimum: null,
    inKindCounts: true,
    attributedBy: 'SIGNATURE',
    checklist: dossierParts,
  },
};

/** A governance programme: agreed with its donors at the rates they set, no vote, no city's part, no city's request. */
export const programmeRules: RuleSet = {
  instrument: 'GOVERNANCE',
  fundCeiling: 'FROM_DOSSIER',
  cityMinimum: null,
  inKindCounts: true,
  attributedBy: 'PROGRAMME',
  checklist: ['narrative', 'budgetLines', 'financingPlan', 'resultsFramework', 'genderFields', 'schedule'],
};

/** The rule sets of the instruments that carry projects. */
export const allRuleSets: readonly RuleSet[] = [...Object.values(ruleSets), programmeRules];

/** @throws {Violation} INSTRUMENT_WITHOUT_PROJECTS: the emergency fund aids cases, it carries no project */
export function ruleSetOf(instrument: Instrument): RuleSet {
  const rules = ruleSets[instrument];
  if (rules) return rules;
  throw new Violation({
    code: 'INSTRUMENT_WITHOUT_PROJECTS',
    status: 422,
    title: 'This instrument carries no project',
    detail: `${instrument} does not finance projects`,
    figures: { instrument },
  });
}

/** The percentage of the cost the Fund bears at most; null while the dossier does not say its own rate. */
export function ceilingPercent(rules: RuleSet, cofinancing: Cofinancing | null): string | null {
  return rules.fundCeiling === 'FROM_DOSSIER' ? (cofinancing?.percent ?? null) : rules.fundCeiling;
}

/** The highest whole number of minor units that is at most `percent` of `total`: part × 100 ≤ total × percent. */
export function ceilingOf(total: Money, percent: string): Money {
  return Money.minor(exactShare(total, percent).floor(), total.currency);
}

/** The lowest whole number of minor units that is at least `percent` of `total`. */
export function minimumOf(total: Money, percent: string): Money {
  return Money.minor(-exactShare(total, percent).negated().floor(), total.currency);
}

/**
 * Tests a plan's shares against its instrument's rule set.
 * @throws {Violation} FUND_SHARE_ABOVE_CEILING with the exact ceiling, CITY_SHARE_BELOW_MINIMUM with the exact minimum,
 * DONOR_SHARE_ABOVE_RATE naming the donor
 */
export function checkShares(rules: RuleSet, plan: FinancingPlan, cofinancing: Cofinancing | null): void {
  const total = Money.of(plan.total);
  checkCeiling(rules, cappedPart(rules, plan, cofinancing), total, cofinancing);
  for (const source of plan.sources) checkRate(source, total);
  if (rules.cityMinimum === null) return;
  const city = rules.inKindCounts ? partOf(plan, 'CITY') : cashPartOf(plan, 'CITY');
  checkCityPart(city, total, rules.cityMinimum);
}

/** @throws {Violation} FUND_SHARE_ABOVE_CEILING with the exact ceiling */
export function checkCeiling(rules: RuleSet, fund: Money, total: Money, cofinancing: Cofinancing | null): void {
  const percent = ceilingPercent(rules, cofinancing);
  if (percent === null) return;
  const ceiling = ceilingOf(total, percent);
  if (fund.compare(ceiling) <= 0) return;
  throw new Violation({
    code: 'FUND_SHARE_ABOVE_CEILING',
    status: 422,
    title: 'The Fund’s share is above its ceiling',
    detail: `The Fund bears ${fund}; at most ${ceiling} (${percent} % of ${total}) is allowed`,
    figures: { fundShare: fund, ceiling, total, percent, excess: fund.minus(ceiling) },
  });
}

function checkRate({ name, amount, maxPercent }: PlanSource, total: Money): void {
  if (maxPercent === undefined) return;
  const [share, ceiling] = [Money.of(amount), ceilingOf(total, maxPercent)];
  if (share.compare(ceiling) <= 0) return;
  throw new Violation({
    code: 'DONOR_SHARE_ABOVE_RATE',
    status: 422,
    title: 'A donor bears more than its co-financing rate',
    detail: `${name} bears ${share}; at most ${ceiling} (${maxPercent} % of ${total}) was agreed`,
    figures: { source: name, share, ceiling, total, percent: maxPercent, excess: share.minus(ceiling) },
  });
}

/** What the donors' own rates leave of the Fund's part on a real cost: each at most its part of the plan, and its rate of the cost. */
export function ratedPart(plan: FinancingPlan, cost: Money): Money {
  const funds = plan.sources.filter(({ kind }) => kind === 'FUND');
  return Money.sum(
    funds.map(({ amount, maxPercent }) =>
      maxPercent === undefined ? Money.of(amount) : Money.of(amount).min(ceilingOf(cost, maxPercent)),
    ),
  );
}

function checkCityPart(city: Money, total: Money, percent: string): void {
  const minimum = minimumOf(total, percent);
  if (city.compare(minimum) >= 0) return;
  throw new Violation({
    code: 'CITY_SHARE_BELOW_MINIMUM',
    status: 422,
    title: 'The city bears too little of the cost',
    detail: `The city bears ${city}; at least ${minimum} (${percent} % of ${total}) is asked, in kind included`,
    figures: { cityShare: city, minimum, total, percent, missingAmount: minimum.minus(city) },
  });
}

/** An action's own rate may bind one donor only (a funder that pays at most 75 % of the cost); else the whole Fund's part. */
function cappedPart(rules: RuleSet, plan: FinancingPlan, cofinancing: Cofinancing | null): Money {
  const source = rules.fundCeiling === 'FROM_DOSSIER' ? cofinancing?.source : undefined;
  if (!source) return partOf(plan, 'FUND');
  const named = plan.sources.filter(({ kind, name }) => kind === 'FUND' && name === source);
  return Money.sum(named.map(({ amount }) => Money.of(amount)));
}

function exactShare(total: Money, percent: string): Rational {
  return Rational.of(total.minor).times(Rational.parse(percent)).over(Rational.of(100n));
}
