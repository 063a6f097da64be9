import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StatedRate } from '../projects/budget';
import { euros, money } from '../rules/columns';

@Entity('expense_lines')
export class ExpenseLine {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'justification_id' })
  justificationId: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  /** Place in its justification, from 1. */
  @Column('int')
  number: number;

  @Column('text', { name: 'budget_line' })
  budgetLine: string;

  @Column('date')
  date: string;

  /** As the piece says it: in euros, or in the project's local currency. */
  @Column('jsonb', { transformer: money })
  amount: Money;

  /** Where another rate than the tranche's was asked. */
  @Column('jsonb', { nullable: true })
  rate: StatedRate | null;

  /** In euros, at the rate of the expense. */
  @Column('bigint', { transformer: euros })
  cost: Money;

  /** Euros of the tranche it took. */
  @Column('bigint', { transformer: euros })
  used: Money;

  @Column('text', { nullable: true })
  document: string | null;

  /** Why it was rejected; null while it counts or waits. */
  @Column('text', { nullable: true })
  rejected: string | null;

  /** The same piece is shown once in a project; null once rejected, so that a mended piece may come again. */
  @Column('text', { nullable: true })
  fingerprint: string | null;
}
