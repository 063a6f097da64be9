import { Outbox } from '@abonde/messaging';
import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AcceptedReport } from '../projects/accepted-report.entity';
import { ProjectsService } from '../projects/projects.service';
import { type Origin, traceOf } from '../rules/origin';
import type { AcceptReportDto } from './justifications.dto';

/** Narrative and financial reports of a project, once accepted: tranches and donors' instalments wait for them. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async accept(
    tx: EntityManager,
    reference: string,
    { report, effectiveDate }: AcceptReportDto,
    origin: Origin,
  ): Promise<AcceptedReport> {
    const project = await this.projects.lock(tx, reference);
    const acceptedOn = await this.clock.effective(effectiveDate, tx);
    const accepted: AcceptedReport = {
      id: uuid(),
      projectId: project.id,
      report,
      acceptedOn,
      acceptedBy: origin.actor,
    };
    await tx.insert(AcceptedReport, accepted);
    await this.projects.record(tx, project, { kind: 'REPORT', effectiveDate: acceptedOn, details: { report } }, origin);
    await this.outbox.add(tx, 'abonde.disbursements.report-accepted.v1', {
      key: project.code,
      data: { project: project.code, report, acceptedOn },
      valueDate: acceptedOn,
      ...traceOf(origin),
    });
    return accepted;
  }
}
