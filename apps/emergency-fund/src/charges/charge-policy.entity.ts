import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bearer } from './charge-policy';

@Entity('charge_policies')
export class StoredChargePolicy {
  @PrimaryColumn('uuid')
  id: string;

  @Column('date', { name: 'from_day' })
  from: Day;

  @Column('text')
  bearer: Bearer;

  @Column('text')
  reason: string;

  @Column('text', { name: 'set_by' })
  setBy: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt: Date;

  @Column('text', { name: 'confirmed_by', nullable: true })
  confirmedBy: string | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;
}
