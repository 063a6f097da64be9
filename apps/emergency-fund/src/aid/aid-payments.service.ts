import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FundBook } from '../fund/fund-book.service';
import { NoticesService } from '../notifications/notices.service';
import { PaymentUnderWay } from './aid.errors';
import type { PayAgainDto, ReasonDto } from './aid.dto';
import { CasesService } from './cases.service';
import { AidPayment, Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';
import { ProposalsService } from './proposals.service';

/** Asks treasury to pay what is granted, again where it failed, or gives it up. */
@Injectable()
export class AidPayments {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly cases: CasesService,
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

  /** An aid whose payment failed is asked for again, if need be to a mended beneficiary. */
  async payAgain(
    tx: EntityManager,
    id: string,
    { beneficiary, effectiveDate }: PayAgainDto,
    actor: Actor,
  ): Promise<Proposal> {
    const proposal = await this.failed(tx, id);
    const asked: Proposal = { ...proposal, beneficiary: beneficiary ?? proposal.beneficiary };
    await tx.save(Proposal, asked);
    await this.request(tx, asked, await this.clock.effective(effectiveDate, tx), actor);
    return asked;
  }

  /** An aid that can't be paid is given up: its money is free again. */
  async cancel(tx: EntityManager, id: string, { reason, effectiveDate }: ReasonDto, actor: Actor): Promise<Proposal> {
    const proposal = await this.failed(tx, id);
    const valueDate = await this.clock.effective(effectiveDate, tx);
    await this.ledger.reverse(tx, proposal.transaction!, { kind: 'aid-cancelled', reason, actor: actor.id, valueDate });
    await this.book.repay(tx, { reason, actor: actor.id, valueDate });
    const cancelled: Proposal = { ...proposal, state: 'CANCELLED', reason };
    await tx.save(Proposal, cancelled);
    const aidCase = await this.cases.find(tx, proposal.case);
    const { version } = proposal;
    await this.notices.tell(tx, { kind: 'AID_CANCELLED', case: aidCase, proposal: { id, version }, actor: actor.id });
    return cancelled;
  }

  private async involved(tx: EntityManager, { id, version, decidedBy }: Proposal): Promise<string[]> {
    const { proposedBy } = await tx.findOneByOrFail(ProposalVersion, { proposal: id, version });
    const signatures = await tx.find(ProposalSignature, {
      where: { proposal: id, version },
      order: { signedAt: 'ASC' },
    });
    return [proposedBy, ...signatures.map(({ signedBy }) => signedBy), ...(decidedBy === null ? [] : [decidedBy])];
  }

  private async failed(tx: EntityManager, id: string): Promise<Proposal> {
    const proposal = await this.proposals.lock(tx, id);
    const payments = await tx.find(AidPayment, {
      where: { proposal: id },
      order: { paymentRequest: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const states = payments.map(({ state }) => state);
    const last = states.at(-1);
    if (proposal.state !== 'GRANTED' || (last !== 'REJECTED' && last !== 'CANCELLED'))
      throw new PaymentUnderWay(states);
    return proposal;
  }
}
