import type { EntityManager } from 'typeorm';

export interface OutboxRow {
  id: string;
  topic: string;
  key: string;
  /** What is published; `sequence` is put into it. */
  content: object;
}

/** Bytes of an event; topics take twice as much (`max.message.bytes`). */
const largest = 8 * 1024 * 1024;

/** No broker would take it, and nothing behind it could be published. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
  readonly code = 'EVENT_TOO_LARGE';
  readonly status = 422;
  readonly title = 'Too much at once';
}

/**
 * Adds rows in their order. The counter of a key stays locked until the transaction ends, so that its sequence has no gap
 * and its rows get positions in the order of their commits. A transaction that adds to several keys at different times
 * may deadlock with another one and must be run again, as any other.
 * @returns the sequence of each row
 * @throws {EventTooLarge}
 */
export async function insertOutboxRows(tx: EntityManager, rows: readonly OutboxRow[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const inserted: { sequence: string }[] = await tx.query(
    `WITH given AS (
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[]) WITH ORDINALITY AS g(id, topic, key, content, place)
     ), counted AS (
       SELECT topic, key, count(*) AS added FROM given GROUP BY topic, key
     ), taken AS (
       INSERT INTO outbox_sequence (topic, key, sequence) SELECT topic, key, added FROM counted ORDER BY topic, key
       ON CONFLICT (topic, key) DO UPDATE SET sequence = outbox_sequence.sequence + excluded.sequence
       RETURNING topic, key, sequence
     ), numbered AS (
       SELECT given.*, taken.sequence - added + row_number() OVER (PARTITION BY topic, key ORDER BY place) AS sequence
       FROM given JOIN counted USING (topic, key) JOIN taken USING (topic, key)
     ), added AS (
       INSERT INTO outbox (id, topic, key, sequence, event)
       SELECT id, topic, key, sequence, content || jsonb_build_object('sequence', sequence) FROM numbered ORDER BY place
       RETURNING position, sequence
     )
     SELECT sequence FROM added ORDER BY position`,
    [
      rows.map(({ id }) => id),
      rows.map(({ topic }) => topic),
      rows.map(({ key }) => key),
      rows.map(({ content }) => textOf(content)),
    ],
  );
  return inserted.map(({ sequence }) => Number(sequence));
}

function textOf(content: object): string {
  const text = JSON.stringify(content);
  const bytes = text.length * 3 > largest ? Buffer.byteLength(text) : 0;
  if (bytes > largest) throw new EventTooLarge(`The event has ${bytes} bytes; ${largest} are carried.`);
  return text;
}
