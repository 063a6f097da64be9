import type { Instrument } from '@abonde/contracts';
import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorUnits } from '../accounts/account.entity';
import type { Approval, OrderKind, OrderState, PaymentOrder } from './payment-order';
import type { StatusReason } from './payment-status';

@Entity('payment_orders')
export class PaymentOrderRow implements PaymentOrder {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'payment_request' }) paymentRequest: string;
  /** 1, and one more each time money that came back is paid again. */
  @Column('integer') attempt: number;
  @Column('uuid', { nullable: true }) previous: string | null;
  @Column('text') kind: OrderKind;
  /** Id, code or name of the beneficiary, as it was asked. */
  @Column('text') beneficiary: string;
  @Column('uuid', { name: 'beneficiary_id', nullable: true }) beneficiaryId: string | null;
  @Column('bigint', { name: 'amount_minor', transformer: minorUnits }) amountMinor: bigint;
  @Column('text') currency: string;
  @Column('date', { name: 'due_on' }) dueOn: Day;
  @Column('date', { name: 'execution_on', nullable: true }) executionOn: Day | null;
  @Column('text') instrument: Instrument;
  @Column('text', { nullable: true }) project: string | null;
  @Column('text', { nullable: true }) tranche: string | null;
  @Column('text', { name: 'aid_case', nullable: true }) case: string | null;
  @Column('text', { nullable: true }) agreement: string | null;
  @Column('text', { array: true }) involved: string[];
  @Column('text') state: OrderState;
  @Column('jsonb') approvals: Approval[];
  @Column('text', { name: 'end_to_end_id' }) endToEndId: string;
  @Column('uuid') uetr: string;
  /** Payment information block of the file it was emitted in. */
  @Column('text', { nullable: true }) block: string | null;
  @Column('uuid', { name: 'file_id', nullable: true }) fileId: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  /** What the bank last said of it; only its entry on the account settles an order. */
  @Column('text', { name: 'bank_status', nullable: true }) bankStatus: string | null;
  @Column('jsonb', { name: 'bank_reasons' }) bankReasons: StatusReason[];
  @Column('timestamptz', { name: 'bank_status_at', nullable: true }) bankStatusAt: Date | null;
  @Column('integer') version: number;

  get amount(): Money {
    return Money.minor(this.amountMinor, this.currency);
  }
}
