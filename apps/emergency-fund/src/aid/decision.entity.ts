import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './proposal';

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
