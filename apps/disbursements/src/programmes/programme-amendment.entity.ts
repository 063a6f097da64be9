import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AmendmentStatus, ProgrammeChanges } from './amendment';

/** An amendment agreed with a programme's donors: prepared by one person, approved by another, kept for ever. */
@Entity('programme_amendments')
export class ProgrammeAmendment {
  @PrimaryColumn('uuid', { name: 'programme_id' })
  programmeId: string;

  @PrimaryColumn('int')
  number: number;

  @Column('text')
  status: AmendmentStatus;

  @Column('text')
  reason: string;

  @Column('jsonb')
  changes: ProgrammeChanges;

  /** What the same fields said before, once it is approved. */
  @Column('jsonb', { nullable: true })
  before: ProgrammeChanges | null;

  @Column('text', { name: 'prepared_by' })
  preparedBy: string;

  @Column('date', { name: 'prepared_on' })
  preparedOn: string;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn: string | null;
}
