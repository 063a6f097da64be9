import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementChanges, AmendmentStatus, Party } from './agreement-amendment';

/** An amendment to the agreement with a city: prepared, signed by both, in force; or withdrawn. */
@Entity('city_agreement_amendments')
export class AgreementAmendment {
  @PrimaryColumn('uuid', { name: 'project_id' })
  projectId: string;

  @PrimaryColumn('int')
  number: number;

  @Column('text')
  status: AmendmentStatus;

  @Column('text')
  reason: string;

  @Column('jsonb')
  changes: AgreementChanges;

  /** What the same parts said until then. */
  @Column('jsonb')
  before: AgreementChanges;

  @Column('text', { name: 'prepared_by' })
  preparedBy: string;

  @Column('date', { name: 'prepared_on' })
  preparedOn: string;

  @Column('date', { name: 'in_force_on', nullable: true })
  inForceOn: string | null;
}

/** A party's signature under the agreement (`number` 0) or one of its amendments. */
@Entity('city_agreement_signatures')
export class AgreementSignature {
  @PrimaryColumn('uuid', { name: 'project_id' })
  projectId: string;

  @PrimaryColumn('int')
  number: number;

  @PrimaryColumn('text')
  party: Party;

  /** Name and function of whoever signed. */
  @Column('text')
  signatory: string;

  @Column('date', { name: 'signed_on' })
  signedOn: string;

  /** The signed copy, a document of the project. */
  @Column('uuid', { nullable: true })
  document: string | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy: string;
}
