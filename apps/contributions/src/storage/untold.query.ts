import type { EntityManager } from 'typeorm';

/**
 * Agreements that a migration noted because something of theirs had never been told: taken once, whatever replicas start.
 * @param table the migration's note, with a column `agreement`
 */
export async function takeUntold(tx: EntityManager, table: 'untold_schedule' | 'untold_reports'): Promise<string[]> {
  const [rows]: [{ agreement: string }[], number] = await tx.query(
    `DELETE FROM ${table} WHERE agreement IN
       (SELECT agreement FROM ${table} ORDER BY agreement FOR UPDATE SKIP LOCKED) RETURNING agreement`,
  );
  return rows.map(({ agreement }) => agreement);
}
