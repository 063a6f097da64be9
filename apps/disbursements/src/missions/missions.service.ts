import { Outbox } from '@abonde/messaging';
import { type Actor, BusinessClock, checkVersion, forbidden, hasRole, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LifeCycleService } from '../life-cycle/life-cycle.service';
import { ProjectsService } from '../projects/projects.service';
import { type Origin, traceOf } from '../rules/origin';
import { TranchesService } from '../tranches/tranches.service';
import { checkFollowUp, checkMission, checkOpen, checkReportable, type Finding } from './mission';
import { Mission, MissionRecommendation } from './mission.entity';
import type { AmendMissionDto, FindingDto, FollowUpDto, NewRecommendationDto, PlanMissionDto } from './missions.dto';

interface Author {
  actor: Actor;
  origin: Origin;
}

/** Follow-up missions: planned, written, reported, followed up. */
@Injectable()
export class MissionsService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly lifeCycle: LifeCycleService,
    private readonly tranches: TranchesService,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async plan(tx: EntityManager, body: PlanMissionDto, { actor, origin }: Author): Promise<Mission> {
    const { from, to, place, purpose, team = [], basis = null } = body;
    const id = uuid();
    const code = body.code ?? `M-${from}-${id.slice(-4).toUpperCase()}`;
    const findings = await this.findings(tx, body.findings ?? [], actor);
    checkMission({ code, from, to, findings });
    const mission = tx.create(Mission, {
      ...{ id, code, from, to, place, purpose, team, findings, status: 'PLANNED' as const, basis, version: 1 },
      ...{ createdBy: origin.actor, reportedBy: null, reportedOn: null, ...changeOf(origin) },
    });
    await tx.insert(Mission, mission);
    await this.recommend(tx, mission, body.recommendations ?? []);
    return mission;
  }

  async amend(
    tx: EntityManager,
    reference: string,
    body: AmendMissionDto,
    { actor, origin, ifMatch }: Author & { ifMatch: number | undefined },
  ): Promise<Mission> {
    const mission = await this.lock(tx, reference);
    checkVersion(ifMatch, mission.version);
    checkOpen(mission);
    const { findings, recommendations, ...plain } = body;
    Object.assign(mission, Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)));
    if (findings) mission.findings = await this.findings(tx, findings, actor);
    checkMission(mission);
    Object.assign(mission, { version: mission.version + 1, ...changeOf(origin) });
    await tx.save(mission);
    if (!recommendations) return mission;
    const earlier = await tx.findBy(MissionRecommendation, { missionId: mission.id });
    await tx.delete(MissionRecommendation, { missionId: mission.id });
    await this.recommend(tx, mission, recommendations, earlier);
    return mission;
  }

  /** Gives the report: what it found takes effect on each project, and is told. */
  async report(tx: EntityManager, reference: string, day: string | undefined, author: Author): Promise<Mission> {
    const mission = await this.lock(tx, reference);
    const effectiveDate = await this.clock.effective(day, tx);
    checkReportable(mission, effectiveDate);
    for (const finding of mission.findings) await this.takeEffect(tx, mission, finding, effectiveDate, author);
    Object.assign(mission, { status: 'REPORTED', reportedBy: author.origin.actor, reportedOn: effectiveDate });
    mission.version += 1;
    return tx.save(mission);
  }

  async followUp(
    tx: EntityManager,
    reference: string,
    number: number,
    { status, note }: FollowUpDto,
    { origin }: Author,
  ): Promise<void> {
    checkFollowUp(status, note);
    const mission = await this.lock(tx, reference);
    const recommendation = await tx.findOneBy(MissionRecommendation, { missionId: mission.id, number });
    if (!recommendation) throw notFound('recommendation', `${mission.code}/${number}`);
    const followedOn = await this.clock.today(tx);
    Object.assign(recommendation, { status, note: note ?? null, followedOn, followedBy: origin.actor });
    await tx.save(recommendation);
  }

  /** @throws {DomainError} NOT_FOUND */
  async find(tx: EntityManager, reference: string): Promise<Mission> {
    const mission = await tx.findOneBy(Mission, isUuid(reference) ? { id: reference } : { code: reference });
    if (!mission) throw notFound('mission', reference);
    return mission;
  }

  /** @throws {DomainError} NOT_FOUND */
  async lock(tx: EntityManager, reference: string): Promise<Mission> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const mission = await tx.findOne(Mission, { where, lock: { mode: 'pessimistic_write' } });
    if (!mission) throw notFound('mission', reference);
    return mission;
  }

  private async takeEffect(
    tx: EntityManager,
    mission: Mission,
    finding: Finding,
    effectiveDate: string,
    { actor, origin }: Author,
  ): Promise<void> {
    const { project: code, text, suspends, condition } = finding;
    if (suspends) {
      if (!hasRole(actor, 'secretariat')) throw suspensionForbidden(code);
      const reason = `Mission ${mission.code} : ${text}`;
      await this.lifeCycle.step(tx, code, 'suspend', { effectiveDate, reason }, origin);
    }
    if (condition) {
      const label = `${condition.label} (mission ${mission.code})`;
      await this.tranches.addCondition(tx, code, condition.tranche, { kind: 'MILESTONE', label });
    }
    const project = await this.projects.lock(tx, code);
    const details = { mission: mission.code, progress: finding.progress, deliveryOn: finding.deliveryOn };
    await this.projects.record(tx, project, { kind: 'MISSION', effectiveDate, details }, origin);
    await this.outbox.add(tx, 'abonde.disbursements.mission-reported.v1', {
      key: project.code,
      data: { project: project.code, mission: mission.code, summary: text },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }

  private async findings(tx: EntityManager, given: readonly FindingDto[], actor: Actor): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const { project: reference, text, progress, deliveryOn, suspends, condition } of given) {
      const { code } = await this.projects.find(tx, reference);
      if (suspends && !hasRole(actor, 'secretariat')) throw suspensionForbidden(code);
      findings.push({ project: code, text, progress, deliveryOn, suspends, condition });
    }
    return findings;
  }

  /** @param earlier what was recommended before: what is said again keeps what became of it */
  private async recommend(
    tx: EntityManager,
    mission: Mission,
    given: readonly NewRecommendationDto[],
    earlier: readonly MissionRecommendation[] = [],
  ): Promise<void> {
    for (const [at, { project, text, owner, dueOn }] of given.entries()) {
      const code = project === null ? null : (await this.projects.find(tx, project)).code;
      const followed = followUpOf(earlier.find((one) => one.text === text && one.project === code));
      const row = { missionId: mission.id, number: at + 1, project: code, text, owner, dueOn, ...followed };
      await tx.insert(MissionRecommendation, row);
    }
  }
}

function changeOf({ actor }: Origin): Pick<Mission, 'changedBy' | 'changedAt'> {
  return { changedBy: actor, changedAt: new Date() };
}

function followUpOf(
  earlier: MissionRecommendation | undefined,
): Pick<MissionRecommendation, 'status' | 'note' | 'followedOn' | 'followedBy'> {
  const { status = 'OPEN', note = null, followedOn = null, followedBy = null } = earlier ?? {};
  return { status, note, followedOn, followedBy };
}

function suspensionForbidden(project: string) {
  return forbidden(`The permanent secretariat suspends a project: ${project} stays as it is.`, { project });
}
