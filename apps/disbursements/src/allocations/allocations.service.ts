import type { CloudEvent, EventData } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { endedStates } from '../projects/life-cycle';
import { ProjectsService } from '../projects/projects.service';
import type { Project } from '../projects/project.entity';
import { accounts } from '../rules/accounts';
import { systemOrigin, traceOf } from '../rules/origin';
import { Tranche } from '../tranches/tranche.entity';
import { Agreement } from './agreement.entity';
import { Allocation } from './allocation.entity';
import { ProjectMoney } from './project-money.service';

type AllocationData = EventData<'abonde.contributions.allocation-proposed.v1'>;
type Confirmed = CloudEvent<'abonde.contributions.allocation-confirmed.v1'>;
type ReleaseRequested = CloudEvent<'abonde.contributions.release-requested.v1'>;

/** What contributions says about the money of projects: proposals, confirmed transfers, releases it asks for. */
@Injectable()
export class AllocationsService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly money: ProjectMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async note(tx: EntityManager, data: AllocationData, status: Allocation['status']): Promise<Project> {
    const project = await this.projects.lock(tx, data.project);
    const { allocation: id, effectiveDate, lines } = data;
    await tx.save(Allocation, { id, projectId: project.id, status, effectiveDate, lines });
    if (status === 'PROPOSED' && project.missingFunds) {
      project.missingFunds = null;
      await tx.save(project);
    }
    return project;
  }

  async noteShortage(
    tx: EntityManager,
    { project: code, missing }: EventData<'abonde.contributions.allocation-short.v1'>,
  ): Promise<void> {
    const project = await this.projects.lock(tx, code);
    project.missingFunds = Money.of(missing);
    await tx.save(project);
  }

  /** The money has left contributions: taken in always, and sent back at once when the project has ended meanwhile. */
  async confirm(tx: EntityManager, event: Confirmed): Promise<void> {
    const { data } = event;
    const project = await this.note(tx, data, 'CONFIRMED');
    const valueDate = event.valuedate ?? data.effectiveDate;
    const lines = data.lines.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount) }));
    const arrival = { allocation: data.allocation, transfer: event.transfer ?? data.allocation, lines, valueDate };
    const origin = systemOrigin(event);
    const accountingDate = event.accountingdate ?? valueDate;
    const isNew = await this.money.receive(tx, project, { ...arrival, accountingDate }, origin);
    if (!isNew || !endedStates.includes(project.state)) return;
    await this.money.releaseAll(
      tx,
      project,
      { reason: `${project.code} is ${project.state}`, effectiveDate: valueDate },
      origin,
    );
  }

  /** Decided here, under the lock of the project's money: what a tranche has reserved is refused. */
  async answerRelease(tx: EntityManager, event: ReleaseRequested): Promise<void> {
    const { agreement, reason } = event.data;
    const amount = Money.of(event.data.amount);
    const project = await this.projects.lock(tx, event.data.project);
    const free = (await this.money.held(tx, project)).get(agreement) ?? Money.zero();
    const origin = systemOrigin(event);
    if (amount.isPositive() && amount.compare(free) <= 0) {
      const effectiveDate = event.valuedate ?? (await this.clock.today(tx));
      return this.money.release(tx, project, { agreement, amount, reason, effectiveDate }, origin);
    }
    const reserved = await this.reservedBy(tx, project, agreement);
    await this.outbox.add(tx, 'abonde.disbursements.release-refused.v1', {
      key: project.code,
      data: {
        project: project.code,
        agreement,
        amount: amount.toJSON(),
        reserved: reserved.toJSON(),
        reason: `${free} is free`,
      },
      ...traceOf(origin),
    });
  }

  async noteAgreement(
    tx: EntityManager,
    {
      data,
      sequence,
    }: CloudEvent<'abonde.contributions.agreement-signed.v1' | 'abonde.contributions.agreement-amended.v1'>,
  ): Promise<void> {
    const { agreement: code, donor, donorName, instrument, countsAs, variationLimit = null } = data;
    const known = await tx.findOneBy(Agreement, { code });
    if (known && known.sequence >= sequence) return;
    await tx.save(Agreement, {
      code,
      donor,
      donorName,
      instrument,
      countsAs,
      variationLimit,
      free: known?.free ?? Money.zero(),
      sequence,
    });
  }

  async noteEnvelope(
    tx: EntityManager,
    { data, sequence }: CloudEvent<'abonde.contributions.envelope-changed.v1'>,
  ): Promise<void> {
    const { agreement: code, instrument, free } = data;
    const known = await tx.findOneBy(Agreement, { code });
    if (known && known.sequence >= sequence) return;
    const { donor = null, donorName = null, countsAs = 'FUND', variationLimit = null } = known ?? {};
    const terms = { code, donor, donorName, instrument, countsAs, variationLimit };
    await tx.save(Agreement, { ...terms, free: Money.of(free), sequence });
  }

  private async reservedBy(tx: EntityManager, project: Project, agreement: string): Promise<Money> {
    const tranches = await tx.findBy(Tranche, { projectId: project.id, status: In(['APPROVED', 'RETURNED']) });
    const names = tranches.map(({ code }) => accounts.tranche(code, agreement));
    if (names.length === 0) return Money.zero();
    return Money.sum((await this.ledger.lock(tx, names)).values());
  }
}
