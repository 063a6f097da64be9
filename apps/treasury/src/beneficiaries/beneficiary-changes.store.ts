import type { Day } from '@abonde/calendar';
import type { Actor } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import type { BankDetails } from './bank-details';

export const changeActs = ['PROPOSED', 'CONFIRMED', 'REJECTED'] as const;
export type ChangeAct = (typeof changeActs)[number];

export interface Change {
  act: ChangeAct;
  /** Confirmed details at that moment. */
  before: BankDetails | null;
  /** The details the act is about. */
  after: BankDetails;
  reason: string | null;
  actor: string;
  actorName: string;
  /** Business day. */
  day: Day;
  at: Date;
}

/** Adds to the history of a beneficiary's bank details, which nobody may rewrite. */
export async function recordChange(
  tx: EntityManager,
  beneficiary: string,
  { actor, ...change }: Omit<Change, 'actor' | 'actorName' | 'at'> & { actor: Actor },
): Promise<void> {
  await tx.query(
    `INSERT INTO beneficiary_changes (beneficiary_id, act, before, after, reason, actor, actor_name, day)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      beneficiary,
      change.act,
      change.before && JSON.stringify(change.before),
      JSON.stringify(change.after),
      change.reason,
      actor.id,
      actor.name,
      change.day,
    ],
  );
}

/** Newest first. */
export function changesOf(tx: EntityManager, beneficiary: string): Promise<Change[]> {
  return tx.query(
    `SELECT act, before, after, reason, actor, actor_name AS "actorName", day::text, at
       FROM beneficiary_changes WHERE beneficiary_id = $1 ORDER BY position DESC`,
    [beneficiary],
  );
}
