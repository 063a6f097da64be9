import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentState, ProposalState, SignerRole } from './proposal';

@Entity('aid_cases')
export class AidCase {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  city: string;

  /** When the city is in the register. */
  @Column('text', { name: 'city_code', nullable: true })
  cityCode: string | null;

  @Column('text')
  country: string;

  @Column('text')
  kind: string;

  @Column('date', { name: 'occurred_on' })
  occurredOn: Day;

  @Column('text', { nullable: true })
  glide: string | null;

  @Column('text')
  needs: string;

  @Column('text')
  state: 'OPEN' | 'CLOSED';

  @Column('date', { name: 'opened_on' })
  openedOn: Day;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  @Column('text', { name: 'opened_by' })
  openedBy: string;

  @Column('date', { name: 'report_due_on', nullable: true })
  reportDueOn: Day | null;

  @Column('date', { name: 'reported_on', nullable: true })
  reportedOn: Day | null;

  @Column('date', { name: 'closed_on', nullable: true })
  closedOn: Day | null;
}

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
}
