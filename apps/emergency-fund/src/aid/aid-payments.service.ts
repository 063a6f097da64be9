import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FundBook, type Occasion } from '../fund/fund-book.service';
import { NoticesService } from '../notifications/notices.service';
import { PaymentUnderWay } from './aid.errors';
import type { PayAgainDto, ReasonDto } from './aid.dto';
import { CasesService } from './cases.service';
import { AidPayment } from './payment.entity';
import { Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';
import { isFailed } from './proposal';
import { ProposalsService } from './proposals.service';
import { AidReservations } from './reservations.service';

/** Asks treasury to pay what is granted, again where it failed, or gives it up. */
@Injectable()
export class AidPayments {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly cases: CasesService,
    private readonly reservations: AidReservations,
    private readonly ledger: Ledger,
    private readonly book: FundBook,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly notices: NoticesService,
  ) {}

  /** @param by who asks it: with those who proposed, signed and decided, not allowed to approve the order */
  async request(tx: EntityManager, proposal: Proposal, requestedOn: Day, by: Actor): Promise<void> {
    const payment: AidPayment = {
      paymentRequest: uuid(),
      proposal: proposal.id,
      case: proposal.case,
      amountMinor: proposal.grantedMinor!,
      state: 'REQUESTED',
      requestedOn,
      settledOn: null,
      settledAt: null,
      reason: null,
      ...{ returnedOn: null, returnedMinor: null, returnTransaction: null },
      beneficiary: proposal.beneficiary,
    };
    await tx.insert(AidPayment, payment);
    await this.outbox.add(tx, 'abonde.emergency-fund.payment-requested.v1', {
      key: payment.paymentRequest,
      data: {
        paymentRequest: payment.paymentRequest,
        kind: 'AID',
        beneficiary: proposal.beneficiary,
        amount: Money.minor(BigInt(payment.amountMinor)).toJSON(),
        dueOn: payment.requestedOn,
        instrument: 'EMERGENCY',
        case: proposal.case,
        involved: [...new Set([...(await this.involved(tx, proposal)), by.id])],
      },
      valueDate: payment.requestedOn,
    });
  }

  /**
   * An aid whose payment failed is asked for again, if need be to a mended beneficiary. The decision stands: what the bank
   * has returned to the fund meanwhile is put aside again.
   */
  async payAgain(
    tx: EntityManager,
    id: string,
    { beneficiary, effectiveDate }: PayAgainDto,
    actor: Actor,
  ): Promise<Proposal> {
    const { proposal, payment } = await this.failed(tx, id);
    const valueDate = await this.clock.effective(effectiveDate, tx);
    const reserved = payment.state === 'RETURNED' ? await this.reserveAgain(tx, proposal, valueDate, actor) : {};
    const asked: Proposal = { ...proposal, ...reserved, beneficiary: beneficiary ?? proposal.beneficiary };
    await tx.save(Proposal, asked);
    await this.request(tx, asked, valueDate, actor);
    return asked;
  }

  /** An aid that can't be paid is given up: what was still put aside is free again; what the bank returned already is. */
  async cancel(tx: EntityManager, id: string, { reason, effectiveDate }: ReasonDto, actor: Actor): Promise<Proposal> {
    const { proposal, payment } = await this.failed(tx, id);
    const valueDate = await this.clock.effective(effectiveDate, tx);
    if (payment.state !== 'RETURNED') await this.free(tx, proposal, { reason, actor: actor.id, valueDate });
    const cancelled: Proposal = { ...proposal, state: 'CANCELLED', reason };
    await tx.save(Proposal, cancelled);
    const aidCase = await this.cases.find(tx, proposal.case);
    const { version } = proposal;
    await this.notices.tell(tx, { kind: 'AID_CANCELLED', case: aidCase, proposal: { id, version }, actor: actor.id });
    return cancelled;
  }

  private reserveAgain(
    tx: EntityManager,
    proposal: Proposal,
    valueDate: Day,
    actor: Actor,
  ): Promise<Pick<Proposal, 'sources' | 'transaction'>> {
    return this.reservations.reserve(tx, proposal, Money.minor(BigInt(proposal.grantedMinor!)), {
      kind: 'aid-reserved-again',
      reason: `Aid to ${proposal.case}, returned by the bank, to be paid again`,
      valueDate,
      actor: actor.id,
    });
  }

  private async free(tx: EntityManager, { transaction }: Proposal, on: Omit<Occasion, 'cause'>): Promise<void> {
    await this.ledger.reverse(tx, transaction!, { kind: 'aid-cancelled', ...on });
    await this.book.repay(tx, on);
  }

  private async involved(tx: EntityManager, { id, version, decidedBy }: Proposal): Promise<string[]> {
    const { proposedBy } = await tx.findOneByOrFail(ProposalVersion, { proposal: id, version });
    const signatures = await tx.find(ProposalSignature, {
      where: { proposal: id, version },
      order: { signedAt: 'ASC' },
    });
    return [proposedBy, ...signatures.map(({ signedBy }) => signedBy), ...(decidedBy === null ? [] : [decidedBy])];
  }

  /** The aid whose last payment failed, with that payment; both locked. @throws {PaymentUnderWay} */
  private async failed(tx: EntityManager, id: string): Promise<{ proposal: Proposal; payment: AidPayment }> {
    const proposal = await this.proposals.lock(tx, id);
    const payments = await tx.find(AidPayment, {
      where: { proposal: id },
      order: { paymentRequest: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const payment = payments.at(-1);
    if (proposal.state !== 'GRANTED' || !payment || !isFailed(payment.state))
      throw new PaymentUnderWay(payments.map(({ state }) => state));
    return { proposal, payment };
  }
}
