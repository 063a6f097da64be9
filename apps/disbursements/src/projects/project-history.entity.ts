import type { ProjectState } from '@abonde/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const historyKinds = [
  'MOVE',
  'AMENDMENT',
  'DOCUMENT',
  'VOTE',
  'REPORT',
  'MISSION',
  'RESULTS',
  'CONVERSION',
  'SIGNATURE',
  'RECOVERY',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** One line of a project's life: appended, never changed. */
@Entity('project_history')
export class ProjectHistory {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  kind: HistoryKind;

  @Column('text', { name: 'from_state', nullable: true })
  from: ProjectState | null;

  @Column('text', { name: 'to_state', nullable: true })
  to: ProjectState | null;

  @Column('date', { name: 'effective_date' })
  effectiveDate: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('jsonb')
  details: Record<string, unknown>;

  @Column('text')
  actor: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt: Date;
}
