import type { Actor } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import type { OrderState } from './payment-order';

/** What happened to an order; what the bank's entries did is read from the matches. */
export const occurrences = [
  'ORDERED',
  'APPROVAL',
  'APPROVALS_VOIDED',
  'EMITTED',
  'BANK_STATUS',
  'REJECTED',
  'CANCELLED',
  'CANCEL_REFUSED',
  'REOPENED',
  'SETTLEMENT_UNDONE',
  'RETURN_UNDONE',
] as const;
export type Occurrence = (typeof occurrences)[number];

export interface HistoryLine {
  what: Occurrence;
  state: OrderState;
  actor: string | null;
  actorName: string | null;
  details: Record<string, unknown>;
  at: Date;
}

interface NewLine {
  what: Occurrence;
  /** Nobody where the platform or the bank acts. */
  actor?: Pick<Actor, 'id' | 'name'>;
  details?: Record<string, unknown>;
}

/** Adds a line that nobody may rewrite. */
export async function remember(
  tx: EntityManager,
  { id, state }: { id: string; state: OrderState },
  { what, actor, details = {} }: NewLine,
): Promise<void> {
  await tx.query(
    `INSERT INTO payment_order_history (order_id, what, state, actor, actor_name, details) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, what, state, actor?.id ?? null, actor?.name ?? null, JSON.stringify(details)],
  );
}

/** Oldest first. */
export function historyOf(tx: EntityManager, order: string): Promise<HistoryLine[]> {
  return tx.query(
    `SELECT what, state, actor, actor_name AS "actorName", details, at FROM payment_order_history WHERE order_id = $1 ORDER BY position`,
    [order],
  );
}
