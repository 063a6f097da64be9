import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Actual } from './measurement';

/** `OPEN` while it is filled in; `APPROVED` it no longer changes. */
export type PeriodStatus = 'OPEN' | 'APPROVED';

/** What a project reached over a period. */
@Entity('result_periods')
export class ResultPeriod {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('date', { name: 'from_day' })
  from: string;

  @Column('date', { name: 'to_day' })
  to: string;

  @Column('jsonb')
  actuals: Actual[];

  @Column('text')
  status: PeriodStatus;

  /** Who last said what was reached. */
  @Column('text', { name: 'entered_by' })
  enteredBy: string;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt: Date | null;

  @Column('int')
  version: number;
}
