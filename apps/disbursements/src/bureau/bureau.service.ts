import { minDay } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock, DomainError, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CitiesService } from '../cities/cities.service';
import { isSeated } from '../cities/membership';
import { followUpStates } from '../projects/life-cycle';
import { ProjectMoves } from '../projects/project-moves.service';
import { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import type { Origin } from '../rules/origin';
import { AgendaItem } from './agenda-item.entity';
import { checkSeated } from './attendance';
import { impliedEngagement } from './ballot';
import type { AgendaDto, AttendanceDto, PrepareSessionDto, ProposalDto } from './bureau.dto';
import { BureauSession } from './bureau-session.entity';

/** Sessions of the Bureau and what is on their agenda. */
@Injectable()
export class BureauService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly moves: ProjectMoves,
    private readonly cities: CitiesService,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws {DomainError} 409 SESSION_EXISTS: a day has one session, unless codes tell them apart */
  async prepare(tx: EntityManager, body: PrepareSessionDto): Promise<BureauSession> {
    const { date, place, present = null, quorum = null, basis = null } = body;
    const session: BureauSession = {
      ...{ id: uuid(), code: body.code ?? `BUREAU-${date}`, date, place, attendance: [], present, quorum, basis },
      ...{ status: 'OPEN', closedBy: null, closedAt: null },
    };
    if (await tx.existsBy(BureauSession, { code: session.code })) throw sessionExists(session.code);
    await tx.insert(BureauSession, session);
    return session;
  }

  /** Puts projects on the agenda: appraised ones are tabled, running ones come back for a follow-up. */
  async table(
    tx: EntityManager,
    reference: string,
    { projects, proposals, effectiveDate }: AgendaDto,
    origin: Origin,
  ): Promise<BureauSession> {
    const session = await this.lockOpen(tx, reference);
    const today = await this.clock.today(tx);
    const day =
      effectiveDate === undefined ? minDay(session.date, today) : await this.clock.effective(effectiveDate, tx);
    for (const one of projects) await this.tableOne(tx, session, one, day, origin);
    for (const proposal of proposals) await this.propose(tx, session, proposal);
    return session;
  }

  /** Who sits: members of the Bureau that day, whose number makes the quorum. */
  async attend(tx: EntityManager, reference: string, { members, quorum }: AttendanceDto): Promise<BureauSession> {
    const session = await this.lockOpen(tx, reference);
    const cities = await Promise.all([...new Set(members)].map((member) => this.cities.find(tx, member)));
    const seats = cities.map(({ code, seats: held }) => ({ code, seated: isSeated(held, session.date) }));
    checkSeated(session, seats);
    session.attendance = seats.map(({ code }) => code).sort();
    session.present = session.attendance.length;
    session.quorum = quorum ?? session.quorum;
    return tx.save(session);
  }

  /** Takes a project off the agenda, with its vote; a tabled one goes back to its appraisal. */
  async withdraw(
    tx: EntityManager,
    reference: string,
    projectReference: string,
    origin: Origin,
  ): Promise<BureauSession> {
    const session = await this.lockOpen(tx, reference);
    const project = await this.projects.lock(tx, projectReference);
    await this.itemOf(tx, session, project);
    await tx.delete(AgendaItem, { sessionId: session.id, projectId: project.id });
    if (project.state === 'TABLED') {
      const effectiveDate = minDay(session.date, await this.clock.today(tx));
      await this.moves.move(
        tx,
        project,
        { move: 'adjourn', effectiveDate, reason: 'Withdrawn from the agenda' },
        origin,
      );
    }
    return session;
  }

  /** A cancelled project is on no agenda any more; closed sessions keep theirs. */
  async forget(tx: EntityManager, project: Project): Promise<void> {
    await tx.query(
      `DELETE FROM agenda_items USING bureau_sessions
        WHERE bureau_sessions.id = session_id AND status = 'OPEN' AND project_id = $1`,
      [project.id],
    );
  }

  /** @throws {DomainError} NOT_FOUND; 409 SESSION_CLOSED: what the Bureau decided does not change */
  async lockOpen(tx: EntityManager, reference: string): Promise<BureauSession> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const session = await tx.findOne(BureauSession, { where, lock: { mode: 'pessimistic_write' } });
    if (!session) throw notFound('Bureau session', reference);
    if (session.status === 'OPEN') return session;
    throw new DomainError({
      code: 'SESSION_CLOSED',
      status: 409,
      title: 'The session is closed',
      detail: `${session.code} is closed: its votes are published and do not change.`,
      session: session.code,
    });
  }

  /** @throws {DomainError} 409 NOT_ON_AGENDA */
  async itemOf(tx: EntityManager, session: BureauSession, project: Project): Promise<AgendaItem> {
    const item = await tx.findOneBy(AgendaItem, { sessionId: session.id, projectId: project.id });
    if (item) return item;
    throw new DomainError({
      code: 'NOT_ON_AGENDA',
      status: 409,
      title: 'Not on the agenda',
      detail: `${project.code}, which is ${project.state}, is not on the agenda of ${session.code}.`,
      project: project.code,
      state: project.state,
      session: session.code,
    });
  }

  private async propose(
    tx: EntityManager,
    session: BureauSession,
    { project: reference, engaged, attributed, recommendation }: ProposalDto,
  ): Promise<void> {
    const project = await this.projects.find(tx, reference);
    const item = await this.itemOf(tx, session, project);
    item.proposedAttributed = Money.zero().plus(Money.of(attributed));
    const before = { engagedSoFar: project.engagedTotal, attributedSoFar: project.attributedTotal };
    item.proposedEngaged = engaged
      ? Money.zero().plus(Money.of(engaged))
      : impliedEngagement(item.proposedAttributed, before);
    item.recommendation = recommendation ?? null;
    await tx.save(item);
  }

  private async tableOne(
    tx: EntityManager,
    session: BureauSession,
    reference: string,
    day: string,
    origin: Origin,
  ): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    if (await tx.existsBy(AgendaItem, { sessionId: session.id, projectId: project.id })) return;
    await this.checkNotElsewhere(tx, project);
    const followUp = followUpStates.includes(project.state);
    if (!followUp)
      await this.moves.move(tx, project, { move: 'table', effectiveDate: day, reason: null }, origin, {
        session: session.code,
      });
    const none = {
      outcome: null,
      engaged: null,
      attributed: null,
      votesFor: null,
      votesAgainst: null,
      abstentions: null,
      recordedBy: null,
      proposedEngaged: null,
      proposedAttributed: null,
      recommendation: null,
    };
    await tx.insert(AgendaItem, { sessionId: session.id, projectId: project.id, followUp, voters: [], ...none });
  }

  private async checkNotElsewhere(tx: EntityManager, project: Project): Promise<void> {
    const [other]: { code: string }[] = await tx.query(
      `SELECT code FROM bureau_sessions JOIN agenda_items ON id = session_id WHERE status = 'OPEN' AND project_id = $1`,
      [project.id],
    );
    if (!other) return;
    throw new DomainError({
      code: 'ALREADY_TABLED',
      status: 409,
      title: 'Already on an agenda',
      detail: `${project.code} is on the agenda of ${other.code}, not closed yet.`,
      project: project.code,
      session: other.code,
    });
  }
}

function sessionExists(session: string): DomainError {
  return new DomainError({
    code: 'SESSION_EXISTS',
    status: 409,
    title: 'The session exists already',
    detail: `${session} is prepared already: open it, or give this one a code of its own.`,
    session,
  });
}
