import { type Day, isDay } from '@abonde/calendar';
import { checkCountry, type Instrument, type InterestClauseKind } from '@abonde/contracts';
import { Money, type MoneyJson, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { checkCondition, type InstalmentCondition } from '../conditions/condition';

export const earmarkLevels = ['NONE', 'THEME', 'COUNTRY', 'PROJECT', 'PROGRAMME', 'EVENT'] as const;
export type EarmarkLevel = (typeof earmarkLevels)[number];

export interface Earmark {
  level: EarmarkLevel;
  themes?: string[];
  countries?: string[];
  projects?: string[];
  programmes?: string[];
  /** Code of the aid case an appeal was opened for. */
  case?: string;
}

/** What a donor rules out within its earmark; empty lists and null rule nothing out. */
export interface Restrictions {
  /** ISO 3166 codes of the only countries it serves. */
  countries: string[];
  excludedCountries: string[];
  excludedThemes: string[];
  /** Most it gives to one project, in EUR. */
  perProject: MoneyJson | null;
}

export const noRestrictions: Restrictions = {
  countries: [],
  excludedCountries: [],
  excludedThemes: [],
  perProject: null,
};

export interface InterestClause {
  from: Day;
  kind: InterestClauseKind;
  threshold?: MoneyJson;
}

export interface Period {
  from: Day;
  to: Day;
}

/** What an agreement says; an amendment makes a new version of it. */
export interface Terms {
  instrument: Instrument;
  amount: Money;
  signedOn: Day;
  period: Period;
  earmark: Earmark;
  countsAs: 'FUND' | 'CITY';
  /** Pool of placements whose interest the agreement's money shares. */
  pool: string;
  interestClauses: InterestClause[];
  /** Percentage of each receipt kept for the association's own costs, as a decimal. */
  managementFeeRate: string;
  /** Highest share of a project's cost this agreement may bear, in percent; null when it sets none. */
  coFinancingCap: string | null;
  /** Days on which costs may be charged to the agreement. */
  eligibility: Period;
  restrictions: Restrictions;
  unspentClause: UnspentClause;
  /** Percent of the real eligible cost that the donor bears, up to the amount; null where the amount is due whatever the cost. */
  aidRate: string | null;
  /** How far a budget line may move without the donor's consent, in percent; null when the agreement sets no limit. */
  variationLimit: string | null;
  /** Highest share of indirect costs, in percent. */
  indirectCostCap: string | null;
  /** How costs in other currencies are turned into the agreement's for the donor's reports. */
  exchangeMethod: ExchangeMethod | null;
}

/** The clause that disposes of an agreement's interest on a day: the last that has started, else the emergency fund's. */
export function interestClauseOn(clauses: readonly InterestClause[], day: Day): InterestClauseKind {
  const started = clauses.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? -1 : 1));
  return started.at(-1)?.kind ?? 'EMERGENCY_FUND';
}

/** Terms as a version keeps them: plain JSON. */
export type TermsAsKept = Omit<Terms, 'amount'> & { amount: MoneyJson };

/** An instalment as a version keeps it. */
export interface ScheduledAsKept {
  number: number;
  amount: MoneyJson;
  dueOn: string;
  condition: InstalmentCondition;
  state: string;
}

/** What becomes of money that is left at the end: given back, kept for other projects, or asked of the donor. */
export const unspentClauses = ['RETURN_TO_DONOR', 'KEEP', 'ASK'] as const;
export type UnspentClause = (typeof unspentClauses)[number];

export const exchangeMethods = ['USUAL_PRACTICE', 'CONTRACT_RATE', 'INFOREURO', 'ECB_AVERAGE'] as const;
export type ExchangeMethod = (typeof exchangeMethods)[number];

export interface InstalmentTerms {
  number: number;
  amount: Money;
  dueOn: Day;
  condition?: InstalmentCondition;
  /** Kept for its number; it counts for nothing. */
  cancelled?: boolean;
}

function refuse(code: string, detail: string, figures: Record<string, unknown> = {}): never {
  throw new Violation({ code, status: 422, title: 'Agreement not acceptable', detail, figures });
}

const lists = { THEME: 'themes', COUNTRY: 'countries', PROJECT: 'projects', PROGRAMME: 'programmes' } as const;

/** @throws {Violation} EARMARK_… or UNKNOWN_COUNTRY, each naming the list or the field at fault */
export function checkEarmark(earmark: Earmark, instrument: Instrument): void {
  const wanted = earmark.level in lists ? lists[earmark.level as keyof typeof lists] : undefined;
  if (wanted && !earmark[wanted]?.length) {
    refuse('EARMARK_INCOMPLETE', `An earmark of level ${earmark.level} names its ${wanted}`, { list: wanted });
  }
  const stray = Object.values(lists).find((list) => list !== wanted && earmark[list]?.length);
  if (stray) refuse('EARMARK_CONTRADICTORY', `An earmark of level ${earmark.level} has no ${stray}`, { list: stray });
  if ((earmark.level === 'EVENT') !== (earmark.case !== undefined)) {
    refuse('EARMARK_WITHOUT_CASE', 'An earmark for an event names its aid case, and no other does');
  }
  if ((earmark.level === 'EVENT') !== (instrument === 'EMERGENCY')) {
    refuse(
      'EARMARK_AGAINST_INSTRUMENT',
      'The emergency fund is fed by appeals for an event, and events by nothing else',
      { instrument },
    );
  }
  checkCountries('earmark.countries', earmark.countries ?? []);
}

function checkCountries(field: string, countries: readonly string[]): void {
  for (const country of countries) checkCountry(field, country);
}

/** @throws {Violation} UNKNOWN_COUNTRY, RESTRICTIONS_CONTRADICTORY, CURRENCY_MISMATCH or AMOUNT_NOT_POSITIVE, with the field */
function checkRestrictions({ earmark, restrictions }: Terms): void {
  const { countries, excludedCountries, excludedThemes, perProject } = restrictions;
  checkCountries('restrictions.countries', countries);
  checkCountries('restrictions.excludedCountries', excludedCountries);
  const served = new Set([...countries, ...(earmark.countries ?? [])]);
  const both = excludedCountries.find((country) => served.has(country));
  if (both) {
    const field = 'restrictions.excludedCountries';
    refuse('RESTRICTIONS_CONTRADICTORY', `${both} is both served and excluded`, { name: both, field });
  }
  const theme = excludedThemes.find((excluded) => earmark.themes?.includes(excluded));
  if (theme) {
    const field = 'restrictions.excludedThemes';
    refuse('RESTRICTIONS_CONTRADICTORY', `${theme} is both served and excluded`, { name: theme, field });
  }
  if (perProject === null) return;
  const field = 'restrictions.perProject';
  if (perProject.currency !== 'EUR')
    refuse('CURRENCY_MISMATCH', `Projects are given euros, not ${perProject.currency}`, { field });
  if (!Money.of(perProject).isPositive())
    refuse('AMOUNT_NOT_POSITIVE', 'The most a project is given is above zero', { field });
}

function checkDates({ signedOn, period, eligibility, interestClauses }: Terms): void {
  const days = [signedOn, period.from, period.to, eligibility.from, eligibility.to];
  for (const day of [...days, ...interestClauses.map(({ from }) => from)]) {
    if (!isDay(day)) refuse('INVALID_DATE', `${day} is no day`, { date: day });
  }
  if (period.to < period.from)
    refuse('PERIOD_REVERSED', `The period ends on ${period.to}, before it starts on ${period.from}`, { period });
  if (eligibility.to < eligibility.from)
    refuse('ELIGIBILITY_REVERSED', `Costs are eligible until ${eligibility.to}, before ${eligibility.from}`, {
      field: 'eligibility.to',
      eligibility,
    });
  if (signedOn > period.to)
    refuse('SIGNED_AFTER_PERIOD', `Signed on ${signedOn}, after its end on ${period.to}`, { signedOn, period });
}

function checkClauses({ interestClauses, amount }: Terms): void {
  const days = interestClauses.map(({ from }) => from);
  if (new Set(days).size !== days.length)
    refuse('INTEREST_CLAUSES_OVERLAP', 'Two interest clauses start on the same day');
  for (const { kind, threshold } of interestClauses) {
    if ((kind === 'THRESHOLD') !== (threshold !== undefined)) {
      refuse('THRESHOLD_MISSING', 'A THRESHOLD clause names its amount, and no other does', { kind });
    }
    if (threshold && !Money.of(threshold).isPositive())
      refuse('THRESHOLD_NOT_POSITIVE', 'A threshold is above zero', { threshold });
  }
  if (!amount.isPositive()) refuse('AMOUNT_NOT_POSITIVE', 'An agreement is worth more than zero', { amount });
}

function checkPercent(name: string, percent: string | null): void {
  if (percent === null) return;
  const value = Rational.parse(percent);
  if (value.compare(Rational.ZERO) < 0 || value.compare(Rational.of(100n)) > 0) {
    refuse('PERCENT_OUT_OF_RANGE', `${name} is between 0 and 100`, { [name]: percent, field: name });
  }
}

/** @throws {Violation} naming the term at fault */
export function checkTerms(terms: Terms): void {
  checkDates(terms);
  checkClauses(terms);
  checkEarmark(terms.earmark, terms.instrument);
  checkRestrictions(terms);
  checkPercent('managementFeeRate', terms.managementFeeRate);
  checkPercent('coFinancingCap', terms.coFinancingCap);
  checkPercent('aidRate', terms.aidRate);
  checkPercent('variationLimit', terms.variationLimit);
  checkPercent('indirectCostCap', terms.indirectCostCap);
  checkAidRate(terms);
}

/** Real costs are in euros: an aid that follows them is too, and says which projects' costs it follows. */
function checkAidRate({ aidRate, amount, earmark }: Terms): void {
  if (aidRate === null) return;
  if (amount.currency !== 'EUR')
    refuse('AID_RATE_CURRENCY', `An aid rate applies to costs in EUR, not to ${amount.currency}`, { field: 'aidRate' });
  if (earmark.level !== 'PROJECT')
    refuse('AID_RATE_WITHOUT_PROJECT', 'An aid rate applies to the cost of the projects the earmark names', {
      field: 'aidRate',
    });
}

/**
 * Instalments are numbered from 1, fall within reach of the agreement and add up to its amount to the minor unit.
 * Internal agreements and appeals may have fewer, or none: their money comes as it comes.
 * @throws {Violation} naming the rule and the exact difference
 */
export function checkInstalments(
  instalments: readonly InstalmentTerms[],
  { amount, signedOn }: Terms,
  optional: boolean,
): void {
  if (instalments.length === 0 && optional) return;
  instalments.forEach((instalment, index) => {
    if (instalment.number !== index + 1)
      refuse('INSTALMENT_NUMBERS', `Instalments are numbered from 1 in order; found ${instalment.number}`);
    if (instalment.cancelled) return;
    const field = (name: string) => ({ field: `instalments.${index}.${name}`, instalment: instalment.number });
    if (!isDay(instalment.dueOn)) refuse('INVALID_DATE', `${instalment.dueOn} is no day`, { date: instalment.dueOn });
    if (instalment.dueOn < signedOn)
      refuse('INSTALMENT_BEFORE_SIGNATURE', `Instalment ${instalment.number} is due before the signature`, {
        ...field('dueOn'),
        signedOn,
      });
    if (instalment.amount.currency !== amount.currency)
      refuse('INSTALMENT_CURRENCY', `Instalment ${instalment.number} is not in ${amount.currency}`, field('amount'));
    if (!instalment.amount.isPositive())
      refuse('AMOUNT_NOT_POSITIVE', `Instalment ${instalment.number} is not above zero`, field('amount'));
    if (instalment.condition) checkCondition(instalment.condition, instalment.number);
  });
  const sum = Money.sum(
    instalments.filter(({ cancelled }) => !cancelled).map((instalment) => instalment.amount),
    amount.currency,
  );
  if (sum.equals(amount) || (optional && sum.compare(amount) < 0)) return;
  refuse('INSTALMENTS_DO_NOT_ADD_UP', `Instalments add up to ${sum}, the agreement is worth ${amount}`, {
    field: 'instalments',
    sum,
    amount,
    difference: amount.minus(sum),
  });
}
