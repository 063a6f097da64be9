import { addDays, addMonths, type Day, minDay, nextTargetDay } from '@abonde/calendar';
import { largestRemainder, Money } from '@abonde/money';
import { midPeriod } from './instalments';
import type { Reference, ReferenceProject } from './reference';
import { fundShare } from './sessions';

/** How far a tranche has come on the demonstration's day. */
export type TrancheStage = 'PAID' | 'APPROVED' | 'CERTIFIED' | 'REQUESTED';

export interface TrancheDate {
  project: string;
  number: number;
  /** 40, 40 and 20 % of the subsidy; what is really asked for is never more than the money allocated by then. */
  wanted: Money;
  requestOn: Day;
  /** The bank's debit. */
  paidOn: Day;
  stage: TrancheStage;
  /** Null when nothing is justified yet. */
  justifyOn: Day | null;
}

const DAYS_FROM_REQUEST_TO_PAYMENT = 9;
const MONTHS_TO_JUSTIFY = 5;
/** Last tranches asked for early in 2026 and left at three stages, so that each has someone waiting for it. */
const openWork: Readonly<Record<string, { requestOn: Day; stage: TrancheStage }>> = {
  'TN-NUM': { requestOn: '2026-02-16', stage: 'REQUESTED' },
  'CG-BZV-POTO': { requestOn: '2026-02-12', stage: 'CERTIFIED' },
  'BJ-COT-NUM': { requestOn: '2026-02-09', stage: 'APPROVED' },
};

export function planTranches(reference: Reference, projects: ReferenceProject[]): TrancheDate[] {
  return projects
    .filter(({ state }) => state === 'in progress' || state === 'closed')
    .flatMap((project) => tranchesOf(reference, project))
    .sort((a, b) => (a.requestOn + a.project < b.requestOn + b.project ? -1 : 1));
}

/** A tranche that the plan of a project expects after the demonstration's day. */
export interface ComingTranche {
  project: string;
  number: number;
  amount: Money;
  expectedOn: Day;
}

/** What projects that go on are still to ask for: what the cash forecast counts with. */
export function comingTranches(reference: Reference, projects: ReferenceProject[]): ComingTranche[] {
  return projects
    .filter(({ state }) => state === 'in progress' || state === 'agreement signed')
    .flatMap((project) =>
      scheduleOf(project)
        .filter(({ requestOn }) => requestOn >= reference.business_day)
        .map(({ number, wanted, requestOn }) => ({
          project: project.id,
          number,
          amount: wanted,
          expectedOn: requestOn,
        })),
    );
}

function tranchesOf(reference: Reference, project: ReferenceProject): TrancheDate[] {
  const end = project.period[1];
  const schedule = scheduleOf(project);
  return schedule.flatMap(({ number, wanted, requestOn }, index) => {
    const open = index === 2 ? openWork[project.id] : undefined;
    if (requestOn >= reference.business_day) return [];
    const next = schedule[index + 1]?.date ?? addMonths(end, 1);
    const paidOn = nextTargetDay(addDays(requestOn, DAYS_FROM_REQUEST_TO_PAYMENT));
    const justifyOn = minDay(addMonths(paidOn, MONTHS_TO_JUSTIFY), addMonths(next, -1));
    return {
      project: project.id,
      number,
      wanted,
      requestOn,
      paidOn,
      stage: open?.stage ?? 'PAID',
      justifyOn: open || justifyOn >= reference.business_day ? null : justifyOn,
    };
  });
}

/** One month after the start, at mid-period, three months before the end. */
function scheduleOf(project: ReferenceProject): {
  number: number;
  wanted: Money;
  date: Day;
  requestOn: Day;
}[] {
  const { id, period } = project;
  const [start, end] = period;
  const shares = largestRemainder(
    fundShare(project).minor,
    [40n, 40n, 20n].map((weight, index) => ({ key: String(index), weight })),
  );
  return [addMonths(start, 1), midPeriod(period), addMonths(end, -3)].map((date, index) => ({
    number: index + 1,
    wanted: Money.minor(shares.get(String(index)) as bigint),
    date,
    requestOn: (index === 2 ? openWork[id]?.requestOn : undefined) ?? date,
  }));
}
