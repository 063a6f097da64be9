import type { ProjectState } from '@abonde/contracts';
import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { payableStates } from '../projects/life-cycle';
import { refuseMaker } from '../rules/maker-checker';

/** `RETURNED`: the bank sent the payment back; its money is still reserved. */
export type TrancheStatus = 'PLANNED' | 'REQUESTED' | 'CERTIFIED' | 'APPROVED' | 'PAID' | 'RETURNED' | 'CANCELLED';

export type TrancheStep = 'request' | 'certify' | 'approve' | 'return';

const steps: Record<TrancheStep, { from: readonly TrancheStatus[]; to: TrancheStatus }> = {
  request: { from: ['PLANNED'], to: 'REQUESTED' },
  certify: { from: ['REQUESTED'], to: 'CERTIFIED' },
  approve: { from: ['CERTIFIED', 'RETURNED'], to: 'APPROVED' },
  return: { from: ['REQUESTED', 'CERTIFIED', 'RETURNED'], to: 'PLANNED' },
};

/** Statuses in which nothing of the tranche is reserved or paid. */
export const openStatuses: readonly TrancheStatus[] = ['PLANNED', 'REQUESTED', 'CERTIFIED'];

export interface TrancheFacts {
  tranche: string;
  status: TrancheStatus;
  project: string;
  projectState: ProjectState;
  requestedBy: string | null;
  certifiedBy: string | null;
}

/**
 * The status after a step taken by `actor`.
 * @throws {Violation} ILLEGAL_MOVE, PROJECT_NOT_PAYABLE, MAKER_IS_CHECKER
 */
export function take(step: TrancheStep, facts: TrancheFacts, actor: string): TrancheStatus {
  const { from, to } = steps[step];
  if (!from.includes(facts.status)) throw illegalMove(step, facts, from);
  if (step !== 'return') checkPayable(facts);
  if (step === 'certify') checkOther(actor, { requested: facts.requestedBy }, facts.tranche, 'certify');
  if (step === 'approve') {
    checkOther(actor, { requested: facts.requestedBy, certified: facts.certifiedBy }, facts.tranche, 'approve');
  }
  return to;
}

/** @throws {Violation} 409 TRANCHE_ALREADY_APPROVED: what is approved is on its way */
export function checkConditionable(tranche: string, status: TrancheStatus): void {
  if (openStatuses.includes(status)) return;
  throw new Violation({
    code: 'TRANCHE_ALREADY_APPROVED',
    status: 409,
    title: 'The tranche takes no more conditions',
    detail: `${tranche} is ${status}; a condition is put on a tranche that is not approved yet`,
    figures: { tranche, status },
  });
}

/** A share of what is attributed, rounded to the cent, half up. @throws {Violation} NOTHING_ATTRIBUTED */
export function percentOf(attributed: Money, percent: string, project: string): Money {
  if (!attributed.isPositive()) {
    throw new Violation({
      code: 'NOTHING_ATTRIBUTED',
      status: 422,
      title: 'A percentage needs an attributed subsidy',
      detail: `Nothing is attributed to ${project} yet: give the tranche an amount`,
      figures: { project, percent },
    });
  }
  return Money.minor(Rational.of(attributed.minor).times(Rational.parse(percent)).over(Rational.of(100n)).round());
}

/** Said both ways, it is one amount. @throws {Violation} AMOUNT_IS_NOT_PERCENT */
export function checkSameAmount(amount: Money, percent: string, { attributed, project }: Attributed): void {
  const share = percentOf(attributed, percent, project);
  if (amount.equals(share)) return;
  throw new Violation({
    code: 'AMOUNT_IS_NOT_PERCENT',
    status: 422,
    title: 'The amount and the percentage differ',
    detail: `${percent} % of what is attributed to ${project} is ${share}, not ${amount}: give one of both`,
    figures: { field: 'percent', project, amount, percent, share },
  });
}

interface Attributed {
  attributed: Money;
  project: string;
}

/** @throws {Violation} 409 TRANCHE_NUMBER_TAKEN with the next that is free */
export function checkNumber(others: readonly { number: number }[], number: number, project: string): void {
  if (others.every((other) => other.number !== number)) return;
  const next = Math.max(...others.map((other) => other.number)) + 1;
  throw new Violation({
    code: 'TRANCHE_NUMBER_TAKEN',
    status: 409,
    title: 'The project has a tranche of this number',
    detail: `${project} has a tranche ${number} already; the next is ${next}`,
    figures: { field: 'number', project, number, next },
  });
}

/** @throws {Violation} TRANCHES_ABOVE_FUND_SHARE */
export function checkPlanned(planned: Money, amount: Money, fundShare: Money, project: string): void {
  const total = planned.plus(amount);
  if (total.compare(fundShare) <= 0) return;
  throw new Violation({
    code: 'TRANCHES_ABOVE_FUND_SHARE',
    status: 422,
    title: 'The tranches go beyond the Fund’s part',
    detail: `The tranches of ${project} would add up to ${total}, above ${fundShare}, the Fund’s part of its plan`,
    figures: { field: 'amount', project, planned, amount, fundShare, excess: total.minus(fundShare) },
  });
}

function checkPayable({ project, projectState, tranche }: TrancheFacts): void {
  if (payableStates.includes(projectState)) return;
  throw new Violation({
    code: 'PROJECT_NOT_PAYABLE',
    status: 409,
    title: 'The project’s state does not allow payments',
    detail: `${project} is ${projectState}; ${tranche} needs it ${payableStates.join(' or ')}`,
    figures: { project, state: projectState, needed: payableStates },
  });
}

function checkOther(actor: string, earlier: Record<string, string | null>, tranche: string, step: string): void {
  for (const [deed, by] of Object.entries(earlier))
    refuseMaker(actor, by, `Who ${deed} ${tranche} may not ${step} it`, { tranche, step });
}

function illegalMove(
  step: TrancheStep,
  { tranche, status }: TrancheFacts,
  needed: readonly TrancheStatus[],
): Violation {
  return new Violation({
    code: 'ILLEGAL_MOVE',
    status: 409,
    title: 'The tranche’s status does not allow this',
    detail: `${tranche} is ${status}; ${step} needs ${needed.join(' or ')}`,
    figures: { tranche, state: status, step, needed },
  });
}
