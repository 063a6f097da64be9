import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Agreement } from '../agreements/agreement.entity';
import { Agreements } from '../agreements/agreements.service';
import { entriesLink } from '../envelopes/entries';
import { byCommand } from '../envelopes/origin';
import { newestFirst } from '../storage/newest-first.query';
import { decline, lockPrepared, refuseSamePerson } from '../two-persons';
import { dueTo, RefundReserve } from './refund-reserve.service';
import { Refund } from './refund.entity';
import type { PrepareRefundDto, RefundDto, RefundsQuery } from './refunds.dto';

/** Prepares and confirms what goes back to donors: unspent money, interest their clause returns, aid paid in excess. */
@Injectable()
export class Refunds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly agreements: Agreements,
    private readonly reserve: RefundReserve,
    private readonly outbox: Outbox,
  ) {}

  /** Newest first. */
  async list({ status, ...page }: RefundsQuery): Promise<Page<RefundDto>> {
    const { items, nextCursor } = await newestFirst(
      this.dataSource.manager,
      Refund,
      { ...(status && { status }) },
      page,
    );
    return { items: items.map(toDto), nextCursor };
  }

  prepare(body: PrepareRefundDto, command: Command): Promise<RefundDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { code } = await this.agreements.find(body.agreement, tx);
      const amount = Money.of(body.amount);
      if (amount.currency !== 'EUR' || !amount.isPositive()) {
        throw new DomainError({
          code: 'AMOUNT_NOT_POSITIVE',
          status: 422,
          title: 'Invalid amount',
          detail: `${amount} is not an amount in EUR above zero.`,
        });
      }
      const refund = tx.create(Refund, {
        id: uuid(),
        kind: body.kind,
        agreement: code,
        amount: amount.minor,
        paid: 0n,
        beneficiary: body.beneficiary,
        reason: body.reason,
        effectiveDate: await this.clock.effective(body.effectiveDate, tx),
        status: 'PREPARED',
        preparedBy: command.actor.id,
        confirmedBy: null,
        declinedBy: null,
        declineReason: null,
        transaction: null,
      });
      await this.checkAvailable(tx, refund);
      await tx.insert(Refund, refund);
      return toDto(refund);
    });
  }

  confirm(id: string, command: Command): Promise<RefundDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const refund = await lockPrepared(tx, Refund, id, 'refund');
      refuseSamePerson(command.actor.id, [refund.preparedBy], 'this refund');
      const agreement = await this.agreements.find(refund.agreement, tx);
      await this.checkAvailable(tx, refund);
      refund.transaction = await this.reserve.setAside(tx, refund, agreement, byCommand(command));
      Object.assign(refund, { status: 'REQUESTED', confirmedBy: command.actor.id });
      await tx.save(refund);
      await this.requestPayment(tx, refund, agreement, command);
      return toDto(refund);
    });
  }

  decline(id: string, reason: string, command: Command): Promise<RefundDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const refund = await lockPrepared(tx, Refund, id, 'refund');
      decline(refund, reason, command.actor);
      await tx.save(refund);
      return toDto(refund);
    });
  }

  private async checkAvailable(tx: EntityManager, refund: Refund): Promise<void> {
    const requested = Money.minor(refund.amount);
    const { account, available } = await this.reserve.available(tx, refund);
    if (requested.compare(available) <= 0) return;
    throw new DomainError({
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      title: 'Not enough money',
      detail: `${account} has ${available}.`,
      ...{ account, available, requested },
    });
  }

  private async requestPayment(
    tx: EntityManager,
    refund: Refund,
    { code, instrument }: Agreement,
    { actor, correlationId }: Command,
  ): Promise<void> {
    const data = {
      paymentRequest: refund.id,
      kind: refund.kind === 'INTEREST_RETURN' ? ('INTEREST_RETURN' as const) : ('DONOR_REFUND' as const),
      beneficiary: refund.beneficiary,
      amount: Money.minor(refund.amount).toJSON(),
      dueOn: refund.effectiveDate,
      instrument,
      agreement: code,
      involved: [refund.preparedBy, actor.id],
    };
    await this.outbox.add(tx, 'abonde.contributions.payment-requested.v1', { key: refund.id, data, correlationId });
  }
}

function toDto(refund: Refund): RefundDto {
  const { id, kind, agreement, beneficiary, reason, effectiveDate, status, transaction } = refund;
  const { preparedBy, confirmedBy, declinedBy, declineReason } = refund;
  return {
    id,
    kind,
    agreement,
    beneficiary,
    reason,
    effectiveDate,
    status,
    preparedBy,
    confirmedBy,
    declinedBy,
    declineReason,
    entries: transaction && entriesLink({ account: dueTo(agreement), transaction, side: 'credit' }),
    amount: Money.minor(refund.amount).toJSON(),
    paid: Money.minor(refund.paid).toJSON(),
  };
}
