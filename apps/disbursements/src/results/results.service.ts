import { Outbox } from '@abonde/messaging';
import { type Actor, BusinessClock, checkVersion, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkOwnCity } from '../projects/own-city';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { type Origin, traceOf } from '../rules/origin';
import { indicators } from './framework';
import { checkActuals } from './measurement';
import { checkApproval, checkSpan, checkUnlocked } from './period';
import { ResultPeriod } from './result-period.entity';
import type { EnterActualsDto, OpenPeriodDto } from './results.dto';

/** What projects reach, period by period, of what their frameworks promise. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async open(tx: EntityManager, reference: string, { from, to }: OpenPeriodDto, actor: Actor): Promise<ResultPeriod> {
    const project = await this.projects.lock(tx, reference);
    checkOwnCity(actor, project);
    checkSpan(project.code, { from, to }, await tx.findBy(ResultPeriod, { projectId: project.id }));
    const period: ResultPeriod = {
      ...{ id: uuid(), projectId: project.id, from, to, actuals: [], status: 'OPEN', enteredBy: actor.id },
      ...{ approvedBy: null, approvedAt: null, version: 1 },
    };
    await tx.insert(ResultPeriod, period);
    return period;
  }

  async enter(
    tx: EntityManager,
    reference: string,
    id: string,
    { actuals }: EnterActualsDto,
    { actor, ifMatch }: { actor: Actor; ifMatch: number | undefined },
  ): Promise<void> {
    const { project, period } = await this.lock(tx, reference, id);
    checkOwnCity(actor, project);
    checkVersion(ifMatch, period.version);
    checkUnlocked(project.code, period);
    checkActuals(actuals, indicators(project.dossier.resultsFramework));
    Object.assign(period, { actuals, enteredBy: actor.id, version: period.version + 1 });
    await tx.save(period);
  }

  /** Locks a period, by whom and when, and tells that its results stand. */
  async approve(tx: EntityManager, reference: string, id: string, actor: Actor, origin: Origin): Promise<void> {
    const { project, period } = await this.lock(tx, reference, id);
    checkUnlocked(project.code, period);
    checkApproval(project.code, period.enteredBy, actor.id, period.actuals.length);
    Object.assign(period, { status: 'APPROVED', approvedBy: actor.id, approvedAt: new Date() });
    period.version += 1;
    await tx.save(period);
    const { from, to, actuals } = period;
    const effectiveDate = await this.clock.today(tx);
    const details = { period: { from, to }, indicators: actuals.length };
    await this.projects.record(tx, project, { kind: 'RESULTS', effectiveDate, details }, origin);
    await this.outbox.add(tx, 'abonde.disbursements.results-approved.v1', {
      key: project.code,
      data: { project: project.code, period: { from, to }, summary: `${actuals.length} indicators` },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }

  private async lock(
    tx: EntityManager,
    reference: string,
    id: string,
  ): Promise<{ project: Project; period: ResultPeriod }> {
    const project = await this.projects.lock(tx, reference);
    const period = isUuid(id) ? await tx.findOneBy(ResultPeriod, { id, projectId: project.id }) : null;
    if (!period) throw notFound('period of results', id);
    return { project, period };
  }
}
