import type { Day } from '@abonde/calendar';
import { Violation } from '@abonde/violation';

/** What a mission saw of one project. */
export interface Finding {
  /** Code of the project. */
  project: string;
  text: string;
  /** Physical progress of the works, whole percent. */
  progress: number | null;
  /** Delivery as it is hoped for now. */
  deliveryOn: Day | null;
  /** The project stops until the secretariat resumes it. */
  suspends: boolean;
  /** What must be ascertained before a tranche that is not approved yet is certified. */
  condition: { /** Number of the tranche. */ tranche: number; label: string } | null;
}

export interface TeamMember {
  /** Left out where only the function is known. */
  name: string | null;
  role: string;
}

export type MissionStatus = 'PLANNED' | 'REPORTED';

/** `PLANNED` until its report is given, which sets off what it found; then nothing but its follow-up changes. */
export interface MissionFacts {
  code: string;
  status: MissionStatus;
  from: Day;
  to: Day;
  findings: readonly Finding[];
}

/** @throws {Violation} MISSION_ENDS_BEFORE_IT_BEGINS, PROJECT_SEEN_TWICE */
export function checkMission({
  code,
  from,
  to,
  findings,
}: Pick<MissionFacts, 'code' | 'from' | 'to' | 'findings'>): void {
  if (to < from) {
    throw new Violation({
      code: 'MISSION_ENDS_BEFORE_IT_BEGINS',
      status: 422,
      title: 'A mission ends on or after its first day',
      detail: `${code} begins on ${from} and ends on ${to}`,
      figures: { field: 'to', from, to },
    });
  }
  const twice = findings.find(({ project }, at) => findings.findIndex((one) => one.project === project) !== at);
  if (!twice) return;
  throw new Violation({
    code: 'PROJECT_SEEN_TWICE',
    status: 422,
    title: 'A mission says what it found of a project once',
    detail: `${code} has two findings on ${twice.project}`,
    figures: { field: 'findings', project: twice.project },
  });
}

/** @throws {Violation} 409 MISSION_REPORTED */
export function checkOpen({ code, status }: Pick<MissionFacts, 'code' | 'status'>): void {
  if (status === 'PLANNED') return;
  throw new Violation({
    code: 'MISSION_REPORTED',
    status: 409,
    title: 'The mission’s report is given',
    detail: `${code} is reported; only the follow-up of its recommendations goes on`,
    figures: { mission: code },
  });
}

/** @throws {Violation} NOTHING_FOUND, MISSION_NOT_OVER */
export function checkReportable(mission: MissionFacts, today: Day): void {
  checkOpen(mission);
  if (mission.findings.length === 0) {
    throw new Violation({
      code: 'NOTHING_FOUND',
      status: 422,
      title: 'A report says what was found',
      detail: `${mission.code} has no finding on any project`,
      figures: { field: 'findings', mission: mission.code },
    });
  }
  if (mission.to <= today) return;
  throw new Violation({
    code: 'MISSION_NOT_OVER',
    status: 422,
    title: 'The mission is not over',
    detail: `${mission.code} ends on ${mission.to}; it is ${today}`,
    figures: { mission: mission.code, to: mission.to, today },
  });
}

/** @throws {Violation} PHOTO_IN_FUTURE */
export function checkTaken(takenOn: Day, today: Day): void {
  if (takenOn <= today) return;
  throw new Violation({
    code: 'PHOTO_IN_FUTURE',
    status: 422,
    title: 'A photo was taken before it is added',
    detail: `It is ${today}; nothing is photographed on ${takenOn} yet`,
    figures: { field: 'takenOn', takenOn, today },
  });
}

export type FollowUp = 'OPEN' | 'DONE' | 'DROPPED';

export interface Recommendation {
  number: number;
  /** Code of the project it is about; null where it is about the mission's whole subject. */
  project: string | null;
  text: string;
  /** Who is to see to it: a city, a partner, a function. */
  owner: string;
  dueOn: Day;
  status: FollowUp;
}

/** Open past its day. */
export function isOverdue({ status, dueOn }: Pick<Recommendation, 'status' | 'dueOn'>, today: Day): boolean {
  return status === 'OPEN' && dueOn < today;
}

/** @throws {Violation} NOTE_MISSING: what was done, or why nothing will be, is said */
export function checkFollowUp(status: FollowUp, note: string | undefined): void {
  if (status === 'OPEN' || note?.trim()) return;
  throw new Violation({
    code: 'NOTE_MISSING',
    status: 422,
    title: 'Say what was done, or why nothing will be',
    detail: `A recommendation becomes ${status} with a note`,
    figures: { field: 'note', status },
  });
}
