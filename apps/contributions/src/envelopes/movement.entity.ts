import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { MovementCause } from './movement';

@Entity('movement')
export class MovementRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') agreement: string;
  @Column({ ...minor }) delta: bigint;
  @Column('text') cause: MovementCause;
  @Column('date', { name: 'value_date' }) valueDate: string;
  @Column('uuid') transaction: string;
}
