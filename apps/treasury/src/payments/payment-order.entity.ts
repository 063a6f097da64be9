import type { Instrument } from '@abonde/contracts';
import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorUnits } from '../accounts/account.entity';
import type { Approval, OrderKind, OrderState, PaymentOrder } from './payment-order';

@Entity('payment_orders')
export class PaymentOrderRow implements PaymentOrder {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'payment_request' }) paymentRequest: string;
  @Column('text') kind: OrderKind;
  /** Id, code or name of the beneficiary. */
  @Column('text') beneficiary: string;
  @Column('bigint', { name: 'amount_minor', transformer: minorUnits }) amountMinor: bigint;
  @Column('text') currency: string;
  @Column('date', { name: 'due_on' }) dueOn: Day;
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
  @Column('integer') version: number;

  get amount(): Money {
    return Money.minor(this.amountMinor, this.currency);
  }
}
