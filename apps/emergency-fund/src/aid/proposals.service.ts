import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, forbidden, hasRole, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Proposal, ProposalSignature } from './aid.entity';
import { AlreadyDecided, AlreadySigned, BeforeTheCrisis, InvalidAidAmount, ProposalChanged } from './aid.errors';
import type { ProposeDto, SignDto } from './aid.dto';
import { CasesService } from './cases.service';
import { isOpen, type SignerRole } from './proposal';

@Injectable()
export class ProposalsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly cases: CasesService,
  ) {}

  /** A first proposal, or a new version of the one that waits: its signatures are void. */
  async propose(tx: EntityManager, reference: string, wanted: ProposeDto, actor: Actor): Promise<Proposal> {
    const amount = Money.of(wanted.amount);
    if (amount.currency !== 'EUR' || !amount.isPositive()) throw new InvalidAidAmount(amount);
    const { code, openedOn } = await this.cases.findOpen(tx, reference);
    const proposedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (proposedOn < openedOn) throw new BeforeTheCrisis('The proposal would be made', proposedOn, openedOn);
    const waiting = (await tx.findBy(Proposal, { case: code })).find(({ state }) => isOpen(state));
    const proposal: Proposal = {
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
    await tx.save(Proposal, proposal);
    if (waiting) await this.voidSignatures(tx, waiting);
    const { id, version } = proposal;
    await this.outbox.add(tx, 'abonde.emergency-fund.proposal-submitted.v1', {
      key: code,
      data: { case: code, proposal: id, version, amount: amount.toJSON() },
      valueDate: proposedOn,
    });
    return proposal;
  }

  async sign(tx: EntityManager, id: string, { version, effectiveDate }: SignDto, actor: Actor): Promise<Proposal> {
    const proposal = await this.lock(tx, id);
    if (proposal.state !== 'SUBMITTED') throw new AlreadyDecided(proposal.state);
    if (proposal.version !== version) throw new ProposalChanged(version, proposal.version);
    const signedOn = await this.clock.effective(effectiveDate, tx);
    if (signedOn < proposal.proposedOn) throw new BeforeTheCrisis('It would be signed', signedOn, proposal.proposedOn);
    const signatures = await tx.findBy(ProposalSignature, { proposal: id, version });
    const role = roleOf(actor);
    if (signatures.some((signature) => signature.role === role)) throw new AlreadySigned(role, version);
    if (signatures.some(({ signedBy }) => signedBy === actor.id))
      throw forbidden('The two signatures are of two persons.');
    await tx.insert(ProposalSignature, {
      proposal: id,
      version,
      role,
      signedBy: actor.id,
      signerName: actor.name,
      signedOn,
      signedAt: new Date(),
    });
    await this.outbox.add(tx, 'abonde.emergency-fund.proposal-signed.v1', {
      key: proposal.case,
      data: { case: proposal.case, proposal: id, version, role },
      valueDate: signedOn,
    });
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

  private async voidSignatures(tx: EntityManager, { id, case: code, version }: Proposal): Promise<void> {
    if ((await tx.countBy(ProposalSignature, { proposal: id, version })) === 0) return;
    await this.outbox.add(tx, 'abonde.emergency-fund.signatures-voided.v1', {
      key: code,
      data: { case: code, proposal: id, version },
    });
  }
}

function roleOf(actor: Actor): SignerRole {
  return hasRole(actor, 'committee-presidency') ? 'COMMITTEE_PRESIDENCY' : 'SECRETARIAT';
}
