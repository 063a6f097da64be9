import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentState } from './proposal';

@Entity('aid_payments')
export class AidPayment {
  @PrimaryColumn('uuid', { name: 'payment_request' })
  paymentRequest: string;

  @Column('uuid')
  proposal: string;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('text')
  state: PaymentState;

  @Column('date', { name: 'requested_on' })
  requestedOn: Day;

  @Column('date', { name: 'settled_on', nullable: true })
  settledOn: Day | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Who was to be paid this time; unknown for payments older than this column. */
  @Column('text', { nullable: true })
  beneficiary: string | null;

  @Column('date', { name: 'returned_on', nullable: true })
  returnedOn: Day | null;

  /** Cents of EUR that came back. */
  @Column('bigint', { name: 'returned_minor', nullable: true })
  returnedMinor: string | null;

  /** Of the return, in the journal. */
  @Column('uuid', { name: 'return_transaction', nullable: true })
  returnTransaction: string | null;
}
