import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { entriesOf } from '../fund/ledger-link';
import { AidCase } from './case.entity';
import type { CaseDto } from './case-answers.dto';
import { type Clock, type Moment, stageOf } from './clock';
import { givenBack, isFailed, missingSignatures } from './proposal';
import type { DecisionDto, FailedPaymentDto, ProposalDto, SignatureDto } from './proposal-answers.dto';
import { AidDecision } from './decision.entity';
import { AidPayment } from './payment.entity';
import { Proposal, ProposalSignature } from './proposal.entity';

interface Behind {
  proposal: Proposal;
  signatures: ProposalSignature[];
  payments: AidPayment[];
  decision: AidDecision | undefined;
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
    const decisions = await tx.findBy(AidDecision, { proposal: ids });
    const payments = await tx.find(AidPayment, {
      where: { proposal: ids },
      order: { requestedOn: 'ASC', paymentRequest: 'ASC' },
    });
    return proposals.map((proposal) => {
      const ofPresent = (one: { proposal: string; version: number }): boolean =>
        one.proposal === proposal.id && one.version === proposal.version;
      return {
        proposal,
        signatures: signatures.filter(ofPresent),
        payments: payments.filter((payment) => payment.proposal === proposal.id),
        decision: decisions.find(ofPresent),
      };
    });
  }
}

function proposalView({ proposal, signatures, payments, decision }: Behind): ProposalDto {
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
    signatures: signatures.map(signatureView),
    missingSignatures: missingSignatures(version, signatures),
    decision: decision ? decisionView(decision, proposal) : null,
    payments: payments.map(({ paymentRequest, state: paid, amountMinor, requestedOn, settledOn, reason }) => ({
      paymentRequest,
      requestedOn,
      settledOn,
      reason,
      state: paid,
      amount: cents(amountMinor),
    })),
    failed: failedView(proposal, payments.at(-1)),
  };
}

/** The last payment, where it failed and the aid is not given up yet: with what its sources have again, or would have. */
function failedView({ state, sources }: Proposal, last: AidPayment | undefined): FailedPaymentDto | null {
  if (state !== 'GRANTED' || !last || !isFailed(last.state)) return null;
  const { returnTransaction, returnedMinor, reason } = last;
  const parts = (sources ?? []).map(({ account, minor }) => ({ account, minor: BigInt(minor) }));
  const back = returnedMinor === null ? parts : givenBack(BigInt(returnedMinor), parts);
  return {
    ...{ state: last.state, reason, committed: last.state !== 'RETURNED' },
    back: back.map(({ account, minor }) => ({
      account,
      amount: {
        ...cents(minor.toString()),
        ...(returnTransaction && { entries: entriesOf({ transaction: returnTransaction, account, side: 'credit' }) }),
      },
    })),
  };
}

export function signatureView({
  role,
  version,
  signerName,
  onBehalfOf,
  signedOn,
  signedAt,
}: ProposalSignature): SignatureDto {
  return { role, version, by: signerName, onBehalfOf, on: signedOn, at: signedAt.toISOString() };
}

/** @param proposal as it is now: a decision may have been given up since */
export function decisionView(decision: AidDecision, { state, version, sources, transaction }: Proposal): DecisionDto {
  const { number, outcome, grantedMinor, proposedMinor, reason, deciderName, onBehalfOf, decidedOn, decidedAt } =
    decision;
  const path = `/api/emergency-fund/decisions/${number}/letter`;
  const present = version === decision.version;
  return {
    number,
    outcome: present && state === 'CANCELLED' ? 'CANCELLED' : outcome,
    amount: grantedMinor === null ? null : cents(grantedMinor),
    inPart: grantedMinor !== null && BigInt(grantedMinor) < BigInt(proposedMinor),
    reason,
    by: deciderName,
    onBehalfOf,
    on: decidedOn,
    at: decidedAt.toISOString(),
    sources: (present ? (sources ?? []) : []).map(({ account, minor }) => ({
      account,
      amount: { ...cents(minor), entries: entriesOf({ transaction: transaction!, account }) },
    })),
    letters: outcome === 'RETURNED' ? null : { fr: `${path}?lang=fr`, en: `${path}?lang=en` },
  };
}

function caseView(one: AidCase, behind: readonly Behind[]): CaseDto {
  const { id, code, city, cityCode, country, kind, occurredOn, glide, needs, calledOn, reportDueOn } = one;
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
    calledOn,
    reportDueOn,
    clock,
    stage: stageOf(clock),
    proposals: behind.map(proposalView),
  };
}

/** The clock follows the latest proposal. */
function clockOf(one: AidCase, latest: Behind | undefined): Clock {
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
    reported: moment(one.reportedOn, one.reportedAt),
    closed: moment(one.closedOn, one.closedAt),
  };
}

function moment(on: Day | null | undefined, at?: Date | null): Moment | null {
  return on ? { on, at: at?.toISOString() ?? null } : null;
}

export function cents(minor: string): { amount: string; currency: string } {
  return Money.minor(BigInt(minor)).toJSON();
}
