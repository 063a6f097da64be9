import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros, shares } from '../rules/columns';
import type { Conversion } from '../conversions/conversion';
import type { Condition } from './conditions';
import type { Share } from './split';
import type { TrancheStatus } from './tranche';

@Entity('tranches')
export class Tranche {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('int')
  number: number;

  @Column('bigint', { transformer: euros })
  amount: Money;

  /** Of what was attributed when the tranche was planned; null where an amount was given. */
  @Column('text', { nullable: true })
  percent: string | null;

  /** Id or code in treasury's register. */
  @Column('text')
  beneficiary: string;

  @Column('jsonb')
  conditions: Condition[];

  @Column('jsonb')
  ascertained: { kind: string; label?: string }[];

  @Column('jsonb')
  documents: string[];

  @Column('text')
  status: TrancheStatus;

  /** Which agreements' euros it takes, final once approved. */
  @Column('jsonb', { transformer: shares })
  split: Share[];

  @Column('jsonb', { transformer: shares })
  justified: Share[];

  /** What the city's bank gave for it in local currency. */
  @Column('jsonb', { nullable: true })
  conversion: Conversion | null;

  /** When its plan says that it will be asked for. */
  @Column('date', { name: 'expected_on', nullable: true })
  expectedOn: string | null;

  @Column('text', { name: 'planned_by' })
  plannedBy: string;

  @Column('text', { name: 'requested_by', nullable: true })
  requestedBy: string | null;

  @Column('text', { name: 'certified_by', nullable: true })
  certifiedBy: string | null;

  @Column('text', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @Column('date', { name: 'approved_on', nullable: true })
  approvedOn: string | null;

  @Column('date', { name: 'paid_on', nullable: true })
  paidOn: string | null;

  /** Why it was last sent back, rejected or returned. */
  @Column('text', { nullable: true })
  reason: string | null;

  /** The transaction that reserved its money. */
  @Column('uuid', { name: 'approval_transaction', nullable: true })
  approvalTransaction: string | null;

  @Column('int')
  version: number;
}
