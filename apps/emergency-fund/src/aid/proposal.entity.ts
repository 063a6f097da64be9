import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome, PaymentState, ProposalState, SignerRole } from './proposal';

/** What an account gave to an aid; cents as text. */
export interface StoredSource {
  account: string;
  minor: string;
}

@Entity('proposals')
export class Proposal {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('integer')
  version: number;

  /** Cents of EUR. */
  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('text')
  purpose: string;

  /** Id or code in treasury's register. */
  @Column('text')
  beneficiary: string;

  @Column('text')
  state: ProposalState;

  @Column('date', { name: 'proposed_on' })
  proposedOn: Day;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt: Date;

  @Column('text', { name: 'proposed_by' })
  proposedBy: string;

  @Column('date', { name: 'decided_on', nullable: true })
  decidedOn: Day | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column('bigint', { name: 'granted_minor', nullable: true })
  grantedMinor: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('jsonb', { nullable: true })
  sources: StoredSource[] | null;

  /** Of the decision, in the journal. */
  @Column('uuid', { nullable: true })
  transaction: string | null;
}

@Entity('proposal_signatures')
export class ProposalSignature {
  @PrimaryColumn('uuid')
  proposal: string;

  @PrimaryColumn('integer')
  version: number;

  @PrimaryColumn('text')
  role: SignerRole;

  @Column('text', { name: 'signed_by' })
  signedBy: string;

  @Column('text', { name: 'signer_name' })
  signerName: string;

  @Column('date', { name: 'signed_on' })
  signedOn: Day;

  @Column('timestamptz', { name: 'signed_at' })
  signedAt: Date;

  @Column('uuid', { nullable: true })
  delegation: string | null;

  /** Name of who was away, where it was signed by delegation. */
  @Column('text', { name: 'on_behalf_of', nullable: true })
  onBehalfOf: string | null;
}

/** What was proposed, version by version. */
@Entity('proposal_versions')
export class ProposalVersion {
  @PrimaryColumn('uuid')
  proposal: string;

  @PrimaryColumn('integer')
  version: number;

  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('text')
  purpose: string;

  @Column('text')
  beneficiary: string;

  @Column('date', { name: 'proposed_on' })
  proposedOn: Day;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt: Date;

  @Column('text', { name: 'proposed_by' })
  proposedBy: string;

  @Column('text', { name: 'proposer_name' })
  proposerName: string;
}

/** An act of the Presidency on one version of a proposal. */
@Entity('aid_decisions')
export class AidDecision {
  @PrimaryColumn('text')
  number: string;

  @Column('uuid')
  proposal: string;

  @Column('integer')
  version: number;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('text')
  outcome: Outcome;

  /** Cents of EUR. */
  @Column('bigint', { name: 'proposed_minor' })
  proposedMinor: string;

  @Column('bigint', { name: 'granted_minor', nullable: true })
  grantedMinor: string | null;

  @Column('text')
  purpose: string;

  @Column('text')
  beneficiary: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('date', { name: 'decided_on' })
  decidedOn: Day;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt: Date;

  @Column('text', { name: 'decided_by' })
  decidedBy: string;

  @Column('text', { name: 'decider_name' })
  deciderName: string;

  @Column('uuid', { nullable: true })
  delegation: string | null;

  @Column('text', { name: 'on_behalf_of', nullable: true })
  onBehalfOf: string | null;
}

@Entity('aid_payments')
export class AidPayment {
  @PrimaryColumn('uuid', { name: 'payment_request' })
  paymentRequest: string;

  @Column('uuid')
  proposal: string;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('text')
  state: PaymentState;

  @Column('date', { name: 'requested_on' })
  requestedOn: Day;

  @Column('date', { name: 'settled_on', nullable: true })
  settledOn: Day | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Who was to be paid this time; unknown for payments older than this column. */
  @Column('text', { nullable: true })
  beneficiary: string | null;
}
