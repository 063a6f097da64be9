import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { deadLetterTopic } from '../log/topic-declaration';
import { insertOutboxRows } from '../outbox/outbox-rows';
import type { Refusal } from './errors';
import { type Message, storable } from './message';

/** Where a consumer found a message. */
interface Found {
  consumer: string;
  topic: string;
  partition: number;
  offset: number;
}

/** Who set a dead letter aside for good, and why that is right. */
export interface Discarded {
  by: string;
  explanation: string;
}

/** Characters of a message that its notice on the dead-letter topic carries; the table keeps it whole. */
const longestCopy = 100_000;

/**
 * Records a message that can't be handled and tells it on its dead-letter topic; one that was put back and failed again
 * keeps its row.
 * @returns its id
 */
export async function bury(
  tx: EntityManager,
  consumer: string,
  message: Message,
  refusal: Refusal,
  by: string,
): Promise<string> {
  const { topic, partition, offset, key, value } = message;
  const { code } = refusal;
  const reason = storable(refusal.reason).slice(0, 4_000);
  const type = message.type === undefined ? null : storable(message.type);
  const [row]: { id: string; attempts: number }[] = await tx.query(
    `INSERT INTO dead_letter AS d (id, consumer, topic, partition, log_offset, key, event_id, event_type, code, reason, message)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (consumer, topic, partition, log_offset) DO UPDATE SET
       code = excluded.code, reason = excluded.reason, attempts = d.attempts + 1, replayed_at = NULL, replayed_by = NULL
     RETURNING id, attempts`,
    [uuid(), consumer, topic, partition, offset, key, message.event?.id ?? null, type, code, reason, value],
  );
  if (!row) throw new Error('The dead letter was not stored.');
  const { id } = row;
  if (row.attempts > 1) {
    await recordAct(tx, id, 'FAILED_AGAIN', by, reason);
    return id;
  }
  const copy = { message: value.slice(0, longestCopy), messageLength: value.length };
  const content = { id, consumer, topic, partition, offset, key, code, reason, ...copy };
  await insertOutboxRows(tx, [{ id, topic: deadLetterTopic(topic), key, content }]);
  return id;
}

/** If the message was a dead letter, it no longer is. */
export async function markPutBack(
  tx: EntityManager,
  { consumer, topic, partition, offset }: Found,
  by: string,
): Promise<void> {
  const [rows]: [{ id: string }[], number] = await tx.query(
    `UPDATE dead_letter SET replayed_at = now(), replayed_by = $5
     WHERE consumer = $1 AND topic = $2 AND partition = $3 AND log_offset = $4 AND open RETURNING id`,
    [consumer, topic, partition, offset, by],
  );
  for (const { id } of rows) await recordAct(tx, id, 'PUT_BACK', by, null);
}

export async function markDiscarded(tx: EntityManager, id: string, { by, explanation }: Discarded): Promise<void> {
  await tx.query('UPDATE dead_letter SET discarded_at = now(), discarded_by = $2, explanation = $3 WHERE id = $1', [
    id,
    by,
    explanation,
  ]);
  await recordAct(tx, id, 'DISCARDED', by, explanation);
}

async function recordAct(tx: EntityManager, id: string, act: string, by: string, reason: string | null) {
  await tx.query('INSERT INTO dead_letter_act (dead_letter, act, actor, reason) VALUES ($1, $2, $3, $4)', [
    id,
    act,
    by,
    reason,
  ]);
}
