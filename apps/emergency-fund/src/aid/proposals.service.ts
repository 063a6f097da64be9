import type { Day } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, forbidden, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Capacity } from '../delegations/delegation';
import { DelegationsService } from '../delegations/delegations.service';
import { NoticesService } from '../notifications/notices.service';
import { AlreadyDecided, AlreadySigned, BeforeTheCrisis, InvalidAidAmount, ProposalChanged } from './aid.errors';
import type { ProposeDto, SignDto } from './aid.dto';
import { CasesService } from './cases.service';
import { isOpen, missingSignatures, type SignerRole, signerRoles } from './proposal';
import { Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';

@Injectable()
export class ProposalsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly cases: CasesService,
    private readonly delegations: DelegationsService,
    private readonly notices: NoticesService,
  ) {}

  /** A first proposal, or a new version of the one that waits: its signatures are void. */
  async propose(tx: EntityManager, reference: string, wanted: ProposeDto, actor: Actor): Promise<Proposal> {
    const amount = Money.of(wanted.amount);
    if (amount.currency !== 'EUR' || !amount.isPositive()) throw new InvalidAidAmount(amount);
    const { id: caseId, code, openedOn } = await this.cases.findOpen(tx, reference);
    const proposedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (proposedOn < openedOn) throw new BeforeTheCrisis('The proposal would be made', proposedOn, openedOn);
    if ((await this.signerCapacities(tx, actor, proposedOn)).length === 0)
      throw forbidden('An aid is proposed by the committee’s Presidency or the permanent secretariat.');
    const waiting = (await tx.findBy(Proposal, { case: code })).find(({ state }) => isOpen(state));
    const proposal = proposalOf({ code, waiting, wanted, amount, proposedOn, actor });
    await tx.save(Proposal, proposal);
    await tx.insert(ProposalVersion, versionOf(proposal, actor));
    if (waiting) await this.voidSignatures(tx, waiting);
    const { id, version } = proposal;
    await this.outbox.add(tx, 'abonde.emergency-fund.proposal-submitted.v1', {
      key: code,
      data: { case: code, proposal: id, version, amount: amount.toJSON() },
      valueDate: proposedOn,
    });
    const act = { case: { id: caseId, code }, proposal: { id, version }, actor: actor.id };
    await this.notices.tell(tx, { kind: 'SIGNATURE_ASKED', ...act });
    return wanted.sign ? this.sign(tx, id, { version, effectiveDate: proposedOn }, actor) : proposal;
  }

  async sign(tx: EntityManager, id: string, { version, effectiveDate }: SignDto, actor: Actor): Promise<Proposal> {
    const proposal = await this.lock(tx, id);
    if (proposal.state !== 'SUBMITTED') throw new AlreadyDecided(proposal.state);
    if (proposal.version !== version) throw new ProposalChanged(version, proposal.version);
    const signedOn = await this.clock.effective(effectiveDate, tx);
    if (signedOn < proposal.proposedOn) throw new BeforeTheCrisis('It would be signed', signedOn, proposal.proposedOn);
    const signatures = await tx.findBy(ProposalSignature, { proposal: id, version });
    const { role, capacity } = await this.signerOf(tx, signatures, version, signedOn, actor);
    if (signatures.some(({ signedBy }) => signedBy === actor.id))
      throw forbidden('The two signatures are of two persons.');
    const signature: ProposalSignature = {
      proposal: id,
      version,
      role,
      signedBy: actor.id,
      signerName: actor.name,
      signedOn,
      signedAt: new Date(),
      ...standing(capacity),
    };
    await tx.insert(ProposalSignature, signature);
    await this.outbox.add(tx, 'abonde.emergency-fund.proposal-signed.v1', {
      key: proposal.case,
      data: { case: proposal.case, proposal: id, version, role },
      valueDate: signedOn,
    });
    if (missingSignatures(version, [...signatures, signature]).length === 0)
      await this.askDecision(tx, proposal, actor);
    return proposal;
  }

  async find(tx: EntityManager, id: string): Promise<Proposal> {
    const found = isUuid(id) ? await tx.findOneBy(Proposal, { id }) : null;
    if (!found) throw notFound('proposal', id);
    return found;
  }

  /** Until the transaction ends nobody else changes, signs or decides it. */
  async lock(tx: EntityManager, id: string): Promise<Proposal> {
    const { case: code } = await this.find(tx, id);
    await this.cases.findOpen(tx, code);
    return tx.findOneOrFail(Proposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The signatures an actor may give, in person or for somebody who is away. */
  async signerCapacities(
    tx: EntityManager,
    actor: Actor,
    effective?: Day,
  ): Promise<{ role: SignerRole; capacity: Capacity }[]> {
    const found: { role: SignerRole; capacity: Capacity }[] = [];
    for (const role of signerRoles) {
      const capacity = await this.delegations.capacity(tx, role, actor, effective);
      if (capacity) found.push({ role, capacity });
    }
    return found;
  }

  private async signerOf(
    tx: EntityManager,
    signatures: readonly ProposalSignature[],
    version: number,
    signedOn: Day,
    actor: Actor,
  ): Promise<{ role: SignerRole; capacity: Capacity }> {
    const able = await this.signerCapacities(tx, actor, signedOn);
    const [first] = able;
    if (!first) throw forbidden('An aid is signed by the committee’s Presidency and the permanent secretariat.');
    const missing = missingSignatures(version, signatures);
    const wanted = able.find(({ role }) => missing.includes(role));
    if (!wanted) throw new AlreadySigned(first.role, version);
    return wanted;
  }

  private async askDecision(tx: EntityManager, { id, case: code, version }: Proposal, actor: Actor): Promise<void> {
    const aidCase = await this.cases.find(tx, code);
    await this.notices.tell(tx, { kind: 'DECISION_ASKED', case: aidCase, proposal: { id, version }, actor: actor.id });
  }

  private async voidSignatures(tx: EntityManager, { id, case: code, version }: Proposal): Promise<void> {
    if ((await tx.countBy(ProposalSignature, { proposal: id, version })) === 0) return;
    await this.outbox.add(tx, 'abonde.emergency-fund.signatures-voided.v1', {
      key: code,
      data: { case: code, proposal: id, version },
    });
  }
}

/** How an act names who was away. */
export function standing(capacity: Capacity): { delegation: string | null; onBehalfOf: string | null } {
  if (capacity.own) return { delegation: null, onBehalfOf: null };
  return { delegation: capacity.delegation.id, onBehalfOf: capacity.delegation.delegatorName };
}

interface Proposed {
  code: string;
  waiting: Proposal | undefined;
  wanted: ProposeDto;
  amount: Money;
  proposedOn: Day;
  actor: Actor;
}

function proposalOf({ code, waiting, wanted, amount, proposedOn, actor }: Proposed): Proposal {
  return {
    id: waiting?.id ?? uuid(),
    case: code,
    version: (waiting?.version ?? 0) + 1,
    amountMinor: amount.minor.toString(),
    purpose: wanted.purpose,
    beneficiary: wanted.beneficiary,
    state: 'SUBMITTED',
    proposedOn,
    proposedAt: new Date(),
    proposedBy: actor.id,
    decidedOn: null,
    decidedAt: null,
    decidedBy: null,
    grantedMinor: null,
    reason: null,
    sources: null,
    transaction: null,
  };
}

function versionOf(proposal: Proposal, { name }: Actor): ProposalVersion {
  const { id, version, amountMinor, purpose, beneficiary, proposedOn, proposedAt, proposedBy } = proposal;
  return {
    proposal: id,
    version,
    amountMinor,
    purpose,
    beneficiary,
    proposedOn,
    proposedAt,
    proposedBy,
    proposerName: name,
  };
}
