import { type Day, epochDay, minDay } from '@abonde/calendar';
import type { Instrument } from '@abonde/contracts';
import type { Earmark, Period, Restrictions, UnspentClause } from '../agreements/agreement';

/** What an allocation must know of an agreement. */
export interface Giver {
  code: string;
  donor: string;
  donorName: string;
  instrument: Instrument;
  countsAs: 'FUND' | 'CITY';
  internal: boolean;
  earmark: Earmark;
  restrictions: Restrictions;
  period: Period;
  /** Days on which costs may be charged to it. */
  eligibility: Period;
  unspentClause: UnspentClause;
  /** Percent of a project's cost it may bear at most; null when it sets no cap. */
  coFinancingCap: string | null;
  /** Percent of a project's real cost that it bears; null where the amount is due whatever the cost. */
  aidRate: string | null;
}

/** What an allocation must know of a project whose subsidy was attributed. */
export interface Receiver {
  project: string;
  programme: string | null;
  instrument: Instrument;
  theme: string;
  country: string;
  period: Period;
  sessionDate: Day;
}

export const exclusions = [
  'INSTRUMENT_MISMATCH',
  'EARMARK_EXCLUDES_PROJECT',
  'COUNTRY_EXCLUDED',
  'THEME_EXCLUDED',
  'OUTSIDE_AGREEMENT_PERIOD',
  'OUTSIDE_ELIGIBILITY_WINDOW',
] as const;
export type Exclusion = (typeof exclusions)[number];

function earmarkCovers(earmark: Earmark, receiver: Receiver): boolean {
  const names = [receiver.project, ...(receiver.programme === null ? [] : [receiver.programme])];
  switch (earmark.level) {
    case 'NONE':
      return true;
    case 'THEME':
      return earmark.themes?.includes(receiver.theme) ?? false;
    case 'COUNTRY':
      return earmark.countries?.includes(receiver.country) ?? false;
    case 'PROJECT':
      return earmark.projects?.includes(receiver.project) ?? false;
    case 'PROGRAMME':
      return names.some((name) => earmark.programmes?.includes(name));
    case 'EVENT':
      return false;
  }
}

/** Last day on which an agreement's money may be given: its period is open and costs are still eligible. */
export const lastDay = ({ period, eligibility }: Pick<Giver, 'period' | 'eligibility'>): Day =>
  minDay(period.to, eligibility.to);

/** Its time is over, and the donor lets what is left serve other projects. */
export const isKeptBalance = (giver: Giver, day: Day): boolean =>
  giver.unspentClause === 'KEEP' && lastDay(giver) < day;

const covers = ({ from, to }: Period, day: Day) => from <= day && day <= to;
const meet = (one: Period, other: Period) => one.from <= other.to && other.from <= one.to;

/**
 * The agreement's period must hold the day of the allocation, or come after it and hold the start of the project; the
 * project must have days on which its costs are eligible, and the last of those days must not be past.
 */
function outsideItsTime(giver: Giver, { period: project }: Receiver, day: Day): Exclusion | null {
  if (isKeptBalance(giver, day)) return null;
  const { period, eligibility } = giver;
  const early = day < period.from && covers(period, project.from);
  if (!early && !covers(period, day)) return 'OUTSIDE_AGREEMENT_PERIOD';
  return meet(eligibility, project) && day <= eligibility.to ? null : 'OUTSIDE_ELIGIBILITY_WINDOW';
}

/**
 * Why an agreement may not give to a project, or null when it may. The association's own resources serve every
 * instrument. Source: the terms of the agreement (domain.md, rule 4).
 */
export function exclusion(giver: Giver, receiver: Receiver, allocationDay: Day): Exclusion | null {
  const { countries, excludedCountries, excludedThemes } = giver.restrictions;
  if (!giver.internal && giver.instrument !== receiver.instrument) return 'INSTRUMENT_MISMATCH';
  if (!earmarkCovers(giver.earmark, receiver)) return 'EARMARK_EXCLUDES_PROJECT';
  const served = countries.length === 0 || countries.includes(receiver.country);
  if (!served || excludedCountries.includes(receiver.country)) return 'COUNTRY_EXCLUDED';
  if (excludedThemes.includes(receiver.theme)) return 'THEME_EXCLUDED';
  return outsideItsTime(giver, receiver, allocationDay);
}

const width = { PROJECT: 0, PROGRAMME: 1, THEME: 2, COUNTRY: 2, NONE: 3, EVENT: 4 } as const;

/** The lower, the sooner used: narrowest earmark, then soonest expiry; own resources, then the city's money, come last. */
export function preference(giver: Giver): number {
  const last = giver.countsAs === 'CITY' ? 20 : giver.internal ? 10 : 0;
  return (last + width[giver.earmark.level]) * 1_000_000 + epochDay(lastDay(giver));
}
