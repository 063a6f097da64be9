import { debitCredit, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, type Page, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { about, type Agreement } from '../agreements/agreement.entity';
import { Agreements } from '../agreements/agreements.service';
import { GENERAL } from '../donors/donor';
import { entriesLink } from '../envelopes/entries';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { byCommand } from '../envelopes/origin';
import { newestFirst } from '../storage/newest-first.query';
import { decline, lockPrepared, refuseSamePerson } from '../two-persons';
import { owedTo } from './owed.query';
import { Refund } from './refund.entity';
import type { PrepareRefundDto, RefundDto, RefundsQuery } from './refunds.dto';

/** Income → owed to the donor; envelope → due to the donor: what a refund sets aside (24). */
export function setAside(agreement: Agreement, amount: Money): NewPosting[] {
  const { code } = agreement;
  const dimensions = about(agreement);
  return [
    ...debitCredit(`income:${code}`, `payable-to-donor:${code}`, amount, dimensions),
    ...debitCredit(envelope(code), `fund:due-to-donor:${code}`, amount, dimensions),
  ];
}

/** Prepares and confirms what goes back to donors: unspent money, interest their clause returns, aid paid in excess. */
@Injectable()
export class Refunds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly agreements: Agreements,
    private readonly envelopes: Envelopes,
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
      const amount = Money.minor(refund.amount);
      await this.checkAvailable(tx, refund);
      if (refund.kind === 'DONOR_REFUND') refund.transaction = await this.take(tx, refund, agreement, amount, command);
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

  /** Unspent money comes from the envelope; interest and excess aid stand aside already, as owed to the donor. */
  private async checkAvailable(tx: EntityManager, refund: Refund): Promise<void> {
    const amount = Money.minor(refund.amount);
    if (refund.kind !== 'DONOR_REFUND') return this.checkDue(tx, refund, amount);
    const available = await this.envelopes.free(tx, refund.agreement);
    if (amount.compare(available) > 0) insufficient(envelope(refund.agreement), available, amount);
  }

  private async take(
    tx: EntityManager,
    refund: Refund,
    agreement: Agreement,
    amount: Money,
    command: Command,
  ): Promise<string> {
    const { id } = await this.envelopes.record(
      tx,
      {
        kind: 'refund-requested',
        reason: refund.reason,
        reference: agreement.code,
        valueDate: refund.effectiveDate,
        metadata: { refund: refund.id },
        postings: setAside(agreement, amount),
      },
      [
        { agreement: agreement.code, delta: -amount.minor, cause: 'REFUNDED' },
        { agreement: GENERAL, delta: amount.minor, cause: 'REFUNDED' },
      ],
      byCommand(command),
    );
    return id;
  }

  /** What earlier requests have not paid yet does not count twice. */
  private async checkDue(tx: EntityManager, refund: Refund, amount: Money): Promise<void> {
    const owed = await owedTo(tx, this.envelopes, refund.agreement);
    const available = refund.kind === 'AID_RETURN' ? owed.aid : owed.interest;
    if (amount.compare(available) > 0) insufficient(`fund:due-to-donor:${refund.agreement}`, available, amount);
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

function insufficient(account: string, available: Money, requested: Money): never {
  throw new DomainError({
    code: 'INSUFFICIENT_FUNDS',
    status: 409,
    title: 'Not enough money',
    detail: `${account} has ${available}.`,
    account,
    available,
    requested,
  });
}

function toDto(refund: Refund): RefundDto {
  const { id, kind, agreement, beneficiary, reason, effectiveDate, status, transaction } = refund;
  const { preparedBy, confirmedBy, declinedBy, declineReason } = refund;
  const account = `fund:due-to-donor:${agreement}`;
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
    entries: transaction && entriesLink({ account, transaction, side: 'credit' }),
    amount: Money.minor(refund.amount).toJSON(),
    paid: Money.minor(refund.paid).toJSON(),
  };
}
