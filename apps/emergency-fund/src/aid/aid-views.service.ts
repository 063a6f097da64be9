import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AidCase, AidPayment, Proposal, ProposalSignature } from './aid.entity';
import type { CaseDto, ClockDto, DecisionDto, MomentDto, ProposalDto } from './aid.dto';
import { missingSignatures } from './proposal';

interface Behind {
  proposal: Proposal;
  signatures: ProposalSignature[];
  payments: AidPayment[];
}

/** Cases and proposals as they are read: with their signatures, decision, payments and the clock between them. */
@Injectable()
export class AidViews {
  async cases(tx: EntityManager, cases: readonly AidCase[]): Promise<CaseDto[]> {
    const behind = await this.behind(
      tx,
      await tx.find(Proposal, {
        where: { case: In(cases.map(({ code }) => code)) },
        order: { proposedAt: 'ASC', id: 'ASC' },
      }),
    );
    return cases.map((one) =>
      caseView(
        one,
        behind.filter(({ proposal }) => proposal.case === one.code),
      ),
    );
  }

  async case(tx: EntityManager, one: AidCase): Promise<CaseDto> {
    const [view] = await this.cases(tx, [one]);
    return view!;
  }

  async proposal(tx: EntityManager, proposal: Proposal): Promise<ProposalDto> {
    const [behind] = await this.behind(tx, [proposal]);
    return proposalView(behind!);
  }

  private async behind(tx: EntityManager, proposals: readonly Proposal[]): Promise<Behind[]> {
    const ids = In(proposals.map(({ id }) => id));
    const signatures = await tx.find(ProposalSignature, { where: { proposal: ids }, order: { signedAt: 'ASC' } });
    const payments = await tx.find(AidPayment, {
      where: { proposal: ids },
      order: { requestedOn: 'ASC', paymentRequest: 'ASC' },
    });
    return proposals.map((proposal) => ({
      proposal,
      signatures: signatures.filter(
        (signature) => signature.proposal === proposal.id && signature.version === proposal.version,
      ),
      payments: payments.filter((payment) => payment.proposal === proposal.id),
    }));
  }
}

function proposalView({ proposal, signatures, payments }: Behind): ProposalDto {
  const { id, case: aidCase, version, purpose, beneficiary, state, proposedOn } = proposal;
  return {
    id,
    case: aidCase,
    version,
    purpose,
    beneficiary,
    state,
    proposedOn,
    amount: cents(proposal.amountMinor),
    signatures: signatures.map(({ role, version: signed, signerName, signedOn, signedAt }) => ({
      role,
      version: signed,
      by: signerName,
      on: signedOn,
      at: signedAt.toISOString(),
    })),
    missingSignatures: missingSignatures(version, signatures),
    decision: decisionView(proposal),
    payments: payments.map(({ paymentRequest, state: paid, amountMinor, requestedOn, settledOn, reason }) => ({
      paymentRequest,
      requestedOn,
      settledOn,
      reason,
      state: paid,
      amount: cents(amountMinor),
    })),
  };
}

function decisionView({ state, grantedMinor, reason, decidedOn, decidedAt, sources }: Proposal): DecisionDto | null {
  if (decidedOn === null || decidedAt === null || state === 'SUBMITTED') return null;
  return {
    outcome: state,
    amount: grantedMinor === null ? null : cents(grantedMinor),
    reason,
    on: decidedOn,
    at: decidedAt.toISOString(),
    sources: (sources ?? []).map(({ account, minor }) => ({ account, amount: cents(minor) })),
  };
}

function caseView(one: AidCase, behind: readonly Behind[]): CaseDto {
  const { id, code, city, cityCode, country, kind, occurredOn, glide, needs, reportDueOn } = one;
  const clock = clockOf(one, behind.at(-1));
  return {
    id,
    code,
    city,
    cityCode,
    country,
    kind,
    occurredOn,
    glide,
    needs,
    reportDueOn,
    clock,
    stage: stageOf(clock),
    proposals: behind.map(proposalView),
  };
}

/** The clock follows the latest proposal. */
function clockOf(one: AidCase, latest: Behind | undefined): ClockDto {
  const signed =
    latest && missingSignatures(latest.proposal.version, latest.signatures).length === 0
      ? latest.signatures.at(-1)
      : undefined;
  const paid = latest?.payments.filter(({ state }) => state === 'SETTLED').at(-1);
  const decided = latest && latest.proposal.state !== 'SUBMITTED' ? latest.proposal : undefined;
  return {
    opened: moment(one.openedOn, one.openedAt)!,
    proposed: moment(latest?.proposal.proposedOn, latest?.proposal.proposedAt),
    signed: moment(signed?.signedOn, signed?.signedAt),
    decided: moment(decided?.decidedOn, decided?.decidedAt),
    paid: moment(paid?.settledOn, paid?.settledAt),
    reported: moment(one.reportedOn),
    closed: moment(one.closedOn),
  };
}

function stageOf(clock: ClockDto): string {
  const stages = ['closed', 'reported', 'paid', 'decided', 'signed', 'proposed'] as const;
  return (stages.find((stage) => clock[stage] !== null) ?? 'opened').toUpperCase();
}

function moment(on: Day | null | undefined, at?: Date | null): MomentDto | null {
  return on ? { on, at: at?.toISOString() ?? null } : null;
}

function cents(minor: string): { amount: string; currency: string } {
  return Money.minor(BigInt(minor)).toJSON();
}
