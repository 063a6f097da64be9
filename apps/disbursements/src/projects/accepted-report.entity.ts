import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A narrative and financial report of the project that was accepted. */
@Entity('accepted_reports')
export class AcceptedReport {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  report: 'INTERIM' | 'FINAL';

  @Column('date', { name: 'accepted_on' })
  acceptedOn: string;

  @Column('text', { name: 'accepted_by' })
  acceptedBy: string;
}
