import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a city did not spend and is expected to give back; cents. */
@Entity('aid_recoveries')
export class AidRecovery {
  @PrimaryColumn('uuid')
  recovery: string;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('bigint')
  minor: string;

  @Column('bigint', { name: 'received_minor' })
  receivedMinor: string;

  @Column('date', { name: 'expected_on' })
  expectedOn: Day;

  @Column('date', { name: 'due_on' })
  dueOn: Day;
}
