import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Allocation } from '../allocations/allocation.entity';
import { ProjectMoney } from '../allocations/project-money.service';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { about, accounts } from '../rules/accounts';
import { type Origin, systemOrigin, traceOf } from '../rules/origin';
import { added, inProportion, type Share, sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import { Recovery } from './recovery.entity';

type Received = CloudEvent<'abonde.treasury.recovery-received.v1'>;

interface Claim {
  amount: Money;
  dueOn: string;
  effectiveDate: string;
  reason: string;
  givesBack?: boolean;
}

/** Money a city was paid beyond what its project may bear: claimed, then sent back to the envelopes it came from. */
@Injectable()
export class Recoveries {
  constructor(
    private readonly projects: ProjectsService,
    private readonly money: ProjectMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** The Fund's money the city has had, or is about to have: a city's own part paid into the Fund is left out. */
  private async paidBy(tx: EntityManager, project: Project): Promise<Share[]> {
    const own = await this.cityAgreements(tx, project);
    const tranches = await tx.findBy(Tranche, { projectId: project.id, status: In(['PAID', 'APPROVED']) });
    return added(
      tranches.flatMap(({ split }) => split).filter(({ agreement }) => !own.has(agreement)),
      [],
    );
  }

  /** Who gave the Fund's money to the project: for what a city sends that it does not have. */
  private async givenBy(tx: EntityManager, project: Project): Promise<Share[]> {
    const allocations = await tx.findBy(Allocation, { projectId: project.id, status: 'CONFIRMED' });
    const lines = allocations.flatMap((allocation) => allocation.lines).filter(({ countsAs }) => countsAs !== 'CITY');
    return added(
      lines.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount) })),
      [],
    );
  }

  private async cityAgreements(tx: EntityManager, project: Project): Promise<ReadonlySet<string>> {
    const allocations = await tx.findBy(Allocation, { projectId: project.id, status: 'CONFIRMED' });
    const lines = allocations.flatMap((allocation) => allocation.lines);
    return new Set(lines.filter(({ countsAs }) => countsAs === 'CITY').map(({ agreement }) => agreement));
  }

  /** The Fund's money with the city, less what was claimed back. */
  async paid(tx: EntityManager, project: Project): Promise<Money> {
    const recoveries = await tx.findBy(Recovery, { projectId: project.id });
    const claimed = Money.sum(recoveries.map(({ amount, received }) => amount.max(received)));
    return sumOf(await this.paidBy(tx, project)).minus(claimed);
  }

  async claim(
    tx: EntityManager,
    project: Project,
    { amount, dueOn, effectiveDate, reason, givesBack = false }: Claim,
    origin: Origin,
  ): Promise<void> {
    const received = Money.zero();
    const recovery: Recovery = { id: uuid(), projectId: project.id, amount, received, dueOn, reason, givesBack };
    await tx.insert(Recovery, recovery);
    await this.ledger.post(tx, {
      ...{ kind: 'recovery-expected', reason, reference: project.code, valueDate: effectiveDate, actor: origin.actor },
      metadata: { recovery: recovery.id },
      postings: claimed(project, recovery, amount),
    });
    await this.tellExpected(tx, project, recovery, origin);
  }

  /** Money that never reached the city, or came back, is not claimed from it any more. Answers how much of it a reduction had claimed. */
  async forgo(
    tx: EntityManager,
    project: Project,
    back: readonly Share[],
    { reason, effectiveDate }: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<Money> {
    const own = await this.cityAgreements(tx, project);
    let left = sumOf(back.filter(({ agreement }) => !own.has(agreement)));
    let reduced = Money.zero();
    const where = { projectId: project.id };
    for (const recovery of await tx.find(Recovery, {
      where,
      order: { id: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    })) {
      const less = left.min(recovery.amount.minus(recovery.received));
      if (!less.isPositive()) continue;
      left = left.minus(less);
      if (recovery.givesBack) reduced = reduced.plus(less);
      recovery.amount = recovery.amount.minus(less);
      await tx.save(recovery);
      await this.ledger.post(tx, {
        ...{ kind: 'recovery-forgone', reason, reference: project.code, valueDate: effectiveDate, actor: origin.actor },
        metadata: { recovery: recovery.id },
        postings: claimed(project, recovery, less.negated()),
      });
      await this.tellExpected(tx, project, recovery, origin);
    }
    return reduced;
  }

  private async tellExpected(
    tx: EntityManager,
    project: Project,
    { id, amount, dueOn }: Recovery,
    origin: Origin,
  ): Promise<void> {
    await this.outbox.add(tx, 'abonde.disbursements.recovery-expected.v1', {
      key: id,
      data: { recovery: id, project: project.code, amount: amount.toJSON(), dueOn },
      ...traceOf(origin),
    });
  }

  /** A fact of the bank, shared over the agreements the city was paid from. */
  async receive(tx: EntityManager, event: Received): Promise<void> {
    const known = await tx.findOneBy(Recovery, { id: event.data.recovery });
    if (!known) return;
    const project = await this.projects.lock(tx, known.projectId);
    const recovery = await tx.findOneOrFail(Recovery, { where: { id: known.id }, lock: { mode: 'pessimistic_write' } });
    const eur = Money.of(event.data.eur);
    const paid = await this.paidBy(tx, project);
    const back = inProportion(eur, paid.length > 0 ? paid : await this.givenBy(tx, project));
    const valueDate = event.valuedate ?? (await this.clock.today(tx));
    if (!(await this.post(tx, project, { event, recovery, eur, back, valueDate }))) return;
    recovery.received = recovery.received.plus(eur);
    await tx.save(recovery);
    const origin = systemOrigin(event);
    await this.money.announce(tx, project, back, { cause: 'RECOVERED', valueDate }, origin);
    for (const { agreement, amount } of back) {
      await this.money.release(
        tx,
        project,
        { agreement, amount, reason: recovery.reason, effectiveDate: valueDate },
        origin,
      );
    }
  }

  private async post(
    tx: EntityManager,
    project: Project,
    {
      event,
      recovery,
      eur,
      back,
      valueDate,
    }: { event: Received; recovery: Recovery; eur: Money; back: Share[]; valueDate: string },
  ): Promise<boolean> {
    const { entry, match } = event.data;
    const [posted] = await this.ledger.post(
      tx,
      {
        ...{
          kind: 'recovery-received',
          reason: recovery.reason,
          reference: project.code,
          valueDate,
          actor: 'system:disbursements',
        },
        accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate ?? valueDate),
        transfer: event.transfer ?? match,
        metadata: { entry, match, recovery: recovery.id },
        postings: [...this.claimSettled(project, recovery, eur), ...(await this.moneyBack(tx, project, back))],
      },
      { floors: 'FACT' },
    );
    return posted !== undefined && !posted.duplicate;
  }

  /** Beyond the claim, the city gave back money that was a charge. */
  private claimSettled(project: Project, { amount, received }: Recovery, eur: Money): NewPosting[] {
    const claimed = eur.min(amount.minus(received).max(Money.zero()));
    return [
      ...debitCredit(accounts.clearing, accounts.recoverable(project.code), claimed, about(project)),
      ...debitCredit(accounts.clearing, accounts.expense(project.code), eur.minus(claimed), about(project)),
    ];
  }

  private async moneyBack(tx: EntityManager, project: Project, back: readonly Share[]): Promise<NewPosting[]> {
    const unjustified = await this.money.unjustified(tx, project, back);
    return [
      ...back.flatMap(({ agreement, amount }) =>
        debitCredit(
          accounts.money,
          accounts.allocation(project.code, agreement),
          amount,
          about(project, { agreement }),
        ),
      ),
      ...unjustified.flatMap(({ agreement, amount }) =>
        debitCredit(
          accounts.toJustify(project.code, agreement),
          accounts.advanced(project.code, agreement),
          amount,
          about(project, { agreement }),
        ),
      ),
    ];
  }
}

/** The charge becomes a claim; of a subsidy that was reduced, what had used its commitment has not used it any more. */
function claimed(project: Project, { givesBack }: Recovery, amount: Money): NewPosting[] {
  const dimensions = about(project);
  return [
    ...debitCredit(accounts.recoverable(project.code), accounts.expense(project.code), amount, dimensions),
    ...(givesBack
      ? debitCredit(accounts.contra(project.code), accounts.commitment(project.code), amount, dimensions)
      : []),
  ];
}
