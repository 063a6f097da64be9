import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Agreement } from '../allocations/agreement.entity';
import { Project } from '../projects/project.entity';
import { fundShareOf } from '../projects/projects.service';
import { AgendaItem } from './agenda-item.entity';
import { recused } from './attendance';
import type { SessionsQuery } from './bureau.dto';
import type { AgendaItemDto, FreeAfterDto, SessionDto, SessionViewDto } from './session-view.dto';
import { BureauSession } from './bureau-session.entity';
import {
  entriesElsewhere,
  entriesOfEnvelopes,
  entriesOfSession,
  entriesOfVote,
  VoteEntries,
  type Votes,
} from './vote-entries.service';

/** Reads sessions with their agenda, their votes and what is free to vote. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entries: VoteEntries,
  ) {}

  async list({ limit, cursor, project }: SessionsQuery): Promise<Page<SessionDto>> {
    const [date, code] = decodeCursor(cursor) ?? [];
    const select = this.dataSource.manager
      .createQueryBuilder(BureauSession, 'session')
      .orderBy('session.date', 'DESC')
      .addOrderBy('session.code', 'DESC')
      .take(limit + 1);
    if (date !== undefined) select.andWhere('(session.date, session.code) < (:date, :code)', { date, code });
    if (project !== undefined) {
      const tabled = 'SELECT session_id FROM agenda_items JOIN projects ON projects.id = project_id';
      select.andWhere(`session.id IN (${tabled} WHERE :project IN (projects.code, projects.id::text))`, { project });
    }
    const sessions = await select.getMany();
    const votes = await this.entries.of(sessions);
    const agendas = await this.agendasOf(sessions, votes);
    return paged(
      sessions,
      limit,
      (session) => [session.date, session.code],
      (session) => view(session, agendas.get(session.id) ?? [], votes.get(session.code)),
    );
  }

  async get(reference: string): Promise<SessionViewDto> {
    const session = await this.dataSource.manager.findOneBy(
      BureauSession,
      isUuid(reference) ? { id: reference } : { code: reference },
    );
    if (!session) throw notFound('Bureau session', reference);
    const votes = await this.entries.of([session]);
    const agenda = (await this.agendasOf([session], votes)).get(session.id) ?? [];
    const agreements = await this.dataSource.manager.find(Agreement, {
      where: { instrument: 'COOPERATION' },
      order: { code: 'ASC' },
    });
    const envelopes = agreements.map(({ code, donorName, free }) => ({
      ...{ agreement: code, donorName, free },
      entries: entriesOfEnvelopes([code]),
    }));
    const free = Money.sum(envelopes.map((envelope) => envelope.free));
    return {
      ...view(session, agenda, votes.get(session.code)),
      ...{ free, running: runningTotal(session, agenda, free), envelopes },
      freeEntries: entriesOfEnvelopes(agreements.map(({ code }) => code)),
    };
  }

  private async agendasOf(
    sessions: BureauSession[],
    votes: ReadonlyMap<string, Votes>,
  ): Promise<Map<string, AgendaItemDto[]>> {
    const tx = this.dataSource.manager;
    const items = await tx.findBy(AgendaItem, { sessionId: In(sessions.map(({ id }) => id)) });
    const projects = await tx.findBy(Project, { id: In(items.map(({ projectId }) => projectId)) });
    const byId = new Map(projects.map((project) => [project.id, project]));
    const bySession = new Map(sessions.map((session) => [session.id, session]));
    const agendas = new Map<string, AgendaItemDto[]>();
    for (const item of items) {
      const project = byId.get(item.projectId);
      const session = bySession.get(item.sessionId);
      if (!project || !session) continue;
      const lines = agendas.get(item.sessionId) ?? [];
      agendas.set(item.sessionId, [...lines, line(item, project, session, votes.get(session.code))]);
    }
    for (const lines of agendas.values()) lines.sort((a, b) => (a.project < b.project ? -1 : 1));
    return agendas;
  }
}

function view(session: BureauSession, agenda: AgendaItemDto[], votes: Votes | undefined): SessionDto {
  const { id, code, date, place, status, attendance, present, quorum, basis, closedBy, closedAt } = session;
  const voted = (pick: (item: AgendaItemDto) => Money | null): Money =>
    Money.sum(agenda.map((item) => pick(item) ?? Money.zero()));
  const totals = { engaged: voted(({ engaged }) => engaged), attributed: voted(({ attributed }) => attributed) };
  return {
    id,
    code,
    date,
    place,
    status,
    attendance,
    present,
    quorum,
    basis,
    closedBy,
    closedAt,
    ...totals,
    engagedEntries: entriesOfSession('engaged', votes),
    attributedEntries: entriesOfSession('attributed', votes),
    agenda,
  };
}

/** What is voted and proposed, against what is free; what a closed session voted is already out of the envelopes. */
function runningTotal({ status }: BureauSession, agenda: readonly AgendaItemDto[], free: Money): FreeAfterDto {
  const voted = Money.sum(agenda.map(({ attributed }) => attributed ?? Money.zero()));
  const open = agenda.filter(({ outcome }) => outcome === null);
  const proposed = Money.sum(open.map(({ proposedAttributed }) => proposedAttributed ?? Money.zero()));
  return { voted, proposed, left: status === 'CLOSED' ? free : free.minus(voted).minus(proposed) };
}

function line(item: AgendaItem, project: Project, session: BureauSession, votes: Votes | undefined): AgendaItemDto {
  const isPublished = session.status === 'CLOSED';
  const counted = (amount: Money | null): Money => (isPublished && amount ? amount : Money.zero());
  return {
    project: project.code,
    title: project.title,
    city: project.city,
    cityName: project.cityName,
    state: project.state,
    followUp: item.followUp,
    fundShare: fundShareOf(project),
    engagedSoFar: project.engagedTotal.minus(counted(item.engaged)),
    engagedSoFarEntries: entriesElsewhere('engaged', project.code, votes),
    attributedSoFar: project.attributedTotal.minus(counted(item.attributed)),
    attributedSoFarEntries: entriesElsewhere('attributed', project.code, votes),
    proposedEngaged: item.proposedEngaged,
    proposedAttributed: item.proposedAttributed,
    recommendation: item.recommendation,
    recused: recused({ members: session?.attendance ?? [] }, project.city),
    outcome: item.outcome,
    engaged: item.engaged,
    engagedEntries: entriesOfVote('engaged', project.code, votes),
    attributed: item.attributed,
    attributedEntries: entriesOfVote('attributed', project.code, votes),
    for: item.votesFor,
    against: item.votesAgainst,
    abstentions: item.abstentions,
    voters: item.voters,
    recordedBy: item.recordedBy,
  };
}
