import { Violation } from '@abonde/violation';
import type { Ballot, VotedProject } from './ballot';

/** Who sat at a session, by the codes of their cities, and how many voices that is. */
export interface Attendance {
  session: string;
  /** Empty where only the number was recorded. */
  members: readonly string[];
  /** Null where it was not recorded. */
  present: number | null;
}

/** A member whose city carries the project leaves the vote to the others. */
export function recused({ members }: Pick<Attendance, 'members'>, city: string): string | null {
  return members.includes(city) ? city : null;
}

/**
 * @throws {Violation} MORE_VOTES_THAN_MEMBERS counting the recusal; VOTER_NOT_PRESENT
 */
export function checkTurnout(
  ballot: Ballot,
  attendance: Attendance,
  { project, city }: Pick<VotedProject, 'project' | 'city'>,
): void {
  const absent = ballot.voters.filter((voter) => attendance.members.length > 0 && !attendance.members.includes(voter));
  if (absent.length > 0) {
    throw new Violation({
      code: 'VOTER_NOT_PRESENT',
      status: 422,
      title: 'Only members present vote',
      detail: `${attendance.session}: ${absent.join(', ')} did not sit at the session`,
      figures: { field: 'voters', absent },
    });
  }
  if (attendance.present === null) return;
  const cast = (ballot.for ?? 0) + (ballot.against ?? 0) + (ballot.abstentions ?? 0);
  const without = recused(attendance, city);
  const entitled = attendance.present - (without ? 1 : 0);
  if (cast <= entitled) return;
  throw new Violation({
    code: 'MORE_VOTES_THAN_MEMBERS',
    status: 422,
    title: 'More votes than members entitled to vote',
    detail: `${project} at ${attendance.session}: ${cast} votes for ${entitled} members${without ? `, ${without} being recused` : ''}`,
    figures: { project, votes: cast, present: attendance.present, entitled, recused: without },
  });
}

/** @throws {Violation} NOT_AT_THE_BUREAU with the cities that have no seat on the day of the session */
export function checkSeated(
  session: { code: string; date: string },
  cities: readonly { code: string; seated: boolean }[],
): void {
  const others = cities.filter(({ seated }) => !seated).map(({ code }) => code);
  if (others.length === 0) return;
  throw new Violation({
    code: 'NOT_AT_THE_BUREAU',
    status: 422,
    title: 'Only members of the Bureau sit at its sessions',
    detail: `On ${session.date}, ${others.join(', ')} had no seat at the Bureau`,
    figures: { field: 'members', session: session.code, cities: others },
  });
}

/** @throws {Violation} 409 QUORUM_NOT_REACHED */
export function checkQuorum({
  code,
  present,
  quorum,
}: {
  code: string;
  present: number | null;
  quorum: number | null;
}): void {
  if (present === null || quorum === null || present >= quorum) return;
  throw new Violation({
    code: 'QUORUM_NOT_REACHED',
    status: 409,
    title: 'The quorum is not reached',
    detail: `${code}: ${present} members present, ${quorum} are needed`,
    figures: { present, quorum },
  });
}
