import type { Outbox } from '@abonde/messaging';
import type { Command } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import type { Beneficiary } from '../beneficiaries/beneficiary.entity';
import { remember } from './order-history.store';
import { tellOrder } from './order-told.store';
import { PaymentOrderRow } from './payment-order.entity';

const REASON = 'BANK_DETAILS_CHANGED';

/** Approvals were given for bank details that are no longer those in force: orders that no file has taken are approved again. */
export async function voidApprovals(
  tx: EntityManager,
  outbox: Outbox,
  { id, code, name }: Pick<Beneficiary, 'id' | 'code' | 'name'>,
  { actor, correlationId }: Command,
): Promise<void> {
  const orders = await tx
    .createQueryBuilder(PaymentOrderRow, 'o')
    .setLock('pessimistic_write')
    .where(`o.state IN ('ORDERED', 'APPROVED') AND jsonb_array_length(o.approvals) > 0`)
    .andWhere(
      `(o.beneficiary_id = :id OR (o.beneficiary_id IS NULL AND (o.beneficiary IN (:id::text, :code) OR lower(o.beneficiary) = lower(:name))))`,
      { id, code, name },
    )
    .orderBy('o.id')
    .getMany();
  for (const order of orders) {
    const wasApproved = order.state === 'APPROVED';
    Object.assign(order, { state: 'ORDERED', approvals: [], reason: REASON, version: order.version + 1 });
    await tx.save(PaymentOrderRow, order);
    await remember(tx, order, { what: 'APPROVALS_VOIDED', actor, details: { reason: REASON } });
    if (wasApproved) await tellOrder(tx, outbox, 'ordered', order, { correlationId, reason: REASON });
  }
}
