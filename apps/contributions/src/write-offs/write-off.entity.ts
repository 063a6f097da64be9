import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';

@Entity('write_off')
export class WriteOff {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') instalment: string;
  /** In the agreement's currency. */
  @Column({ ...minor }) amount: bigint;
  @Column('text') reason: string;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text') status: 'PREPARED' | 'CONFIRMED' | 'DECLINED';
  @Column('text', { name: 'prepared_by' }) preparedBy: string;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'declined_by', nullable: true }) declinedBy: string | null;
  @Column('text', { name: 'decline_reason', nullable: true }) declineReason: string | null;
  @Column('uuid', { nullable: true }) transaction: string | null;
}
