import type { Day } from '@abonde/calendar';
import type { MoneyData, ProjectState } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { BudgetLine } from '../projects/budget';
import type { Dossier } from '../projects/dossier';
import { type FinancingPlan, partOf } from '../rules/financing-plan';

/** What an amendment (*avenant*) to the agreement with a city changes: its scope, its amounts, its dates. */
export interface AgreementChanges {
  /** The object of the agreement, as the dossier's objectives say it from then on. */
  scope?: string;
  period?: { from: Day; to: Day };
  /** What stays attributed; more is attributed by a vote only. */
  attributed?: MoneyData;
  financingPlan?: FinancingPlan;
  budgetLines?: BudgetLine[];
}

export type AmendmentStatus = 'PREPARED' | 'IN_FORCE' | 'WITHDRAWN';
export const parties = ['CITY', 'ASSOCIATION'] as const;
export type Party = (typeof parties)[number];

/** States in which an agreement with the city is in force, suspended or not. */
const inForce: readonly ProjectState[] = ['AGREEMENT_SIGNED', 'IN_PROGRESS', 'COMPLETED', 'SUSPENDED'];

export type AgreementState = 'NONE' | 'TO_SIGN' | 'SIGNED' | 'SUSPENDED' | 'CANCELLED' | 'CLOSED';

/** Where the agreement with the city stands; `signedOn` null: never signed. */
export function agreementState(
  { state, opensAt }: { state: ProjectState; /** State from which it is signed. */ opensAt: ProjectState },
  signedOn: Day | null,
): AgreementState {
  if (signedOn === null) return state === opensAt ? 'TO_SIGN' : 'NONE';
  if (state === 'SUSPENDED' || state === 'CANCELLED' || state === 'CLOSED') return state;
  return 'SIGNED';
}

/** What the dossier is to say: the object of the agreement is its objectives. */
export function dossierChanges({ scope, period, financingPlan, budgetLines }: AgreementChanges, now: Dossier): Dossier {
  return {
    ...(scope !== undefined && { narrative: { ...now.narrative, objectives: scope } }),
    ...(period && { period }),
    ...(financingPlan && { financingPlan }),
    ...(budgetLines && { budgetLines }),
  };
}

/**
 * What stays engaged once the amendment is in force: where both parties agree that the Fund bears less, what was engaged
 * and is not attributed falls with it.
 */
export function engagedAfter(
  { attributed, financingPlan }: AgreementChanges,
  before: { engagedTotal: Money; attributedTotal: Money },
): Money {
  if (!financingPlan) return before.engagedTotal;
  const stays = attributed ? Money.zero().plus(Money.of(attributed)) : before.attributedTotal;
  return before.engagedTotal.min(partOf(financingPlan, 'FUND')).max(stays);
}

interface AmendedProject {
  project: string;
  state: ProjectState;
  attributed: Money;
  /** Number of the amendment that is neither in force nor withdrawn. */
  open: number | null;
  attributedBy: 'BUREAU' | 'SIGNATURE' | 'PROGRAMME';
}

/**
 * @throws {Violation} 409 AGREEMENT_NOT_IN_FORCE, AMENDMENT_OPEN, AGREEMENT_OF_PROGRAMME; 422 NOTHING_AMENDED,
 * PERIOD_REVERSED, INCREASE_NEEDS_A_VOTE with the difference
 */
export function checkAmendment(changes: AgreementChanges, facts: AmendedProject): void {
  const { project, state, attributed, open, attributedBy } = facts;
  if (!inForce.includes(state))
    throw refusal(409, 'AGREEMENT_NOT_IN_FORCE', `${project} is ${state}: no agreement is in force`, { state });
  if (attributedBy === 'PROGRAMME')
    throw refusal(409, 'AGREEMENT_OF_PROGRAMME', `${project} changes with its programme`, { project });
  if (open !== null)
    throw refusal(409, 'AMENDMENT_OPEN', `Amendment ${open} of ${project} is neither signed nor withdrawn`, { open });
  if (!Object.values(changes).some((value) => value !== undefined))
    throw refusal(422, 'NOTHING_AMENDED', `The amendment of ${project} changes nothing`, { field: 'scope' });
  const { period } = changes;
  if (period && period.from > period.to)
    throw refusal(422, 'PERIOD_REVERSED', `The period would go from ${period.from} to ${period.to}`, {
      field: 'period',
    });
  if (changes.attributed) checkLess(Money.zero().plus(Money.of(changes.attributed)), attributed, project);
}

function checkLess(asked: Money, attributed: Money, project: string): void {
  if (asked.compare(attributed) < 0 && !asked.isNegative()) return;
  throw refusal(
    422,
    'INCREASE_NEEDS_A_VOTE',
    `${project} has ${attributed} attributed; ${asked} is no less. The Bureau votes what is added, as a follow-up`,
    { field: 'attributed', attributed, asked, difference: asked.minus(attributed) },
  );
}

/** @throws {Violation} 409 SIGNATURES_MISSING: an amendment is in force once both have signed it */
export function checkSigned(project: string, number: number, signed: readonly Party[]): void {
  const missing = parties.filter((party) => !signed.includes(party));
  if (missing.length === 0) return;
  throw refusal(
    409,
    'SIGNATURES_MISSING',
    `Amendment ${number} of ${project} is not signed by: ${missing.join(', ')}`,
    {
      missing,
    },
  );
}

interface Signing {
  project: string;
  party: Party;
  signedOn: Day;
  /** Those who signed already. */
  signed: readonly Party[];
  today: Day;
  /** Whether there is something to sign. */
  open: boolean;
}

/** @throws {Violation} 409 NOTHING_TO_SIGN, ALREADY_SIGNED; 422 SIGNED_IN_FUTURE */
export function checkSigning({ project, party, signedOn, signed, today, open }: Signing): void {
  if (!open) throw refusal(409, 'NOTHING_TO_SIGN', `${project} has no agreement or amendment to sign`, { project });
  if (signed.includes(party)) throw refusal(409, 'ALREADY_SIGNED', `${party} has signed already`, { party });
  if (signedOn > today)
    throw refusal(422, 'SIGNED_IN_FUTURE', `It is ${today}; nobody signs on ${signedOn} yet`, {
      field: 'signedOn',
      today,
    });
}

function refusal(status: 409 | 422, code: string, detail: string, figures: Record<string, unknown>): Violation {
  return new Violation({ code, status, title: 'The agreement does not allow this', detail, figures });
}
