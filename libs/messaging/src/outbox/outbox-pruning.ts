import type { Client } from 'pg';

/** Rows looked at in one step. */
const step = 5_000;
const hour = 3_600_000;

/** Days for which the outbox keeps what the log has: enough to complete a log that was restored from a backup. */
export function outboxKeepDays(environment: Readonly<Record<string, string | undefined>> = process.env): number {
  const given = environment['OUTBOX_KEEP_DAYS'] || '30';
  if (!/^\d{1,5}$/.test(given)) throw new Error('OUTBOX_KEEP_DAYS must be a whole number of days.');
  return Number(given);
}

/** Lets go of old rows, a few at a time and the oldest first: what a step costs does not grow with what is kept. */
export class OutboxPruning {
  private next = 0;

  constructor(private readonly days = outboxKeepDays()) {}

  /** Does one step if one is due. @returns how many rows went */
  async step(connection: Client): Promise<number> {
    if (Date.now() < this.next) return 0;
    const { rowCount } = await connection.query(
      `WITH oldest AS (SELECT position, sent_at FROM outbox ORDER BY position LIMIT ${step})
       DELETE FROM outbox USING oldest
       WHERE outbox.position = oldest.position AND oldest.sent_at < now() - make_interval(days => $1)`,
      [this.days],
    );
    const gone = rowCount ?? 0;
    if (gone === 0) this.next = Date.now() + hour;
    return gone;
  }
}
