import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Office } from './delegation';

@Entity('delegations')
export class Delegation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  office: Office;

  @Column('text')
  delegator: string;

  @Column('text')
  delegate: string;

  @Column('date', { name: 'from_day' })
  from: Day;

  @Column('date', { name: 'to_day' })
  to: Day;

  @Column('text')
  reason: string;

  @Column('text', { name: 'granted_by' })
  grantedBy: string;

  @Column('timestamptz', { name: 'granted_at' })
  grantedAt: Date;

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: Day | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy: string | null;
}
