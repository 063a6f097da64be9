import type { CloudEvent } from '@abonde/contracts';
import type { Outbox } from '@abonde/messaging';
import type { EntityManager } from 'typeorm';
import type { PaymentOrderRow } from './payment-order.entity';

type OrderEvent = 'ordered' | 'approved' | 'emitted' | 'rejected' | 'cancelled';

export interface Told {
  cause?: CloudEvent;
  correlationId?: string;
  reason?: string | null;
}

/** Tells whoever asked for the payment what became of its order. */
export async function tellOrder(
  tx: EntityManager,
  outbox: Outbox,
  what: OrderEvent,
  order: PaymentOrderRow,
  { cause, correlationId, reason = null }: Told,
): Promise<void> {
  await outbox.add(tx, `abonde.treasury.payment-${what}.v1`, {
    key: order.paymentRequest,
    data: {
      paymentRequest: order.paymentRequest,
      kind: order.kind,
      order: order.id,
      amount: order.amount.toJSON(),
      file: order.fileId,
      reason,
    },
    ...(cause && { cause }),
    ...(correlationId && { correlationId }),
  });
}
