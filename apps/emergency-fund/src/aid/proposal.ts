import { largestRemainder } from '@abonde/money';

export const signerRoles = ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'] as const;
export type SignerRole = (typeof signerRoles)[number];

export const outcomes = ['GRANTED', 'REFUSED', 'RETURNED'] as const;
export type Outcome = (typeof outcomes)[number];

/** `SUBMITTED` waits for signatures or the decision; `CANCELLED` was granted and could not be paid. */
export const proposalStates = ['SUBMITTED', ...outcomes, 'CANCELLED'] as const;
export type ProposalState = (typeof proposalStates)[number];
export const paymentStates = [
  'REQUESTED',
  'ORDERED',
  'EMITTED',
  'SETTLED',
  'RETURNED',
  'REJECTED',
  'CANCELLED',
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** How a payment fails: before the bank paid, or returned after it. */
export const failures = ['REJECTED', 'CANCELLED', 'RETURNED'] as const satisfies readonly PaymentState[];
export type PaymentFailure = (typeof failures)[number];

/** Whether a payment has failed for good: it is asked for again, or the aid is given up. */
export function isFailed(state: PaymentState): state is PaymentFailure {
  return (failures as readonly PaymentState[]).includes(state);
}

export interface Signature {
  version: number;
  role: SignerRole;
  signedBy: string;
}

/** An account that an aid was taken from; cents. */
export interface Source {
  account: string;
  minor: bigint;
}

/** A proposal may be changed until it is granted or refused; one sent back expects it. */
export function isOpen(state: ProposalState): boolean {
  return state === 'SUBMITTED' || state === 'RETURNED';
}

/** Only signatures of the present version count: changing the amount or the text voids both. */
export function missingSignatures(version: number, signatures: readonly Signature[]): SignerRole[] {
  return signerRoles.filter(
    (role) => !signatures.some((signature) => signature.version === version && signature.role === role),
  );
}

/** `FU-2026-003`: the third decision of its year. */
export function decisionNumber(year: number, rank: number): string {
  return `FU-${year}-${String(rank).padStart(3, '0')}`;
}

/** The case's own donations first, then the fund's realised interest. */
export function takenFrom(amount: bigint, donations: Source, fund: Source): Source[] {
  const given = donations.minor < amount ? donations.minor : amount;
  return [
    { account: donations.account, minor: given },
    { account: fund.account, minor: amount - given },
  ].filter(({ minor }) => minor > 0n);
}

/** Money that comes back goes where it came from, in the same proportions. */
export function givenBack(amount: bigint, sources: readonly Source[]): Source[] {
  const parts = largestRemainder(
    amount,
    sources.map(({ account, minor }) => ({ key: account, weight: minor })),
  );
  return [...parts].map(([account, minor]) => ({ account, minor })).filter(({ minor }) => minor > 0n);
}
