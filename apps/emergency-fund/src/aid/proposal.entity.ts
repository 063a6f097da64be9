import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProposalState, SignerRole } from './proposal';

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
