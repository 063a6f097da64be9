import type { Instrument } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { partOf, type Cofinancing, type FinancingPlan } from '../rules/financing-plan';
import { checkCeiling, checkShares, ruleSetOf } from '../rules/rule-set';

export type Outcome = 'APPROVED' | 'PARTLY_APPROVED' | 'ADJOURNED' | 'REJECTED';

/** What the Bureau voted on one project at one session. */
export interface Ballot {
  outcome: Outcome;
  /** Agreed in principle at this session, over the coming years. */
  engaged: Money;
  /** Attributed at this session: may be allocated and paid. */
  attributed: Money;
  for: number | null;
  against: number | null;
  abstentions: number | null;
  /** Codes of the cities whose members took part, where the minutes say so. */
  voters: string[];
}

/** What a vote is judged against: the project as it stands before the session is closed. */
export interface VotedProject {
  project: string;
  city: string;
  instrument: Instrument;
  plan: FinancingPlan;
  cofinancing: Cofinancing | null;
  engagedSoFar: Money;
  attributedSoFar: Money;
}

export function grants(outcome: Outcome): boolean {
  return outcome === 'APPROVED' || outcome === 'PARTLY_APPROVED';
}

/** An engagement left unsaid is what the attribution needs beyond earlier engagements. */
export function impliedEngagement(attributed: Money, before: { engagedSoFar: Money; attributedSoFar: Money }): Money {
  return before.attributedSoFar.plus(attributed).minus(before.engagedSoFar).max(Money.zero());
}

/**
 * @throws {Violation} VOTE_WITHOUT_AMOUNT, AMOUNT_WITHOUT_APPROVAL, OWN_CITY_VOTE, VOTE_NOT_CARRIED,
 * ATTRIBUTED_ABOVE_ENGAGED, ENGAGED_ABOVE_FUND_SHARE, FUND_SHARE_ABOVE_CEILING, CITY_SHARE_BELOW_MINIMUM
 */
export function checkBallot(ballot: Ballot, project: VotedProject): void {
  checkVoters(ballot, project);
  checkAmountsFit(ballot, project);
  if (!grants(ballot.outcome)) return;
  checkCarried(ballot, project);
  const rules = ruleSetOf(project.instrument);
  checkShares(rules, project.plan, project.cofinancing);
  const engaged = project.engagedSoFar.plus(ballot.engaged);
  const attributed = project.attributedSoFar.plus(ballot.attributed);
  checkCeiling(
    rules,
    attributed,
    Money.of(project.plan.total),
    project.cofinancing?.source ? null : project.cofinancing,
  );
  checkWithin(
    attributed,
    engaged,
    'ATTRIBUTED_ABOVE_ENGAGED',
    `${project.project}: attributed over all sessions`,
    'engaged over all sessions',
  );
  checkWithin(
    engaged,
    partOf(project.plan, 'FUND'),
    'ENGAGED_ABOVE_FUND_SHARE',
    `${project.project}: engaged over all sessions`,
    'the Fund’s part of its plan',
  );
}

function checkVoters({ voters }: Ballot, { project, city }: VotedProject): void {
  if (!voters.includes(city)) return;
  throw new Violation({
    code: 'OWN_CITY_VOTE',
    status: 422,
    title: 'A member does not vote on its own city’s project',
    detail: `${city} carries ${project} and is among the voters`,
    figures: { project, city },
  });
}

function checkAmountsFit({ outcome, engaged, attributed }: Ballot, { project }: VotedProject): void {
  const amounts = engaged.plus(attributed);
  if (engaged.isNegative() || attributed.isNegative() || (grants(outcome) && amounts.isZero())) {
    throw new Violation({
      code: 'VOTE_WITHOUT_AMOUNT',
      status: 422,
      title: 'An approval says what it engages and attributes',
      detail: `${project}: engaged ${engaged}, attributed ${attributed}`,
      figures: { project, engaged, attributed },
    });
  }
  if (grants(outcome) || amounts.isZero()) return;
  throw new Violation({
    code: 'AMOUNT_WITHOUT_APPROVAL',
    status: 422,
    title: 'Nothing is engaged or attributed without an approval',
    detail: `${project} is ${outcome}, its amounts must be zero`,
    figures: { project, outcome, engaged, attributed },
  });
}

/** Adopted as a block, nobody counts the voices. */
function checkCarried(ballot: Ballot, { project }: VotedProject): void {
  if (ballot.for === null) return;
  const against = ballot.against ?? 0;
  const abstentions = ballot.abstentions ?? 0;
  const hasNobodyFor = ballot.for === 0 && against + abstentions > 0;
  if (ballot.for >= against && !hasNobodyFor) return;
  throw new Violation({
    code: 'VOTE_NOT_CARRIED',
    status: 422,
    title: 'The vote does not carry the project',
    detail: `${project}: ${ballot.for} for, ${against} against, ${abstentions} abstentions`,
    figures: { project, for: ballot.for, against, abstentions },
  });
}

function checkWithin(amount: Money, limit: Money, code: string, what: string, ofWhat: string): void {
  if (amount.compare(limit) <= 0) return;
  throw new Violation({
    code,
    status: 422,
    title: 'The vote goes beyond what the project allows',
    detail: `${what} would be ${amount}, above ${limit}, ${ofWhat}`,
    figures: { amount, limit, excess: amount.minus(limit) },
  });
}
