import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';

/** What goes back: unspent money, interest that the clause returns, aid paid above what the real cost gives. */
export const refundKinds = ['DONOR_REFUND', 'INTEREST_RETURN', 'AID_RETURN'] as const;
export type RefundKind = (typeof refundKinds)[number];

/** Money going back to a donor; its id is that of the payment asked of treasury. */
@Entity('refund')
export class Refund {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: RefundKind;
  @Column('text') agreement: string;
  @Column({ ...minor }) amount: bigint;
  @Column({ ...minor }) paid: bigint;
  /** Id or code in treasury's register of beneficiaries. */
  @Column('text') beneficiary: string;
  @Column('text') reason: string;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text') status: 'PREPARED' | 'REQUESTED' | 'PAID' | 'REJECTED' | 'DECLINED';
  @Column('text', { name: 'prepared_by' }) preparedBy: string;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'declined_by', nullable: true }) declinedBy: string | null;
  @Column('text', { name: 'decline_reason', nullable: true }) declineReason: string | null;
  @Column('uuid', { nullable: true }) transaction: string | null;
}
