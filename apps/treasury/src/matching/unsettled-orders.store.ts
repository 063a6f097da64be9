import type { Actor } from '@abonde/platform';
import { In, type EntityManager } from 'typeorm';
import { remember } from '../payments/order-history.store';
import { PaymentOrderRow } from '../payments/payment-order.entity';
import type { KeptKind } from './match-writer.service';
import { MatchRefused } from './target';

/** Orders that wait for their debit again, by their ids. */
export type Unsettled = ReadonlyMap<string, PaymentOrderRow>;

/**
 * Orders that an undone match had settled are with the bank again: the debit that really settles them is found afterwards.
 * @throws {MatchRefused} 409 `MATCH_NOT_UNDOABLE` when an order went on from there
 */
export async function unsettle(
  tx: EntityManager,
  actor: Actor,
  targets: readonly { kind: KeptKind; target_id: string; entry_id: string }[],
  reason: string,
): Promise<Unsettled> {
  const settling = targets.filter(({ kind }) => kind === 'payment-order');
  if (settling.length === 0) return new Map();
  const orders = await tx.find(PaymentOrderRow, {
    where: { id: In(settling.map(({ target_id }) => target_id)) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const gone = orders.find(({ state }) => state !== 'SETTLED');
  if (gone) {
    const detail = `The order is ${gone.state}: what the bank did after paying it stands on this match.`;
    throw new MatchRefused('MATCH_NOT_UNDOABLE', 409, 'Not to be undone', detail, {
      order: gone.id,
      state: gone.state,
    });
  }
  for (const order of orders) {
    Object.assign(order, { state: 'EMITTED', version: order.version + 1 });
    const entry = settling.find(({ target_id }) => target_id === order.id)?.entry_id;
    await remember(tx, order, { what: 'SETTLEMENT_UNDONE', actor, details: { reason, entry } });
  }
  await tx.save(PaymentOrderRow, orders);
  return new Map(orders.map((order) => [order.id, order]));
}
