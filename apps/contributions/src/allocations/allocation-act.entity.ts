import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { AllocationLine } from './allocation.entity';

export const allocationActs = ['PROPOSED', 'ADJUSTED', 'CONFIRMED', 'REJECTED', 'WAITING', 'FILLED'] as const;

/** One thing that was done to an allocation, and what it was made of afterwards: never changed, never removed. */
@Entity('allocation_act')
export class AllocationAct {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') allocation: string;
  @Column('text') act: (typeof allocationActs)[number];
  /** A person, or the service itself. */
  @Column('text') actor: string;
  @Column('text', { nullable: true }) note: string | null;
  @Column('jsonb') lines: AllocationLine[];
  @Column({ ...minor }) missing: bigint;
  /** Business day on which it was done. */
  @Column('date', { name: 'on_day' }) onDay: string;
}
