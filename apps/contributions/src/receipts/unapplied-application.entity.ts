import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';

/** Money that waits for an owner, given to an instalment: by one person, confirmed by another. */
@Entity('unapplied_application')
export class UnappliedApplication {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') unapplied: string;
  @Column('uuid') instalment: string;
  /** Minor units of EUR. */
  @Column({ ...minor }) amount: bigint;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text') status: 'PREPARED' | 'CONFIRMED' | 'DECLINED';
  @Column('text', { name: 'prepared_by' }) preparedBy: string;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'declined_by', nullable: true }) declinedBy: string | null;
  @Column('text', { name: 'decline_reason', nullable: true }) declineReason: string | null;
  @Column('uuid', { nullable: true }) transaction: string | null;
}
