import { Outbox } from '@abonde/messaging';
import type { Money } from '@abonde/money';
import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Origin, traceOf } from '../rules/origin';
import { ConditionFactsReader } from './condition-facts.service';
import { checkConditions } from './conditions';
import { Reservations } from './reservations.service';
import { sumOf } from './split';
import { TranchePayment } from './tranche-payment.entity';
import type { ApproveTrancheDto } from './tranches.dto';
import { type LockedTranche, TranchesService } from './tranches.service';

/** The financial approval: reserves the money and asks treasury for the payment. */
@Injectable()
export class Approvals {
  constructor(
    private readonly tranches: TranchesService,
    private readonly reservations: Reservations,
    private readonly facts: ConditionFactsReader,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  /** A tranche the bank sent back is asked again with what is still reserved for it. */
  async approve(tx: EntityManager, reference: string, body: ApproveTrancheDto, origin: Origin): Promise<void> {
    const locked = await this.tranches.lock(tx, reference);
    const { tranche, project } = locked;
    const isNew = tranche.status !== 'RETURNED';
    this.tranches.advance(locked, 'approve', origin.actor);
    checkConditions(tranche.code, tranche.conditions, await this.facts.of(tx, tranche, project.code));
    const day = await this.clock.effective(body.effectiveDate, tx);
    if (isNew) await this.reservations.reserve(tx, project, tranche, day, origin);
    const amount = isNew ? tranche.amount : sumOf(await this.reservations.heldFor(tx, tranche));
    Object.assign(tranche, { approvedBy: origin.actor, approvedOn: day, reason: null });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-approved.v1', day, origin);
    await this.askPayment(tx, locked, { amount, dueOn: body.dueOn ?? day }, origin);
  }

  private async askPayment(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    { amount, dueOn }: { amount: Money; dueOn: string },
    origin: Origin,
  ): Promise<void> {
    const paymentRequest = uuid();
    await tx.insert(TranchePayment, { paymentRequest, trancheId: tranche.id, amount, status: 'REQUESTED' });
    const involved = [tranche.requestedBy, tranche.certifiedBy, tranche.approvedBy].filter((actor) => actor !== null);
    await this.outbox.add(tx, 'abonde.disbursements.payment-requested.v1', {
      key: paymentRequest,
      data: {
        ...{ paymentRequest, kind: 'TRANCHE', beneficiary: tranche.beneficiary, amount: amount.toJSON(), dueOn },
        ...{ instrument: project.instrument, project: project.code, tranche: tranche.code, involved },
      },
      ...traceOf(origin),
    });
  }
}
