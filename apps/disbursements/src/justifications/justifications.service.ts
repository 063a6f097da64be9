import { Money } from '@abonde/money';
import { type Actor, BusinessClock, DomainError, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { LocalUses } from '../conversions/local-uses.service';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { ProjectDocument } from '../projects/project-document.entity';
import type { Project } from '../projects/project.entity';
import type { Origin } from '../rules/origin';
import { sumOf } from '../tranches/split';
import { type LockedTranche, TranchesService } from '../tranches/tranches.service';
import { Acceptance } from './acceptance.service';
import { checkExpenses, type Expense, fingerprint } from './expense';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import type { AcceptDto, JustifyDto } from './justifications.dto';
import { checkRejections } from './rejection';
import { type Valued, valued } from './valuation';

interface By {
  actor: Actor;
  origin: Origin;
}

/** Expenses shown for what was paid: a city's wait for a project officer, a project officer's count at once. */
@Injectable()
export class JustificationsService {
  constructor(
    private readonly tranches: TranchesService,
    private readonly acceptance: Acceptance,
    private readonly localUses: LocalUses,
    private readonly clock: BusinessClock,
  ) {}

  async submit(tx: EntityManager, reference: string, body: JustifyDto, { actor, origin }: By): Promise<{ id: string }> {
    const locked = await this.tranches.lock(tx, reference);
    checkOwnCity(actor, locked.project);
    const effectiveDate = await this.clock.effective(body.effectiveDate, tx);
    const expenses = body.lines.map(({ amount, rate = null, document = null, ...line }) => ({
      ...{ ...line, amount: Money.of(amount), rate, document: document?.trim() || null },
    }));
    await this.checkDocuments(tx, locked.project, expenses);
    const lines = await this.check(tx, locked, expenses, effectiveDate);
    const justification = tx.create(Justification, {
      ...{ id: uuid(), trancheId: locked.tranche.id, projectId: locked.project.id, status: 'SUBMITTED', effectiveDate },
      ...{ submittedBy: actor.id, judgedBy: null, reason: null, variationConsent: body.variationConsent ?? null },
    });
    Object.assign(justification, { amount: Money.sum(lines.map(({ used }) => used)), split: [] });
    await tx.insert(Justification, justification);
    const kept = await this.keep(tx, justification, lines);
    if (!actsForCity(actor)) await this.acceptance.count(tx, locked, justification, kept, origin);
    return { id: justification.id };
  }

  /** Accepts what is shown, less the lines that are rejected, each with its reason. */
  async accept(tx: EntityManager, id: string, body: AcceptDto, origin: Origin): Promise<void> {
    const { locked, justification } = await this.lockWaiting(tx, id);
    const effectiveDate = await this.clock.effective(body.effectiveDate ?? justification.effectiveDate, tx);
    const consent = body.variationConsent ?? justification.variationConsent;
    Object.assign(justification, { effectiveDate, variationConsent: consent });
    const lines = await tx.find(ExpenseLine, { where: { justificationId: id }, order: { number: 'ASC' } });
    checkRejections(
      id,
      lines.map(({ number }) => number),
      body.rejected,
    );
    const reasons = new Map(body.rejected.map(({ line, reason }) => [line, reason]));
    const rejected = lines.filter(({ number }) => reasons.has(number));
    for (const line of rejected) Object.assign(line, { rejected: reasons.get(line.number), fingerprint: null });
    const accepted = await this.valuedAnew(
      tx,
      locked,
      lines.filter((line) => !rejected.includes(line)),
    );
    await tx.save([...rejected, ...accepted]);
    justification.amount = Money.sum(accepted.map(({ used }) => used));
    if (rejected.length > 0) await this.acceptance.tellRejected(tx, locked, justification, rejected, origin);
    await this.acceptance.count(tx, locked, justification, accepted, origin);
  }

  async reject(tx: EntityManager, id: string, reason: string, origin: Origin): Promise<void> {
    const { locked, justification } = await this.lockWaiting(tx, id);
    Object.assign(justification, { status: 'REJECTED', judgedBy: origin.actor, reason });
    await tx.save(justification);
    const lines = await tx.findBy(ExpenseLine, { justificationId: id });
    for (const line of lines) Object.assign(line, { rejected: reason, fingerprint: null });
    await tx.save(lines);
    await this.acceptance.tellRejected(tx, locked, justification, lines, origin);
  }

  /** Only what is accepted takes local money: what was rejected beside it may change the rounding of the rest. */
  private async valuedAnew(tx: EntityManager, { tranche, project }: LockedTranche, lines: ExpenseLine[]) {
    const worth = valued(lines, await this.localUses.of(tx, { tranche, project }, ['ACCEPTED']));
    return lines.map((line, at) => Object.assign(line, { cost: worth[at]?.cost, used: worth[at]?.used }));
  }

  private async check(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    expenses: Expense[],
    effectiveDate: string,
  ): Promise<Valued[]> {
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
      use: await this.localUses.of(tx, { tranche, project }, ['ACCEPTED', 'SUBMITTED']),
      known: new Set(known.map((line) => line.fingerprint ?? '')),
    });
  }

  /** @throws {DomainError} 422 UNKNOWN_DOCUMENT: an id names a file of the project's dossier */
  private async checkDocuments(tx: EntityManager, project: Project, expenses: readonly Expense[]): Promise<void> {
    const ids = expenses.flatMap(({ document }) => (document !== null && isUuid(document) ? [document] : []));
    const found = await tx.findBy(ProjectDocument, { projectId: project.id, document: In(ids) });
    const missing = expenses.findIndex(
      ({ document }) =>
        document !== null && ids.includes(document) && !found.some((file) => file.document === document),
    );
    if (missing < 0) return;
    throw new DomainError({
      code: 'UNKNOWN_DOCUMENT',
      status: 422,
      title: 'The document is not in the dossier',
      detail: `Line ${missing + 1}: ${expenses[missing]?.document} is no document of ${project.code}.`,
      field: `lines.${missing}.document`,
    });
  }

  private async keep(tx: EntityManager, { id, projectId }: Justification, lines: Valued[]): Promise<ExpenseLine[]> {
    const rows = lines.map((line, at) => ({
      ...{ id: uuid(), justificationId: id, projectId, number: at + 1, rejected: null, fingerprint: fingerprint(line) },
      ...line,
    }));
    return tx.save(ExpenseLine, rows);
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
      ...{ state: justification.status, needed: ['SUBMITTED'] },
    });
  }
}
