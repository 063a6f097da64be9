import { isDay } from '@abonde/calendar';
import type { EventType } from '@abonde/contracts';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, isUuid, notFound, uuid } from '@abonde/platform';
import { Violation } from '@abonde/violation';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { checkGoingOn } from '../projects/life-cycle';
import { checkOwnCity } from '../projects/own-city';
import { ProjectDocuments } from '../projects/project-documents.service';
import type { Project } from '../projects/project.entity';
import { fundShareOf, ProjectsService } from '../projects/projects.service';
import { type Origin, traceOf } from '../rules/origin';
import type { Condition } from './conditions';
import { Reservations } from './reservations.service';
import { Tranche } from './tranche.entity';
import {
  checkConditionable,
  checkNumber,
  checkPlanned,
  checkSameAmount,
  openStatuses,
  percentOf,
  take,
  type TrancheFacts,
  type TrancheStep,
} from './tranche';
import type { CertifyTrancheDto, PlanTrancheDto, RequestTrancheDto, ReturnTrancheDto } from './tranches.dto';

export interface LockedTranche {
  tranche: Tranche;
  project: Project;
}

type TrancheEvent = Extract<EventType, `abonde.disbursements.tranche-${string}`>;

/** Tranches from their plan to their certification; money moves in approvals and payments only. */
@Injectable()
export class TranchesService {
  constructor(
    private readonly projects: ProjectsService,
    private readonly documents: ProjectDocuments,
    private readonly reservations: Reservations,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async plan(tx: EntityManager, reference: string, body: PlanTrancheDto, origin: Origin): Promise<Tranche> {
    const project = await this.projects.lock(tx, reference);
    checkGoingOn(project);
    const amount = amountOf(body, project);
    const others = await tx.findBy(Tranche, { projectId: project.id });
    checkNumber(others, body.number, project.code);
    const counted = others.filter(({ status }) => status !== 'CANCELLED');
    checkPlanned(Money.sum(counted.map((other) => other.amount)), amount, fundShareOf(project), project.code);
    const tranche = tx.create(Tranche, {
      ...{ id: uuid(), code: `${project.code}-T${body.number}`, projectId: project.id, number: body.number },
      ...{
        percent: body.percent ?? null,
        expectedOn: checkedDay(body.expectedOn),
        beneficiary: body.beneficiary ?? beneficiaryOf(project),
        status: 'PLANNED',
        plannedBy: origin.actor,
        version: 1,
      },
      ...{
        requestedBy: null,
        certifiedBy: null,
        approvedBy: null,
        approvedOn: null,
        paidOn: null,
        reason: null,
        conversion: null,
        approvalTransaction: null,
      },
    });
    const conditions = body.conditions as Condition[];
    Object.assign(tranche, { amount, conditions, ascertained: [], documents: [], split: [], justified: [] });
    await tx.insert(Tranche, tranche);
    const today = await this.clock.today(tx);
    await this.tell(tx, { tranche, project }, 'abonde.disbursements.tranche-planned.v1', today, origin);
    return tranche;
  }

  async request(
    tx: EntityManager,
    reference: string,
    body: RequestTrancheDto,
    { actor, origin }: { actor: Actor; origin: Origin },
  ): Promise<void> {
    const locked = await this.lock(tx, reference);
    checkOwnCity(actor, locked.project);
    await this.documents.check(tx, locked.project, body.documents, 'documents');
    this.advance(locked, 'request', actor.id);
    locked.tranche.requestedBy = actor.id;
    locked.tranche.documents = body.documents;
    locked.tranche.reason = null;
    await this.save(
      tx,
      locked,
      'abonde.disbursements.tranche-requested.v1',
      await this.clock.effective(body.effectiveDate, tx),
      origin,
    );
  }

  async certify(tx: EntityManager, reference: string, body: CertifyTrancheDto, origin: Origin): Promise<void> {
    const locked = await this.lock(tx, reference);
    this.advance(locked, 'certify', origin.actor);
    locked.tranche.certifiedBy = origin.actor;
    locked.tranche.ascertained = body.ascertained;
    await this.save(
      tx,
      locked,
      'abonde.disbursements.tranche-certified.v1',
      await this.clock.effective(body.effectiveDate, tx),
      origin,
    );
  }

  /** Sends a tranche back to whoever asks for it; what a returned payment had reserved is free again. */
  async sendBack(
    tx: EntityManager,
    reference: string,
    { reason, effectiveDate }: ReturnTrancheDto,
    origin: Origin,
  ): Promise<void> {
    const locked = await this.lock(tx, reference);
    const { tranche, project } = locked;
    const day = await this.clock.effective(effectiveDate, tx);
    const wasReturned = tranche.status === 'RETURNED';
    this.advance(locked, 'return', origin.actor);
    if (wasReturned) await this.reservations.free(tx, project, tranche, { reason, effectiveDate: day }, origin);
    Object.assign(tranche, {
      requestedBy: null,
      certifiedBy: null,
      approvedBy: null,
      approvedOn: null,
      ascertained: [],
      reason,
    });
    await this.save(tx, locked, 'abonde.disbursements.tranche-returned.v1', day, origin);
  }

  /**
   * Something more to be ascertained before a tranche is certified; one certified already goes through it again.
   * @throws {DomainError} NOT_FOUND @throws {Violation} TRANCHE_ALREADY_APPROVED
   */
  async addCondition(tx: EntityManager, project: string, number: number, condition: Condition): Promise<void> {
    const { id } = await this.projects.lock(tx, project);
    const tranche = await tx.findOneBy(Tranche, { projectId: id, number });
    if (!tranche) throw notFound('tranche', `${project}-T${number}`);
    checkConditionable(tranche.code, tranche.status);
    tranche.conditions = [...tranche.conditions, condition];
    if (tranche.status === 'CERTIFIED') Object.assign(tranche, { status: 'REQUESTED', certifiedBy: null });
    tranche.version += 1;
    await tx.save(tranche);
  }

  /** Ends the tranches of a project that ends, and frees what the bank sent back; those in transit go on. */
  async cancelOpen(
    tx: EntityManager,
    project: Project,
    because: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    const ending = await tx.find(Tranche, {
      where: { projectId: project.id, status: In([...openStatuses, 'RETURNED']) },
      order: { number: 'ASC' },
    });
    for (const tranche of ending) {
      if (tranche.status === 'RETURNED') await this.reservations.free(tx, project, tranche, because, origin);
      Object.assign(tranche, { status: 'CANCELLED', reason: because.reason });
      await this.save(
        tx,
        { tranche, project },
        'abonde.disbursements.tranche-returned.v1',
        because.effectiveDate,
        origin,
      );
    }
  }

  /** The project's row is locked first, always: what concerns one project happens one at a time. */
  async lock(tx: EntityManager, reference: string): Promise<LockedTranche> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const known = await tx.findOneBy(Tranche, where);
    if (!known) throw notFound('tranche', reference);
    const project = await this.projects.lock(tx, known.projectId);
    const tranche = await tx.findOneOrFail(Tranche, { where: { id: known.id }, lock: { mode: 'pessimistic_write' } });
    return { tranche, project };
  }

  /** @throws {Violation} as {@link take} */
  advance({ tranche, project }: LockedTranche, step: TrancheStep, actor: string): void {
    const { code, status, requestedBy, certifiedBy } = tranche;
    const facts: TrancheFacts = {
      tranche: code,
      status,
      project: project.code,
      projectState: project.state,
      requestedBy,
      certifiedBy,
    };
    tranche.status = take(step, facts, actor);
  }

  async save(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    type: TrancheEvent,
    effectiveDate: string,
    origin: Origin,
  ): Promise<void> {
    tranche.version += 1;
    await tx.save(tranche);
    await this.tell(tx, { tranche, project }, type, effectiveDate, origin);
  }

  private async tell(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    type: TrancheEvent,
    effectiveDate: string,
    origin: Origin,
  ): Promise<void> {
    const { code, number, amount, split, reason, expectedOn } = tranche;
    const basis = project.dossier.basis ?? null;
    const shares = split.map((share) => ({ agreement: share.agreement, amount: share.amount.toJSON() }));
    await this.outbox.add(tx, type, {
      key: project.code,
      data: {
        ...{ project: project.code, tranche: code, number, amount: amount.toJSON(), split: shares, reason },
        ...{ expectedOn, basis },
      },
      valueDate: effectiveDate,
      ...traceOf(origin),
    });
  }
}

/** @throws {Violation} 422 `INVALID_DATE` */
function checkedDay(day: string | undefined): string | null {
  if (day === undefined || isDay(day)) return day ?? null;
  throw new Violation({
    code: 'INVALID_DATE',
    status: 422,
    title: 'Not a day',
    detail: `${day} is no day`,
    figures: { field: 'expectedOn' },
  });
}

/** Bank details live in treasury, under the code of whoever is paid. */
function beneficiaryOf({ dossier, city }: Project): string {
  return dossier.beneficiary?.trim() || city;
}

function amountOf({ amount, percent }: PlanTrancheDto, project: Project): Money {
  const exact = amount
    ? Money.zero().plus(Money.of(amount))
    : percentOf(project.attributedTotal, percent ?? '0', project.code);
  if (amount && percent !== undefined)
    checkSameAmount(exact, percent, { attributed: project.attributedTotal, project: project.code });
  if (exact.isPositive()) return exact;
  throw new Violation({
    code: 'INVALID_AMOUNT',
    status: 422,
    title: 'A tranche pays something',
    detail: `${exact} is not a positive amount`,
    figures: { amount: exact },
  });
}
