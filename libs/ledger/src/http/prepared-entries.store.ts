import { type Actor, hasRole, notFound } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import { AlreadyApproved, AlreadyDeclined, NotYours, type PreparedEntry, SamePerson } from './manual-entry';

const columns = `
  id, effective_date::text AS "effectiveDate", entry, reverses, prepared_by AS "preparedBy", prepared_by_name AS "preparedByName",
  approved_by AS "approvedBy", approved_by_name AS "approvedByName", declined_by AS "declinedBy",
  declined_by_name AS "declinedByName", decline_reason AS "declineReason",
  to_char(prepared_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "preparedAt"`;

export type Draft = Pick<PreparedEntry, 'id' | 'effectiveDate' | 'entry' | 'reverses'> & { preparer: Actor };

export async function keepDraft(tx: EntityManager, draft: Draft): Promise<void> {
  const { id, effectiveDate, entry, reverses, preparer } = draft;
  await tx.query(
    `INSERT INTO ledger.prepared_entries (id, effective_date, entry, reverses, prepared_by, prepared_by_name)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, effectiveDate, JSON.stringify(entry), reverses, preparer.id, preparer.name],
  );
}

/** Those not posted: they wait, or were put aside. */
export function unposted(db: EntityManager, condition: string, values: unknown[]): Promise<PreparedEntry[]> {
  return db.query(`SELECT ${columns} FROM ledger.prepared_entries WHERE approved_by IS NULL AND ${condition}`, values);
}

/** @throws {SamePerson | AlreadyApproved | AlreadyDeclined} 404 */
export async function approveDraft(tx: EntityManager, id: string, approver: Actor): Promise<PreparedEntry> {
  const draft = await undecided(tx, id);
  if (draft.preparedBy === approver.id) throw new SamePerson();
  await tx.query(
    `UPDATE ledger.prepared_entries SET approved_by = $2, approved_by_name = $3, approved_at = clock_timestamp() WHERE id = $1`,
    [id, approver.id, approver.name],
  );
  return draft;
}

/** @throws {NotYours | AlreadyApproved | AlreadyDeclined} 404 */
export async function declineDraft(tx: EntityManager, id: string, by: Actor, reason: string): Promise<void> {
  const { preparedBy } = await undecided(tx, id);
  if (preparedBy !== by.id && !hasRole(by, 'finance-controller')) throw new NotYours();
  await tx.query(
    `UPDATE ledger.prepared_entries
        SET declined_by = $2, declined_by_name = $3, declined_at = clock_timestamp(), decline_reason = $4 WHERE id = $1`,
    [id, by.id, by.name, reason],
  );
}

async function undecided(tx: EntityManager, id: string): Promise<PreparedEntry> {
  const [draft]: PreparedEntry[] = await tx.query(
    `SELECT ${columns} FROM ledger.prepared_entries WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!draft) throw notFound('journal entry', id);
  if (draft.approvedBy !== null) throw new AlreadyApproved(id);
  if (draft.declinedBy !== null) throw new AlreadyDeclined(id);
  return draft;
}
