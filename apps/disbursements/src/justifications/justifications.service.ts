import type { EventData } from '@abonde/contracts';
import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, DomainError, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { about, accounts } from '../rules/accounts';
import { type Origin, traceOf } from '../rules/origin';
import { justifiedPercent } from '../tranches/conditions';
import { added, leftOf, splitOver, sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import { type LockedTranche, TranchesService } from '../tranches/tranches.service';
import { checkExpenses, type Expense, fingerprint } from './expense';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import type { JustifyDto } from './justifications.dto';

/** Expenses shown for what was paid: a city's wait for a project officer, a project officer's count at once. */
@Injectable()
export class JustificationsService {
  constructor(
    private readonly tranches: TranchesService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async submit(
    tx: EntityManager,
    reference: string,
    body: JustifyDto,
    { actor, origin }: { actor: Actor; origin: Origin },
  ): Promise<{ id: string }> {
    const locked = await this.tranches.lock(tx, reference);
    checkOwnCity(actor, locked.project);
    const effectiveDate = await this.clock.effective(body.effectiveDate, tx);
    const expenses = body.lines.map((line) => ({
      ...line,
      amount: Money.zero().plus(Money.of(line.amount)),
      document: line.document ?? null,
    }));
    const amount = await this.check(tx, locked, expenses, effectiveDate);
    const justification = tx.create(Justification, {
      ...{ id: uuid(), trancheId: locked.tranche.id, projectId: locked.project.id, status: 'SUBMITTED', effectiveDate },
      ...{ submittedBy: actor.id, judgedBy: null, reason: null },
    });
    Object.assign(justification, { amount, split: [] });
    await tx.insert(Justification, justification);
    for (const expense of expenses) await this.keep(tx, justification, expense);
    if (!actsForCity(actor)) await this.count(tx, locked, justification, origin);
    return { id: justification.id };
  }

  async accept(tx: EntityManager, id: string, effectiveDate: string | undefined, origin: Origin): Promise<void> {
    const { locked, justification } = await this.lockWaiting(tx, id);
    justification.effectiveDate = await this.clock.effective(effectiveDate ?? justification.effectiveDate, tx);
    await this.count(tx, locked, justification, origin);
  }

  async reject(tx: EntityManager, id: string, reason: string, origin: Origin): Promise<void> {
    const { locked, justification } = await this.lockWaiting(tx, id);
    Object.assign(justification, { status: 'REJECTED', judgedBy: origin.actor, reason });
    await tx.save(justification);
    await tx.update(ExpenseLine, { justificationId: id }, { fingerprint: null });
    await this.publish(tx, locked, justification, 'abonde.disbursements.expense-rejected.v1', origin);
  }

  /** Takes the amount off what each agreement still has to see justified, in the proportions of its tranche. */
  private async count(
    tx: EntityManager,
    locked: LockedTranche,
    justification: Justification,
    origin: Origin,
  ): Promise<void> {
    const { tranche, project } = locked;
    const { amount, effectiveDate } = justification;
    const split = splitOver(amount, leftOf(tranche.split, tranche.justified), `To justify on ${tranche.code}`);
    await this.ledger.post(tx, {
      kind: 'expense-justified',
      reason: `Expenses justified on ${tranche.code}`,
      reference: tranche.code,
      valueDate: effectiveDate,
      actor: origin.actor,
      metadata: { justification: justification.id },
      postings: split.flatMap((share) => {
        const dimensions = about(project, { agreement: share.agreement, tranche: tranche.code });
        return debitCredit(
          accounts.toJustify(project.code, share.agreement),
          accounts.advanced(project.code, share.agreement),
          share.amount,
          dimensions,
        );
      }),
    });
    tranche.justified = added(tranche.justified, split);
    tranche.version += 1;
    await tx.save(tranche);
    Object.assign(justification, { status: 'ACCEPTED', judgedBy: origin.actor, split });
    await tx.save(justification);
    await this.publish(tx, locked, justification, 'abonde.disbursements.expense-justified.v1', origin);
  }

  private async check(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    expenses: Expense[],
    effectiveDate: string,
  ): Promise<Money> {
    const waiting = await tx.findBy(Justification, { trancheId: tranche.id, status: 'SUBMITTED' });
    const known = await tx.findBy(ExpenseLine, { projectId: project.id, fingerprint: Not(IsNull()) });
    const paid = tranche.status === 'PAID' ? sumOf(tranche.split) : Money.zero();
    return checkExpenses(expenses, {
      project: project.code,
      projectState: project.state,
      tranche: tranche.code,
      budgetLines: (project.dossier.budgetLines ?? []).map(({ label }) => label),
      left: paid
        .minus(sumOf(tranche.justified))
        .minus(Money.sum(waiting.map(({ amount }) => amount)))
        .max(Money.zero()),
      effectiveDate,
      known: new Set(known.map((line) => line.fingerprint ?? '')),
    });
  }

  private async keep(tx: EntityManager, { id, projectId }: Justification, expense: Expense): Promise<void> {
    const line = { id: uuid(), justificationId: id, projectId, ...expense, fingerprint: fingerprint(expense) };
    await tx.insert(ExpenseLine, line);
  }

  private async lockWaiting(
    tx: EntityManager,
    id: string,
  ): Promise<{ locked: LockedTranche; justification: Justification }> {
    const known = await tx.findOneBy(Justification, { id });
    if (!known) throw notFound('justification', id);
    const locked = await this.tranches.lock(tx, known.trancheId);
    const justification = await tx.findOneOrFail(Justification, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (justification.status === 'SUBMITTED') return { locked, justification };
    throw new DomainError({
      code: 'ILLEGAL_MOVE',
      status: 409,
      title: 'The justification was judged',
      detail: `These expenses are ${justification.status}; only SUBMITTED ones are judged.`,
      state: justification.status,
    });
  }

  private async publish(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    { id, amount, split, reason, effectiveDate }: Justification,
    type: 'abonde.disbursements.expense-justified.v1' | 'abonde.disbursements.expense-rejected.v1',
    origin: Origin,
  ): Promise<void> {
    const data: EventData<typeof type> = {
      ...{ project: project.code, tranche: tranche.code, justification: id, amount: amount.toJSON(), reason },
      split: split.map((share) => ({ agreement: share.agreement, amount: share.amount.toJSON() })),
      justifiedPercent: await this.percentOf(tx, project.id),
    };
    await this.outbox.add(tx, type, { key: project.code, data, valueDate: effectiveDate, ...traceOf(origin) });
  }

  private async percentOf(tx: EntityManager, projectId: string): Promise<string> {
    const paid = await tx.findBy(Tranche, { projectId, status: 'PAID' });
    return justifiedPercent(
      sumOf(paid.flatMap(({ justified }) => justified)),
      sumOf(paid.flatMap(({ split }) => split)),
    );
  }
}
