import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BankDetails } from './bank-details';

@Entity('beneficiaries')
export class Beneficiary {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') country: string;
  /** Confirmed by a second person: the only ones money is sent to. */
  @Column('jsonb', { nullable: true }) details: BankDetails | null;
  /** Counts the details ever confirmed. */
  @Column('integer', { name: 'details_version' }) detailsVersion: number;
  /** Business day on which details that replaced others were confirmed. */
  @Column('date', { name: 'changed_on', nullable: true }) changedOn: Day | null;
  /** Waiting for another person. */
  @Column('jsonb', { nullable: true }) proposed: BankDetails | null;
  @Column('text', { name: 'proposed_by', nullable: true }) proposedBy: string | null;
  @Column('text', { name: 'proposed_name', nullable: true }) proposedName: string | null;
  @Column('date', { name: 'proposed_on', nullable: true }) proposedOn: Day | null;
  @Column('timestamptz', { name: 'proposed_at', nullable: true }) proposedAt: Date | null;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Date | null;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('integer') version: number;
}
