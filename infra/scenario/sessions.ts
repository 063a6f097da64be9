import { addDays, type Day, endOfMonth, weekday, yearOf } from '@abonde/calendar';
import { largestRemainder, Money } from '@abonde/money';
import { midPeriod } from './instalments';
import { codeOf, loadedProjects, type Reference, type ReferenceProject } from './reference';

export interface PlannedVote {
  project: string;
  engaged: Money;
  attributed: Money;
}

export interface PlannedSession {
  code: string;
  date: Day;
  place: string;
  /** What the date and place rest on. */
  basis: string;
  votes: PlannedVote[];
  /** Projects on the agenda of a session that has not met yet. */
  agenda: string[];
  closed: boolean;
}

const FIRST_YEAR = 2017;
/** Part of the subsidy of a project of three years or more that its first vote attributes; a follow-up vote gives the rest. */
const FIRST_VOTE_PERCENT = 60n;
const LONG_PROJECT_YEARS = 3;
const places = ['Paris', 'Cotonou', 'Phnom Penh', 'Rabat', 'Tunis', 'Siem Reap', 'Ouidah'];

export function fundShare(project: ReferenceProject): Money {
  return Money.sum(project.plan.fund_lines.map(({ amount }) => Money.eur(amount)));
}

/** The Bureau meets twice a year: sessions known from public pages, and illustrative ones in the half-years without any. */
export function sessionDates(reference: Reference): { date: Day; place: string; basis: string }[] {
  const known = reference.bureau_sessions.map(({ date, place, basis }) => ({ date, place, basis }));
  const generated = [];
  for (let year = FIRST_YEAR; year <= yearOf(reference.business_day); year++) {
    for (const month of ['04', '10']) {
      const half = (date: Day) => `${date.slice(0, 4)}-${date.slice(5, 7) <= '06' ? '1' : '2'}`;
      const date = lastFriday(`${year}-${month}-01`);
      if (date > reference.business_day || known.some((session) => half(session.date) === half(date))) continue;
      generated.push({ date, place: places[generated.length % places.length] as string, basis: 'ILLUSTRATIVE' });
    }
  }
  return [...known, ...generated].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function lastFriday(day: Day): Day {
  const last = endOfMonth(day);
  return addDays(last, -((weekday(last) + 2) % 7));
}

export function planSessions(reference: Reference): PlannedSession[] {
  const sessions = sessionDates(reference).map(({ date, place, basis }) => ({
    code: `BUREAU-${date}`,
    date,
    place,
    basis,
    votes: [] as PlannedVote[],
    agenda: reference.bureau_sessions.find((session) => session.date === date)?.agenda ?? [],
    closed: date <= reference.business_day,
  }));
  const lastBefore = (day: Day) => sessions.filter(({ date, closed }) => closed && date < day).at(-1) as PlannedSession;
  for (const project of loadedProjects(reference)) {
    if (project.state === 'tabled') continue;
    const voted = sessions.find(({ date }) => date === project.bureau_vote?.value.replace('2025-10-14', '2025-10-13'));
    const first = voted ?? lastBefore(project.period[0]);
    const share = fundShare(project);
    if (!runsForYears(project)) {
      first.votes.push({ project: project.id, engaged: share, attributed: share });
      continue;
    }
    const parts = largestRemainder(share.minor, [
      { key: 'first', weight: FIRST_VOTE_PERCENT },
      { key: 'rest', weight: 100n - FIRST_VOTE_PERCENT },
    ]);
    const followUp = lastBefore(midPeriod(project.period));
    first.votes.push({ project: project.id, engaged: share, attributed: Money.minor(parts.get('first') as bigint) });
    followUp.votes.push({
      project: project.id,
      engaged: Money.zero(),
      attributed: Money.minor(parts.get('rest') as bigint),
    });
  }
  return sessions;
}

/** A project that runs over several years and has begun is voted again. */
function runsForYears({ period: [from, to], state }: ReferenceProject): boolean {
  return yearOf(addDays(to, 1)) - yearOf(from) >= LONG_PROJECT_YEARS && state !== 'agreement signed';
}

export function cityCode(project: ReferenceProject): string {
  return codeOf(project.carried_by);
}
