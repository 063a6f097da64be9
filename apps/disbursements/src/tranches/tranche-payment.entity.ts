import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';

export type PaymentStatus = 'REQUESTED' | 'SETTLED' | 'RETURNED' | 'REJECTED' | 'CANCELLED';

/** A payment asked of treasury for a tranche; a tranche sent back by the bank asks a new one. */
@Entity('tranche_payments')
export class TranchePayment {
  @PrimaryColumn('uuid', { name: 'payment_request' })
  paymentRequest: string;

  @Column('uuid', { name: 'tranche_id' })
  trancheId: string;

  @Column('bigint', { transformer: euros })
  amount: Money;

  @Column('text')
  status: PaymentStatus;
}
