import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';

@Entity('expense_lines')
export class ExpenseLine {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'justification_id' })
  justificationId: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text', { name: 'budget_line' })
  budgetLine: string;

  @Column('date')
  date: string;

  @Column('bigint', { transformer: euros })
  amount: Money;

  @Column('text', { nullable: true })
  document: string | null;

  /** The same piece is shown once in a project; null once rejected, so that a mended piece may come again. */
  @Column('text', { nullable: true })
  fingerprint: string | null;
}
