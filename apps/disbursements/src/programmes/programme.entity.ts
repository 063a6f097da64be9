import type { Instrument, MoneyData } from '@abonde/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanSource } from '../rules/financing-plan';
import type { Activity, Partner, ProgrammeLine } from './programme';

@Entity('programmes')
export class Programme {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('text')
  instrument: Instrument;

  /** Code of the member that carries it: the association itself where none is named. */
  @Column('text')
  carrier: string;

  @Column('text')
  status: 'PREPARED' | 'APPROVED';

  @Column('jsonb')
  period: { from: string; to: string };

  /** Of its lines and other sources. */
  @Column('jsonb')
  total: MoneyData;

  @Column('jsonb')
  lines: ProgrammeLine[];

  @Column('jsonb', { name: 'other_sources' })
  otherSources: PlanSource[];

  @Column('jsonb')
  activities: Activity[];

  @Column('jsonb')
  partners: Partner[];

  @Column('text', { nullable: true })
  purpose: string | null;

  @Column('text')
  theme: string;

  /** What its facts rest on, where it is an example. */
  @Column('text', { nullable: true })
  basis: string | null;

  @Column('text', { name: 'prepared_by' })
  preparedBy: string;

  @Column('date', { name: 'prepared_on' })
  preparedOn: string;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn: string | null;

  /** Grows with each change: the ETag. */
  @Column('int')
  version: number;
}
