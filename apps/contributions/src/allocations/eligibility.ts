import { type Day, epochDay } from '@abonde/calendar';
import type { Instrument } from '@abonde/contracts';
import type { Earmark, Period } from '../agreements/agreement';

/** What an allocation must know of an agreement. */
export interface Giver {
  code: string;
  donor: string;
  donorName: string;
  instrument: Instrument;
  countsAs: 'FUND' | 'CITY';
  internal: boolean;
  earmark: Earmark;
  period: Period;
  /** Percent of a project's cost it may bear at most; null when it sets no cap. */
  coFinancingCap: string | null;
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

export type Exclusion = 'INSTRUMENT_MISMATCH' | 'EARMARK_EXCLUDES_PROJECT' | 'OUTSIDE_ELIGIBILITY_WINDOW';

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

const covers = ({ from, to }: Period, day: Day) => from <= day && day <= to;

/**
 * Why an agreement may not give to a project, or null when it may. The eligibility window must hold the day of the
 * allocation, or come after it and hold the start of the project; once it is over, nothing is given any more. The
 * association's own resources serve every instrument.
 */
export function exclusion(giver: Giver, receiver: Receiver, allocationDay: Day): Exclusion | null {
  if (!giver.internal && giver.instrument !== receiver.instrument) return 'INSTRUMENT_MISMATCH';
  if (!earmarkCovers(giver.earmark, receiver)) return 'EARMARK_EXCLUDES_PROJECT';
  const early = allocationDay < giver.period.from && covers(giver.period, receiver.period.from);
  if (!early && !covers(giver.period, allocationDay)) return 'OUTSIDE_ELIGIBILITY_WINDOW';
  return null;
}

const width = { PROJECT: 0, PROGRAMME: 1, THEME: 2, COUNTRY: 2, NONE: 3, EVENT: 4 } as const;

/** The lower, the sooner used: narrowest earmark, then soonest expiry; own resources, then the city's money, come last. */
export function preference(giver: Giver): number {
  const last = giver.countsAs === 'CITY' ? 20 : giver.internal ? 10 : 0;
  return (last + width[giver.earmark.level]) * 1_000_000 + epochDay(giver.period.to);
}
