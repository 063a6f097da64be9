import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, forbidden, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { aidOf, donationsOf, EMERGENCY, SHORTFALL } from '../chart';
import { available } from '../fund/availability.service';
import { FundBook, INSTRUMENT } from '../fund/fund-book.service';
import { AidPayment, Proposal, ProposalSignature } from './aid.entity';
import {
  AlreadyDecided,
  BeforeTheCrisis,
  DecisionAboveProposal,
  FundInsufficient,
  InvalidAidAmount,
  PaymentUnderWay,
  ReasonMissing,
  SignaturesMissing,
} from './aid.errors';
import type { DecideDto, PayAgainDto, ReasonDto } from './aid.dto';
import { missingSignatures, type Source, takenFrom } from './proposal';
import { ProposalsService } from './proposals.service';

/** The Presidency's decision: what it grants is reserved in the same transaction, under the fund's lock. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly ledger: Ledger,
    private readonly book: FundBook,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async decide(tx: EntityManager, id: string, wanted: DecideDto, actor: Actor): Promise<Proposal> {
    const proposal = await this.proposals.lock(tx, id);
    const signatures = await tx.findBy(ProposalSignature, { proposal: id, version: proposal.version });
    this.checkMayDecide(proposal, signatures, wanted, actor);
    const decidedOn = await this.clock.effective(wanted.effectiveDate, tx);
    const signedOn = signatures.map((signature) => signature.signedOn).reduce((last, day) => (day > last ? day : last));
    if (decidedOn < signedOn) throw new BeforeTheCrisis('It would be decided', decidedOn, signedOn);
    const decided: Proposal = {
      ...proposal,
      state: wanted.outcome,
      decidedOn,
      decidedAt: new Date(),
      decidedBy: actor.id,
      reason: wanted.reason ?? null,
    };
    const granted =
      wanted.outcome === 'GRANTED' ? await this.grant(tx, decided, grantedOf(proposal, wanted), actor) : decided;
    await tx.save(Proposal, granted);
    await this.tell(tx, granted);
    if (granted.state === 'GRANTED')
      await this.requestPayment(tx, granted, [
        proposal.proposedBy,
        ...signatures.map(({ signedBy }) => signedBy),
        actor.id,
      ]);
    return granted;
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
    const signatures = await tx.findBy(ProposalSignature, { proposal: id, version: proposal.version });
    const involved = [
      proposal.proposedBy,
      ...signatures.map(({ signedBy }) => signedBy),
      proposal.decidedBy!,
      actor.id,
    ];
    await this.requestPayment(tx, { ...asked, decidedOn: await this.clock.effective(effectiveDate, tx) }, involved);
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
    return cancelled;
  }

  private checkMayDecide(
    proposal: Proposal,
    signatures: ProposalSignature[],
    { outcome, reason }: DecideDto,
    actor: Actor,
  ): void {
    if (proposal.state !== 'SUBMITTED') throw new AlreadyDecided(proposal.state);
    const missing = missingSignatures(proposal.version, signatures);
    if (missing.length > 0) throw new SignaturesMissing(missing);
    if (proposal.proposedBy === actor.id || signatures.some(({ signedBy }) => signedBy === actor.id)) {
      throw forbidden('Whoever proposed or signed an aid does not decide it.');
    }
    if (outcome !== 'GRANTED' && !reason?.trim()) throw new ReasonMissing();
  }

  private async grant(tx: EntityManager, proposal: Proposal, amount: Money, actor: Actor): Promise<Proposal> {
    const sources = await this.sources(tx, proposal.case, amount);
    const dimensions = { ...INSTRUMENT, case: proposal.case };
    const [posted] = await this.ledger.post(tx, {
      kind: 'aid-decided',
      reason: `Aid decided for ${proposal.case}: ${proposal.purpose}`,
      reference: proposal.id,
      valueDate: proposal.decidedOn!,
      actor: actor.id,
      metadata: { proposal: proposal.id, version: proposal.version },
      postings: [
        ...debitCredit(`commitment-contra:${proposal.case}`, `commitment:${proposal.case}`, amount, dimensions),
        ...sources.flatMap(({ account, minor }) =>
          debitCredit(account, aidOf(proposal.case), Money.minor(minor), dimensions),
        ),
      ],
    });
    return {
      ...proposal,
      grantedMinor: amount.minor.toString(),
      sources: sources.map(({ account, minor }) => ({ account, minor: minor.toString() })),
      transaction: posted!.id,
    };
  }

  /** Under lock: of two decisions for the last euro, the second sees what the first has left. */
  private async sources(tx: EntityManager, aidCase: string, amount: Money): Promise<Source[]> {
    const donations = donationsOf(aidCase);
    const locked = await this.ledger.lock(tx, [donations, EMERGENCY, SHORTFALL]);
    const held = (account: string): Money => locked.get(account) ?? Money.zero();
    const free = available(held(EMERGENCY), held(donations), held(SHORTFALL));
    if (amount.compare(free) > 0) {
      throw new FundInsufficient(amount, free, {
        realised: held(EMERGENCY),
        donations: held(donations),
        shortfall: held(SHORTFALL),
      });
    }
    return takenFrom(
      amount.minor,
      { account: donations, minor: held(donations).minor },
      { account: EMERGENCY, minor: held(EMERGENCY).minor },
    );
  }

  private async tell(
    tx: EntityManager,
    { id, case: code, state, amountMinor, grantedMinor, sources, decidedOn }: Proposal,
  ): Promise<void> {
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-decided.v1', {
      key: code,
      data: {
        case: code,
        proposal: id,
        outcome: state as DecideDto['outcome'],
        amount: Money.minor(BigInt(grantedMinor ?? amountMinor)).toJSON(),
        sources: (sources ?? []).map(({ account, minor }) => ({
          account,
          amount: Money.minor(BigInt(minor)).toJSON(),
        })),
      },
      valueDate: decidedOn!,
    });
  }

  private async requestPayment(tx: EntityManager, proposal: Proposal, involved: string[]): Promise<void> {
    const payment: AidPayment = {
      paymentRequest: uuid(),
      proposal: proposal.id,
      case: proposal.case,
      amountMinor: proposal.grantedMinor!,
      state: 'REQUESTED',
      requestedOn: proposal.decidedOn!,
      settledOn: null,
      settledAt: null,
      reason: null,
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
        involved: [...new Set(involved)],
      },
      valueDate: payment.requestedOn,
    });
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

function grantedOf({ amountMinor }: Proposal, { amount }: DecideDto): Money {
  const proposed = Money.minor(BigInt(amountMinor));
  const granted = amount ? Money.of(amount) : proposed;
  if (granted.currency !== 'EUR' || !granted.isPositive()) throw new InvalidAidAmount(granted);
  if (granted.compare(proposed) > 0) throw new DecisionAboveProposal(proposed, granted);
  return granted;
}
