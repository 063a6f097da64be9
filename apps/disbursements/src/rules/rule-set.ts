import type { Instrument } from '@abonde/contracts';
import { Money, Rational } from '@abonde/money';
import type { Cofinancing, FinancingPlan } from '../projects/dossier';
import { Violation } from './violation';

/** How an instrument shares the cost of a project and who attributes its money. Percentages are decimal strings. */
export interface RuleSet {
  instrument: Instrument;
  /** Highest share of the total cost the Fund may bear; `FROM_DOSSIER`: the rate the action agreed with its donors. */
  fundCeiling: string | 'FROM_DOSSIER';
  /** Lowest share of the total cost the city bears, in kind counted; null where the instrument asks none. */
  cityMinimum: string | null;
  attributedBy: 'BUREAU' | 'SIGNATURE';
}

const ruleSets: Partial<Record<Instrument, RuleSet>> = {
  COOPERATION: { instrument: 'COOPERATION', fundCeiling: '80', cityMinimum: '20', attributedBy: 'BUREAU' },
  GOVERNANCE: { instrument: 'GOVERNANCE', fundCeiling: 'FROM_DOSSIER', cityMinimum: null, attributedBy: 'SIGNATURE' },
};

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

/** Whether `part` is at most `percent` of `total`, exactly: part × 100 ≤ total × percent. */
export function withinShare(part: Money, total: Money, percent: string): boolean {
  return Rational.of(part.minor * 100n).compare(Rational.of(total.minor).times(Rational.parse(percent))) <= 0;
}

/** The highest amount, in whole minor units, that is at most `percent` of `total`. */
export function shareOf(total: Money, percent: string): Money {
  const exact = Rational.of(total.minor).times(Rational.parse(percent)).over(Rational.of(100n));
  return Money.minor(exact.floor(), total.currency);
}

/** The part of a cost the Fund bears at most, in whole minor units; null while the dossier does not say its rate. */
export function fundCeiling(rules: RuleSet, total: Money, cofinancing: Cofinancing | null): Money | null {
  const percent = ceilingPercent(rules, cofinancing);
  return percent === null ? null : shareOf(total, percent);
}

/** What a plan gives by kind of source, in-kind parts included. */
export function partOf(plan: FinancingPlan, kind: 'FUND' | 'CITY' | 'PARTNER'): Money {
  return Money.sum(plan.sources.filter((source) => source.kind === kind).map(({ amount }) => Money.of(amount)));
}

/**
 * Tests a plan's shares against its instrument's rule set, in whole minor units.
 * @throws {Violation} FUND_SHARE_ABOVE_CEILING with the exact ceiling, CITY_SHARE_BELOW_MINIMUM with the exact minimum
 */
export function checkShares(rules: RuleSet, plan: FinancingPlan, cofinancing: Cofinancing | null): void {
  const total = Money.of(plan.total);
  checkCeiling(rules, cappedPart(rules, plan, cofinancing), total, cofinancing);
  if (rules.cityMinimum === null) return;
  const city = partOf(plan, 'CITY');
  if (withinShare(shareFloor(total, rules.cityMinimum), city, '100')) return;
  throw new Violation({
    code: 'CITY_SHARE_BELOW_MINIMUM',
    status: 422,
    title: 'The city bears too little of the cost',
    detail: `The city bears ${city}, at least ${shareFloor(total, rules.cityMinimum)} (${rules.cityMinimum} % of ${total}) is asked`,
    figures: { cityShare: city, minimum: shareFloor(total, rules.cityMinimum), total, percent: rules.cityMinimum },
  });
}

/** @throws {Violation} FUND_SHARE_ABOVE_CEILING with the exact ceiling */
export function checkCeiling(rules: RuleSet, fund: Money, total: Money, cofinancing: Cofinancing | null): void {
  const percent = ceilingPercent(rules, cofinancing);
  if (percent === null || withinShare(fund, total, percent)) return;
  const ceiling = shareOf(total, percent);
  throw new Violation({
    code: 'FUND_SHARE_ABOVE_CEILING',
    status: 422,
    title: 'The Fund’s share is above its ceiling',
    detail: `The Fund bears ${fund}, at most ${ceiling} (${percent} % of ${total}) is allowed`,
    figures: { fundShare: fund, ceiling, total, percent, excess: fund.minus(ceiling) },
  });
}

/** An action's own rate may bind one donor only (a funder that pays at most 75 % of the cost); else the whole Fund's part. */
function cappedPart(rules: RuleSet, plan: FinancingPlan, cofinancing: Cofinancing | null): Money {
  const source = rules.fundCeiling === 'FROM_DOSSIER' ? cofinancing?.source : undefined;
  if (!source) return partOf(plan, 'FUND');
  return Money.sum(plan.sources.filter(({ kind, name }) => kind === 'FUND' && name === source).map(({ amount }) => Money.of(amount)));
}

function ceilingPercent(rules: RuleSet, cofinancing: Cofinancing | null): string | null {
  return rules.fundCeiling === 'FROM_DOSSIER' ? (cofinancing?.percent ?? null) : rules.fundCeiling;
}

/** The lowest amount, in whole minor units, that is at least `percent` of `total`. */
function shareFloor(total: Money, percent: string): Money {
  const below = shareOf(total, percent);
  return withinShare(total, below, '100') || exactly(below, total, percent) ? below : below.plus(Money.minor(1n, total.currency));
}

function exactly(part: Money, total: Money, percent: string): boolean {
  return Rational.of(part.minor * 100n).compare(Rational.of(total.minor).times(Rational.parse(percent))) === 0;
}
