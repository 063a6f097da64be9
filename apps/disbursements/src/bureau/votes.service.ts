import { Money } from '@abonde/money';
import { BusinessClock, DomainError, type MoneyDto } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { fundShareOf, ProjectsService } from '../projects/projects.service';
import { ProjectMoves } from '../projects/project-moves.service';
import { Project } from '../projects/project.entity';
import type { Origin } from '../rules/origin';
import { AgendaItem } from './agenda-item.entity';
import { type Attendance, checkQuorum, checkTurnout } from './attendance';
import { Attribution } from './attribution.service';
import { type Ballot, checkBallot, grants, impliedEngagement, type Outcome } from './ballot';
import type { VoteDto } from './bureau.dto';
import { BureauService } from './bureau.service';
import { BureauSession } from './bureau-session.entity';

/** Votes count, and are published, once their session is closed; until then each may be recorded again or undone. */
@Injectable()
export class VotesService {
  constructor(
    private readonly bureau: BureauService,
    private readonly projects: ProjectsService,
    private readonly moves: ProjectMoves,
    private readonly attribution: Attribution,
    private readonly clock: BusinessClock,
  ) {}

  async record(tx: EntityManager, reference: string, body: VoteDto, origin: Origin): Promise<BureauSession> {
    const session = await this.bureau.lockOpen(tx, reference);
    await this.clock.effective(session.date, tx);
    const project = await this.projects.lock(tx, body.projectId);
    const item = await this.bureau.itemOf(tx, session, project);
    const ballot = ballotOf(body, project);
    checkTurnout(ballot, attendanceOf(session), { project: project.code, city: project.city });
    check(ballot, project);
    const { outcome, engaged, attributed, abstentions, voters } = ballot;
    Object.assign(item, { outcome, engaged, attributed, abstentions, voters });
    Object.assign(item, { votesFor: ballot.for, votesAgainst: ballot.against, recordedBy: origin.actor });
    await tx.save(item);
    return session;
  }

  async undo(tx: EntityManager, reference: string, projectReference: string): Promise<BureauSession> {
    const session = await this.bureau.lockOpen(tx, reference);
    const project = await this.projects.lock(tx, projectReference);
    const item = await this.bureau.itemOf(tx, session, project);
    Object.assign(item, { outcome: null, engaged: null, attributed: null, abstentions: null, voters: [] });
    Object.assign(item, { votesFor: null, votesAgainst: null, recordedBy: null });
    await tx.save(item);
    return session;
  }

  /** Publishes every vote: each is judged again against its project as it stands now. */
  async close(tx: EntityManager, reference: string, origin: Origin): Promise<BureauSession> {
    const session = await this.bureau.lockOpen(tx, reference);
    await this.clock.effective(session.date, tx);
    checkQuorum(session);
    const items = await tx.find(AgendaItem, { where: { sessionId: session.id }, order: { projectId: 'ASC' } });
    await this.checkAllVoted(tx, session, items);
    for (const item of items) await this.publish(tx, session, item, origin);
    session.status = 'CLOSED';
    session.closedBy = origin.actor;
    session.closedAt = new Date();
    await tx.save(session);
    return session;
  }

  private async publish(tx: EntityManager, session: BureauSession, item: AgendaItem, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, item.projectId);
    const ballot = ballotOfItem(item);
    // Who was present may have been recorded again since the vote.
    checkTurnout(ballot, attendanceOf(session), { project: project.code, city: project.city });
    check(ballot, project);
    const { outcome, engaged, attributed } = ballot;
    const details = {
      session: session.code,
      outcome,
      engaged,
      attributed,
      for: ballot.for,
      against: ballot.against,
      abstentions: ballot.abstentions,
    };
    await this.projects.record(tx, project, { kind: 'VOTE', effectiveDate: session.date, details }, origin);
    if (!item.followUp) {
      const step = { move: moveOf(outcome), effectiveDate: session.date, reason: null };
      await this.moves.move(tx, project, step, origin, { session: session.code });
    }
    if (grants(outcome))
      await this.attribution.attribute(
        tx,
        project,
        { engaged, attributed, session: session.code, date: session.date },
        origin,
      );
  }

  private async checkAllVoted(tx: EntityManager, session: BureauSession, items: AgendaItem[]): Promise<void> {
    const open = items.filter(({ outcome }) => outcome === null);
    if (open.length === 0) return;
    const projects = await Promise.all(open.map(({ projectId }) => this.projects.find(tx, projectId)));
    const waiting = projects.map(({ code }) => code);
    throw new DomainError({
      code: 'VOTES_MISSING',
      status: 409,
      title: 'Some projects have no vote',
      detail: `${session.code}: ${waiting.join(', ')} – vote, adjourn or withdraw them.`,
      projects: waiting,
    });
  }
}

function moveOf(outcome: Outcome): 'approve' | 'adjourn' | 'reject' {
  if (grants(outcome)) return 'approve';
  return outcome === 'ADJOURNED' ? 'adjourn' : 'reject';
}

function check(ballot: Ballot, project: Project): void {
  const { code, city, instrument, dossier, engagedTotal, attributedTotal } = project;
  const plan = dossier.financingPlan ?? { total: fundShareOf(project).toJSON(), sources: [] };
  const cofinancing = dossier.cofinancing ?? null;
  checkBallot(ballot, {
    project: code,
    city,
    instrument,
    plan,
    cofinancing,
    engagedSoFar: engagedTotal,
    attributedSoFar: attributedTotal,
  });
}

function ballotOf(body: VoteDto, project: Project): Ballot {
  const attributed = amountOf(body.attributed);
  const before = { engagedSoFar: project.engagedTotal, attributedSoFar: project.attributedTotal };
  return {
    outcome: body.outcome,
    attributed,
    engaged: body.engaged ? amountOf(body.engaged) : impliedEngagement(attributed, before),
    for: body.for ?? null,
    against: body.against ?? null,
    abstentions: body.abstentions ?? null,
    voters: body.voters ?? [],
  };
}

function ballotOfItem({
  outcome,
  engaged,
  attributed,
  votesFor,
  votesAgainst,
  abstentions,
  voters,
}: AgendaItem): Ballot {
  const amounts = { engaged: engaged ?? Money.zero(), attributed: attributed ?? Money.zero() };
  return { outcome: outcome ?? 'ADJOURNED', ...amounts, for: votesFor, against: votesAgainst, abstentions, voters };
}

/** A sum of money in euros; nothing said is zero. @throws {MoneyError} CURRENCY_MISMATCH */
function amountOf(amount: MoneyDto | undefined): Money {
  return Money.zero().plus(amount ? Money.of(amount) : Money.zero());
}

function attendanceOf({ code, attendance, present }: BureauSession): Attendance {
  return { session: code, members: attendance, present };
}
