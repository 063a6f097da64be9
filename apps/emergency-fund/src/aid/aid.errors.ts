import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import { DomainError } from '@abonde/platform';
import type { ProposalState, SignerRole } from './proposal';

export class SignaturesMissing extends DomainError {
  constructor(missing: SignerRole[]) {
    super({
      code: 'SIGNATURES_MISSING',
      status: 409,
      title: 'Signatures missing',
      detail: 'Both proposers sign the same version before the Presidency decides.',
      missing,
    });
  }
}

export class FundInsufficient extends DomainError {
  constructor(requested: Money, available: Money, figures: Record<string, Money>) {
    super({
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      title: 'Insufficient funds',
      detail: `${available} is available for this case, ${requested} was asked.`,
      requested,
      available,
      ...figures,
    });
  }
}

export class ProposalChanged extends DomainError {
  constructor(read: number, current: number) {
    super({
      code: 'PROPOSAL_CHANGED',
      status: 409,
      title: 'The proposal has changed',
      detail: `You read version ${read}; the proposal is at version ${current} now.`,
      read,
      current,
    });
  }
}

export class AlreadySigned extends DomainError {
  constructor(role: SignerRole, version: number) {
    super({
      code: 'ALREADY_SIGNED',
      status: 409,
      title: 'Already signed',
      detail: `Version ${version} has this signature.`,
      role,
      version,
    });
  }
}

export class AlreadyDecided extends DomainError {
  constructor(state: ProposalState) {
    super({
      code: 'ALREADY_DECIDED',
      status: 409,
      title: 'Already decided',
      detail: 'This proposal has its decision.',
      state,
    });
  }
}

export class CaseClosed extends DomainError {
  constructor(code: string) {
    super({ code: 'CASE_CLOSED', status: 409, title: 'Case closed', detail: `The case ${code} is closed.` });
  }
}

export class CaseNotSettled extends DomainError {
  constructor(code: string, detail: string) {
    super({ code: 'CASE_NOT_SETTLED', status: 409, title: 'Case not settled', detail, case: code });
  }
}

export class PaymentUnderWay extends DomainError {
  constructor(states: string[]) {
    super({
      code: 'PAYMENT_UNDER_WAY',
      status: 409,
      title: 'Payment under way',
      detail: 'Only an aid whose payment was rejected or cancelled can be paid again or cancelled.',
      states,
    });
  }
}

export class DecisionAboveProposal extends DomainError {
  constructor(proposed: Money, decided: Money) {
    super({
      code: 'DECISION_ABOVE_PROPOSAL',
      status: 422,
      title: 'More than proposed',
      detail: `${proposed} is proposed, ${decided} would be granted.`,
      proposed,
      decided,
    });
  }
}

export class ReasonMissing extends DomainError {
  constructor() {
    super({
      code: 'REASON_MISSING',
      status: 422,
      title: 'Reason missing',
      detail: 'Say why the proposal is refused or sent back.',
    });
  }
}

export class InvalidAidAmount extends DomainError {
  constructor(amount: Money) {
    super({
      code: 'INVALID_AMOUNT',
      status: 422,
      title: 'Invalid amount',
      detail: `An aid is a positive amount in EUR, not ${amount}.`,
      amount,
    });
  }
}

export class BeforeTheCrisis extends DomainError {
  constructor(what: string, day: Day, notBefore: Day) {
    super({
      code: 'DATE_OUT_OF_ORDER',
      status: 422,
      title: 'Date out of order',
      detail: `${what} on ${day}, before ${notBefore}.`,
      day,
      notBefore,
    });
  }
}
