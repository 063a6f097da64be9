import { addDays } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import { Attribution } from '../bureau/attribution.service';
import { changesBetween } from '../projects/changes';
import { checkGoingOn } from '../projects/life-cycle';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { Recoveries } from '../recoveries/recoveries.service';
import { accounts } from '../rules/accounts';
import type { Origin } from '../rules/origin';
import { reductionTo } from './reduction';
import type { ReduceDto } from './reductions.dto';

/** Days a city has to give back what it has beyond its subsidy. */
const recoveryDelay = 60;

/** An amendment that leaves a project less than the Bureau attributed. */
@Injectable()
export class Reductions {
  constructor(
    private readonly projects: ProjectsService,
    private readonly money: ProjectMoney,
    private readonly recoveries: Recoveries,
    private readonly attribution: Attribution,
    private readonly ledger: Ledger,
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
    const diff = changesBetween({ attributed: project.attributedTotal.toJSON() }, { attributed: attributed.toJSON() });
    const details = { attributed: { from: project.attributedTotal, to: attributed }, diff };
    await this.attribution.reduce(tx, project, { attributed, ...because }, origin);
    await this.projects.record(tx, project, { kind: 'AMENDMENT', ...because, details }, origin);
  }

  private async committed(tx: EntityManager, project: Project): Promise<Money> {
    const account = accounts.commitment(project.code);
    return (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
  }
}
