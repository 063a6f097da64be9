import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { DonorFact, DonorKind } from './donor';

export interface Contact {
  name: string;
  role?: string;
  email?: string;
  phone?: string;
}

@Entity('donor')
export class Donor {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') kind: DonorKind;
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { name: 'payer_aliases', array: true }) payerAliases: string[];
  @Column('text', { name: 'iati_org_id', nullable: true }) iatiOrgId: string | null;
  @Column('jsonb') contacts: Contact[];
  /** For the association's own people. */
  @Column('text') notes: string;
  @Column('int') version: number;
  @Column('text', { name: 'created_by' }) createdBy: string;
}

/** What a donor was said to be; persons are not kept, only that they changed. */
export type DonorFacts = Pick<Donor, 'name' | 'country' | 'payerAliases' | 'iatiOrgId'>;

@Entity('donor_version')
export class DonorVersion {
  @PrimaryColumn('text') donor: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') facts: DonorFacts;
  @Column('boolean', { name: 'contacts_changed' }) contactsChanged: boolean;
  @Column('text') actor: string;
  @CreateDateColumn({ name: 'recorded_at', type: 'timestamptz' }) recordedAt: Date;
}

/** What other services may know of a donor: no person, no bank details. */
export function factOf({ code, name, kind, country, payerAliases, iatiOrgId }: Donor): DonorFact {
  return { donor: code, name, kind, country, payerAliases, iatiOrgId };
}
