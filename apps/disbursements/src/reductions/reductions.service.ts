import { addDays } from '@abonde/calendar';
import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import { endedStates } from '../projects/life-cycle';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { Recoveries } from '../recoveries/recoveries.service';
import { about, accounts } from '../rules/accounts';
import { type Origin, traceOf } from '../rules/origin';
import { Violation } from '../rules/violation';
import { type Reduction, reductionTo } from './reduction';
import type { ReduceDto } from './reductions.dto';

/** Days a city has to give back what it has beyond its subsidy. */
const recoveryDelay = 60;

interface Because {
  reason: string;
  effectiveDate: string;
}

/** An amendment that leaves a project less than the Bureau attributed. */
@Injectable()
export class Reductions {
  constructor(
    private readonly projects: ProjectsService,
    private readonly money: ProjectMoney,
    private readonly recoveries: Recoveries,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async reduce(tx: EntityManager, reference: string, body: ReduceDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    checkGoingOn(project);
    const because = { reason: body.reason, effectiveDate: await this.clock.effective(body.effectiveDate, tx) };
    const attributed = Money.zero().plus(Money.of(body.attributed));
    const free = Money.sum((await this.money.held(tx, project)).values());
    const committed = await this.committed(tx, project);
    const reserved = project.attributedTotal.minus(committed);
    const standing = {
      project: project.code,
      attributed: project.attributedTotal,
      committed,
      free,
      held: free.plus(reserved),
    };
    const reduction = reductionTo(attributed, standing);
    await this.money.releaseSome(tx, project, { amount: reduction.released, ...because }, origin);
    if (reduction.claimed.isPositive()) {
      const claim = { amount: reduction.claimed, dueOn: addDays(because.effectiveDate, recoveryDelay), ...because };
      await this.recoveries.claim(tx, project, { ...claim, givesBack: true }, origin);
    }
    await this.uncommit(tx, project, reduction, because, origin);
    await this.record(tx, project, attributed, because, origin);
  }

  private async committed(tx: EntityManager, project: Project): Promise<Money> {
    const account = accounts.commitment(project.code);
    return (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
  }

  /** The whole of it: what a claim covers has been given back to the commitment, so that what is attributed is its entries. */
  private async uncommit(
    tx: EntityManager,
    project: Project,
    { less }: Reduction,
    { reason, effectiveDate }: Because,
    origin: Origin,
  ): Promise<void> {
    await this.ledger.post(tx, {
      ...{ kind: 'attribution-reduced', reason, reference: project.code },
      ...{ valueDate: effectiveDate, actor: origin.actor },
      postings: debitCredit(
        accounts.commitment(project.code),
        accounts.contra(project.code),
        less,
        about(project),
      ),
    });
  }

  private async record(
    tx: EntityManager,
    project: Project,
    attributed: Money,
    { reason, effectiveDate }: Because,
    origin: Origin,
  ): Promise<void> {
    const before = project.attributedTotal;
    Object.assign(project, { attributedTotal: attributed, version: project.version + 1 });
    await tx.save(project);
    const details = { attributed: { from: before, to: attributed } };
    await this.projects.record(tx, project, { kind: 'AMENDMENT', effectiveDate, reason, details }, origin);
    await this.outbox.add(tx, 'abonde.disbursements.attribution-reduced.v1', {
      key: project.code,
      data: { project: project.code, attributedTotal: attributed.toJSON(), reason },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }
}

/** @throws {Violation} 409 PROJECT_ENDED */
function checkGoingOn({ code, state }: Project): void {
  if (!endedStates.includes(state)) return;
  throw new Violation({
    code: 'PROJECT_ENDED',
    status: 409,
    title: 'The project has ended',
    detail: `${code} is ${state}: its closing settled what it may keep`,
    figures: { project: code, state },
  });
}
