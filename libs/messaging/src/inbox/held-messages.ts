import type { EntityManager } from 'typeorm';
import type { LogMessage } from '../log/event-log';
import { bury, type Discarded, markDiscarded, markPutBack } from './dead-letter-rows';
import { refusalOf, Waiting } from './errors';
import type { Message } from './message';

export interface HeldKey {
  topic: string;
  key: string;
}

export interface HeldRow extends LogMessage {
  position: string;
}

/** Marks a key whose first messages were handled and whose next ones only wait for their turn. */
export const REST_OF_KEY = 'rest-of-key';
const longestWait = 60;

/** Keys of one consumer that stand still, and the messages that queue in them. All in the caller's transaction. */
export class HeldMessages {
  constructor(private readonly consumer: string) {}

  /** Records ids; returns those that were not there: whoever gets an id back is the one to handle it. */
  async claim(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    const rows: { event_id: string }[] = await tx.query(
      `INSERT INTO inbox (consumer, event_id) SELECT $1, id FROM unnest($2::uuid[]) AS id ORDER BY id
       ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.consumer, ids],
    );
    return new Set(rows.map(({ event_id }) => event_id));
  }

  /** Those of the keys that stand still, locked: their queue neither empties nor grows elsewhere meanwhile. */
  async blocked(tx: EntityManager, topic: string, keys: readonly string[]): Promise<Set<string>> {
    const rows: { key: string }[] = await tx.query(
      `SELECT key FROM blocked_key WHERE consumer = $1 AND topic = $2 AND key = ANY ($3) ORDER BY key FOR UPDATE`,
      [this.consumer, topic, [...new Set(keys)]],
    );
    return new Set(rows.map(({ key }) => key));
  }

  async waitingFor(tx: EntityManager, prerequisite: string): Promise<HeldKey[]> {
    return tx.query(
      `SELECT topic, key FROM blocked_key WHERE consumer = $1 AND waiting_for = $2 ORDER BY topic, key FOR UPDATE`,
      [this.consumer, prerequisite],
    );
  }

  /** One key whose next attempt is due and that nobody else is trying. */
  async due(tx: EntityManager): Promise<HeldKey | undefined> {
    const [row]: HeldKey[] = await tx.query(
      `SELECT topic, key FROM blocked_key WHERE consumer = $1 AND waiting_for IS NOT NULL AND next_attempt_at <= now()
       ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [this.consumer],
    );
    return row;
  }

  async queue(tx: EntityManager, messages: readonly LogMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await tx.query(
      `INSERT INTO held_message (consumer, topic, partition, log_offset, key, value)
       SELECT $1, topic, partition, log_offset, key, value
       FROM unnest($2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[]) WITH ORDINALITY
         AS given(topic, partition, log_offset, key, value, place) ORDER BY place`,
      [
        this.consumer,
        messages.map(({ topic }) => topic),
        messages.map(({ partition }) => partition),
        messages.map(({ offset }) => offset),
        messages.map(({ key }) => key),
        messages.map(({ value }) => value),
      ],
    );
  }

  async queued(tx: EntityManager, { topic, key }: HeldKey, limit: number): Promise<HeldRow[]> {
    const rows: (HeldRow & { offset: string })[] = await tx.query(
      `SELECT position, topic, partition, log_offset AS offset, key, value FROM held_message
       WHERE consumer = $1 AND topic = $2 AND key = $3 ORDER BY position LIMIT $4`,
      [this.consumer, topic, key, limit],
    );
    return rows.map((row) => ({ ...row, offset: Number(row.offset) }));
  }

  /** The message was handled: it leaves the queue, and the dead letters if it was one. */
  async handled(tx: EntityManager, { position, topic, partition, offset }: HeldRow, by: string): Promise<void> {
    await tx.query('DELETE FROM held_message WHERE position = $1', [position]);
    await markPutBack(tx, { consumer: this.consumer, topic, partition, offset }, by);
  }

  /**
   * The dead letter at the head of its key leaves the queue without being handled.
   * @returns false when no such letter heads that key
   */
  async discard(tx: EntityManager, { id, ...key }: HeldKey & { id: string }, discarded: Discarded): Promise<boolean> {
    const heads: unknown[] = await tx.query(
      'SELECT FROM blocked_key WHERE consumer = $1 AND topic = $2 AND key = $3 AND dead_letter = $4 FOR UPDATE',
      [this.consumer, key.topic, key.key, id],
    );
    const [first] = heads.length > 0 ? await this.queued(tx, key, 1) : [];
    if (!first) return false;
    await tx.query('DELETE FROM held_message WHERE position = $1', [first.position]);
    await markDiscarded(tx, id, discarded);
    return true;
  }

  async unblock(tx: EntityManager, { topic, key }: HeldKey): Promise<void> {
    await tx.query('DELETE FROM blocked_key WHERE consumer = $1 AND topic = $2 AND key = $3', [
      this.consumer,
      topic,
      key,
    ]);
  }

  /** The key goes on at the next sweep. */
  async continueLater(tx: EntityManager, key: HeldKey): Promise<void> {
    await this.block(tx, key, REST_OF_KEY, null);
    await tx.query('UPDATE blocked_key SET next_attempt_at = now() WHERE consumer = $1 AND topic = $2 AND key = $3', [
      this.consumer,
      key.topic,
      key.key,
    ]);
  }

  /**
   * Makes the key of a message stand still, for a reason that lies in the message.
   * @param by whoever had it handled
   * @throws the error itself, when the message is not to blame
   */
  async standStill(tx: EntityManager, message: Message, error: unknown, by: string): Promise<void> {
    if (error instanceof Waiting) return this.block(tx, message, error.prerequisite, null);
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    await this.block(tx, message, null, await bury(tx, this.consumer, message, refusal, by));
  }

  private async block(tx: EntityManager, key: HeldKey, waitingFor: string | null, deadLetter: string | null) {
    await tx.query(
      `INSERT INTO blocked_key AS b (consumer, topic, key, waiting_for, dead_letter, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, now() + interval '1 second')
       ON CONFLICT (consumer, topic, key) DO UPDATE SET
         waiting_for = excluded.waiting_for,
         dead_letter = excluded.dead_letter,
         attempts = CASE WHEN b.waiting_for = excluded.waiting_for THEN b.attempts + 1 ELSE 1 END,
         since = CASE WHEN b.waiting_for = excluded.waiting_for THEN b.since ELSE now() END,
         next_attempt_at = now() + least($6, CASE WHEN b.waiting_for = excluded.waiting_for
           THEN power(2, least(b.attempts, 10)) ELSE 1 END) * interval '1 second'`,
      [this.consumer, key.topic, key.key, waitingFor, deadLetter, longestWait],
    );
  }
}
