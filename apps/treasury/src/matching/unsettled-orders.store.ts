import type { Actor } from '@abonde/platform';
import { In, type EntityManager } from 'typeorm';
import { type Occurrence, remember } from '../payments/order-history.store';
import type { OrderState } from '../payments/payment-order';
import { PaymentOrderRow } from '../payments/payment-order.entity';
import type { KeptKind } from './match-writer.service';
import { MatchRefused } from './target';

interface OrderTarget {
  kind: KeptKind;
  target_id: string;
  entry_id: string;
}

/** What undoing does to an order: it waits for its debit again, or it is paid, the bank having given nothing back. */
const undone: Partial<Record<KeptKind, { from: OrderState; to: OrderState; what: Occurrence }>> = {
  'payment-order': { from: 'SETTLED', to: 'EMITTED', what: 'SETTLEMENT_UNDONE' },
  'payment-return': { from: 'RETURNED', to: 'SETTLED', what: 'RETURN_UNDONE' },
};

/** Orders that these targets settled or returned, by their ids; locked in one order. */
export async function ordersOf(
  tx: EntityManager,
  targets: readonly OrderTarget[],
): Promise<Map<string, PaymentOrderRow>> {
  const ids = targets.filter(({ kind }) => undone[kind]).map(({ target_id }) => target_id);
  if (ids.length === 0) return new Map();
  const orders = await tx.find(PaymentOrderRow, {
    where: { id: In(ids) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(orders.map((order) => [order.id, order]));
}

/** @throws {MatchRefused} 409 `MATCH_NOT_UNDOABLE` when an order went on from there */
export async function checkUnsettleable(tx: EntityManager, targets: readonly OrderTarget[]): Promise<void> {
  const orders = await ordersOf(tx, targets);
  for (const { kind, target_id } of targets) {
    const order = orders.get(target_id);
    if (!order) continue;
    if (order.state !== undone[kind]?.from) throw wentOn(order, await returningMatch(tx, order.id));
    const next = kind === 'payment-return' ? await nextAttempt(tx, order.id) : undefined;
    if (next) throw paidAgain(order, next);
  }
}

/** The orders of an undone match are what they were before it. */
export async function unsettle(
  tx: EntityManager,
  actor: Pick<Actor, 'id' | 'name'>,
  targets: readonly OrderTarget[],
  reason: string,
): Promise<Map<string, PaymentOrderRow>> {
  const orders = await ordersOf(tx, targets);
  for (const { kind, target_id, entry_id: entry } of targets) {
    const [order, move] = [orders.get(target_id), undone[kind]];
    if (!order || !move) continue;
    Object.assign(order, { state: move.to, version: order.version + 1 });
    await remember(tx, order, { what: move.what, actor, details: { reason, entry } });
  }
  await tx.save(PaymentOrderRow, [...orders.values()]);
  return orders;
}

function nextAttempt(tx: EntityManager, order: string): Promise<PaymentOrderRow | null> {
  return tx.findOne(PaymentOrderRow, {
    where: { previous: order, state: In(['ORDERED', 'APPROVED', 'EMITTED', 'SETTLED', 'RETURNED']) },
  });
}

async function returningMatch(tx: EntityManager, order: string): Promise<string | null> {
  const [row]: { match: string }[] = await tx.query(
    `SELECT match_id AS match FROM match_targets WHERE kind = 'payment-return' AND target_id = $1 AND live`,
    [order],
  );
  return row?.match ?? null;
}

function wentOn({ id: order, state }: PaymentOrderRow, match: string | null): MatchRefused {
  const detail = `The order is ${state}: undo first the match of what the bank did after paying it.`;
  return refused(detail, { obstacle: 'ORDER_WENT_ON', order, state, standing: match });
}

function paidAgain({ id: order }: PaymentOrderRow, next: PaymentOrderRow): MatchRefused {
  const detail = `The order is paid again as attempt ${next.attempt}, which is ${next.state}: reject that one first.`;
  return refused(detail, { obstacle: 'ORDER_PAID_AGAIN', order, next: next.id, state: next.state });
}

function refused(detail: string, figures: Record<string, unknown>): MatchRefused {
  return new MatchRefused('MATCH_NOT_UNDOABLE', 409, 'Not to be undone', detail, figures);
}
