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
  readonly missing: Money;

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
    this.missing = requested.minus(available);
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
      detail: 'Only an aid whose payment was rejected, cancelled or returned can be paid again or given up.',
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
      field: 'amount',
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
      field: 'reason',
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
      field: 'amount',
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

const glideFaults = {
  FORM: 'A GLIDE number reads like TC-2026-000011-MDG.',
  KIND: 'This GLIDE number is of another kind of disaster than the case.',
  YEAR: 'This GLIDE number is of another year than the crisis.',
  COUNTRY: 'This GLIDE number is of another country than the case.',
};

export class InvalidGlide extends DomainError {
  constructor(glide: string, fault: keyof typeof glideFaults) {
    super({
      code: 'INVALID_GLIDE',
      status: 422,
      title: 'Invalid GLIDE number',
      detail: glideFaults[fault],
      field: 'glide',
      glide,
      fault,
    });
  }
}

export class AlreadyCalled extends DomainError {
  constructor(code: string, calledOn: Day) {
    super({
      code: 'ALREADY_CALLED',
      status: 409,
      title: 'Already called for',
      detail: `Both proposals for ${code} were called for on ${calledOn}.`,
      case: code,
      calledOn,
    });
  }
}

export class AppealRefused extends DomainError {
  constructor(code: 'APPEAL_OPEN' | 'APPEAL_NOT_OPEN', detail: string) {
    super({ code, status: 409, title: 'Appeal for donations', detail });
  }
}

export class DocumentRefused extends DomainError {
  constructor(code: 'UNKNOWN_DOCUMENT_KIND' | 'DOCUMENT_NOT_OF_CASE', field: string, detail: string) {
    super({ code, status: 422, title: 'Document refused', detail, field });
  }
}

export class NothingToReport extends DomainError {
  constructor(code: string) {
    super({
      code: 'NOTHING_TO_REPORT',
      status: 409,
      title: 'Nothing to report on',
      detail: `No aid is paid for ${code}.`,
      case: code,
    });
  }
}

export class SpentAbovePaid extends DomainError {
  constructor(paid: Money, spent: Money) {
    super({
      code: 'SPENT_ABOVE_PAID',
      status: 422,
      title: 'More than was paid',
      detail: `${paid} was paid, ${spent} would be spent of it.`,
      field: 'spent',
      paid,
      spent,
    });
  }
}
