import type { MoneyData } from '@abonde/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface AllocationLine {
  agreement: string;
  amount: MoneyData;
  reason: string;
  countsAs: 'FUND' | 'CITY';
}

/** A split of a voted subsidy over agreements, as contributions proposed, confirmed or rejected it. */
@Entity('allocations')
export class Allocation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  status: 'PROPOSED' | 'CONFIRMED' | 'REJECTED';

  @Column('date', { name: 'effective_date' })
  effectiveDate: string;

  @Column('jsonb')
  lines: AllocationLine[];
}
