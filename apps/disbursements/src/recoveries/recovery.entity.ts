import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';

/** Money the city must give back. */
@Entity('recoveries')
export class Recovery {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('bigint', { transformer: euros })
  amount: Money;

  @Column('bigint', { transformer: euros })
  received: Money;

  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('text')
  reason: string;

  /** Whether the claim undid its part of the commitment's use: of a subsidy that was reduced, not of an overpayment. */
  @Column('boolean', { name: 'gives_back' })
  givesBack: boolean;
}
