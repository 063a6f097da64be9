import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';

@Entity('opening')
export class Opening {
  @PrimaryColumn('uuid') id: string;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('jsonb') lines: { agreement: string; minor: string }[];
  /** Part of the opening balance that is the emergency fund's; minor units of EUR. */
  @Column({ ...minor }) emergency: bigint;
  @Column('text') status: 'PREPARED' | 'CONFIRMED' | 'DECLINED';
  @Column('text', { name: 'prepared_by' }) preparedBy: string;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'declined_by', nullable: true }) declinedBy: string | null;
  @Column('text', { name: 'decline_reason', nullable: true }) declineReason: string | null;
  @Column('uuid', { nullable: true }) transfer: string | null;
  @Column('uuid', { nullable: true }) transaction: string | null;
}
