import { yearOf, type Day } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, forbidden } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Capacity } from '../delegations/delegation';
import { DelegationsService } from '../delegations/delegations.service';
import type { NoticeKind } from '../notifications/notice';
import { NoticesService } from '../notifications/notices.service';
import { AidPayments } from './aid-payments.service';
import {
  AlreadyDecided,
  BeforeTheCrisis,
  DecisionAboveProposal,
  InvalidAidAmount,
  ProposalChanged,
  ReasonMissing,
  SignaturesMissing,
} from './aid.errors';
import type { DecideDto } from './aid.dto';
import { CasesService } from './cases.service';
import { decisionNumber, missingSignatures, type Outcome } from './proposal';
import { AidDecision } from './decision.entity';
import { Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';
import { ProposalsService, standing } from './proposals.service';
import { AidReservations } from './reservations.service';

const told: Record<Outcome, NoticeKind> = {
  GRANTED: 'AID_GRANTED',
  REFUSED: 'AID_REFUSED',
  RETURNED: 'PROPOSAL_RETURNED',
};

/** The Presidency's decision: what it grants is reserved in the same transaction, under the fund's lock. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly cases: CasesService,
    private readonly payments: AidPayments,
    private readonly delegations: DelegationsService,
    private readonly notices: NoticesService,
    private readonly reservations: AidReservations,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async decide(tx: EntityManager, id: string, wanted: DecideDto, actor: Actor): Promise<Proposal> {
    const proposal = await this.proposals.lock(tx, id);
    const decidedOn = await this.clock.effective(wanted.effectiveDate, tx);
    const capacity = await this.delegations.require(tx, 'PRESIDENCY', actor, decidedOn);
    const signatures = await this.signed(tx, proposal, wanted);
    await this.checkStranger(tx, id, actor, capacity);
    if (wanted.outcome !== 'GRANTED' && !wanted.reason?.trim()) throw new ReasonMissing();
    const signedOn = signatures.map((signature) => signature.signedOn).reduce((last, day) => (day > last ? day : last));
    if (decidedOn < signedOn) throw new BeforeTheCrisis('It would be decided', decidedOn, signedOn);
    const decided: Proposal = {
      ...proposal,
      state: wanted.outcome,
      decidedOn,
      decidedAt: new Date(),
      decidedBy: actor.id,
      reason: wanted.reason?.trim() || null,
    };
    const granted =
      wanted.outcome === 'GRANTED' ? await this.grant(tx, decided, grantedOf(proposal, wanted), actor) : decided;
    await tx.save(Proposal, granted);
    await this.record(tx, granted, wanted.outcome, actor, capacity);
    await this.tell(tx, granted, actor);
    if (granted.state === 'GRANTED') await this.payments.request(tx, granted, decidedOn, actor);
    return granted;
  }

  /** Both signatures are there, on the version that was read. */
  private async signed(
    tx: EntityManager,
    { id, state, version }: Proposal,
    wanted: DecideDto,
  ): Promise<ProposalSignature[]> {
    if (state !== 'SUBMITTED') throw new AlreadyDecided(state);
    if (wanted.version !== undefined && wanted.version !== version) throw new ProposalChanged(wanted.version, version);
    const signatures = await tx.findBy(ProposalSignature, { proposal: id, version });
    const missing = missingSignatures(version, signatures);
    if (missing.length > 0) throw new SignaturesMissing(missing);
    return signatures;
  }

  /** Neither who decides nor in whose name it is decided has proposed or signed the aid, in any version. */
  private async checkStranger(tx: EntityManager, proposal: string, actor: Actor, capacity: Capacity): Promise<void> {
    const authors = await tx.findBy(ProposalVersion, { proposal });
    const signers = await tx.findBy(ProposalSignature, { proposal });
    const involved = [...authors.map(({ proposedBy }) => proposedBy), ...signers.map(({ signedBy }) => signedBy)];
    const deciders = capacity.own ? [actor.id] : [actor.id, capacity.delegation.delegator];
    if (deciders.some((person) => involved.includes(person)))
      throw forbidden('Whoever proposed or signed an aid does not decide it.');
  }

  private async grant(tx: EntityManager, proposal: Proposal, amount: Money, actor: Actor): Promise<Proposal> {
    const reserved = await this.reservations.reserve(tx, proposal, amount, {
      kind: 'aid-decided',
      reason: `Aid decided for ${proposal.case}: ${proposal.purpose}`,
      valueDate: proposal.decidedOn!,
      actor: actor.id,
    });
    return { ...proposal, ...reserved, grantedMinor: amount.minor.toString() };
  }

  /** Decisions are numbered without a gap, year by year. */
  private async record(
    tx: EntityManager,
    proposal: Proposal,
    outcome: Outcome,
    actor: Actor,
    capacity: Capacity,
  ): Promise<void> {
    const { id, version, case: aidCase, amountMinor, grantedMinor, purpose, beneficiary, reason } = proposal;
    const { decidedOn, decidedAt } = proposal as { decidedOn: Day; decidedAt: Date };
    await tx.insert(AidDecision, {
      ...{ number: await this.nextNumber(tx, yearOf(decidedOn)), proposal: id, version, case: aidCase, outcome },
      ...{ proposedMinor: amountMinor, grantedMinor, purpose, beneficiary, reason, decidedOn, decidedAt },
      ...{ decidedBy: actor.id, deciderName: actor.name, ...standing(capacity) },
    });
  }

  private async nextNumber(tx: EntityManager, year: number): Promise<string> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('aid-decision-number', 0))`);
    const rank = await tx
      .createQueryBuilder(AidDecision, 'd')
      .where('extract(year FROM d.decidedOn) = :year', { year })
      .getCount();
    return decisionNumber(year, rank + 1);
  }

  private async tell(tx: EntityManager, proposal: Proposal, actor: Actor): Promise<void> {
    const { id, version, case: code, state, amountMinor, grantedMinor, sources, decidedOn } = proposal;
    const outcome = state as Outcome;
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-decided.v1', {
      key: code,
      data: {
        case: code,
        proposal: id,
        outcome,
        amount: Money.minor(BigInt(grantedMinor ?? amountMinor)).toJSON(),
        sources: (sources ?? []).map(({ account, minor }) => ({
          account,
          amount: Money.minor(BigInt(minor)).toJSON(),
        })),
      },
      valueDate: decidedOn!,
    });
    const aidCase = await this.cases.find(tx, code);
    await this.notices.tell(tx, { kind: told[outcome], case: aidCase, proposal: { id, version }, actor: actor.id });
  }
}

function grantedOf({ amountMinor }: Proposal, { amount }: DecideDto): Money {
  const proposed = Money.minor(BigInt(amountMinor));
  const granted = amount ? Money.of(amount) : proposed;
  if (granted.currency !== 'EUR' || !granted.isPositive()) throw new InvalidAidAmount(granted);
  if (granted.compare(proposed) > 0) throw new DecisionAboveProposal(proposed, granted);
  return granted;
}
