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
  /** Waiting for another person. */
  @Column('jsonb', { nullable: true }) proposed: BankDetails | null;
  @Column('text', { name: 'proposed_by', nullable: true }) proposedBy: string | null;
  @Column('timestamptz', { name: 'proposed_at', nullable: true }) proposedAt: Date | null;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Date | null;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('integer') version: number;
}
