import { createHash } from 'node:crypto';
import { type CloudEvent, InvalidEvent, isEventType, parseEvent } from '@abonde/contracts';
import type { LogMessage } from '../log/event-log';

/** An event with its place in the log. */
export interface ReceivedEvent {
  event: CloudEvent;
  topic: string;
  key: string;
  partition: number;
  /** Place in the partition, from 0. */
  offset: number;
}

/** A message that concerns the consumer: an event, or the reason why it is none. */
export interface Message extends LogMessage {
  /** Id of the event, or one made from its place in the log. */
  id: string;
  type?: string;
  event?: CloudEvent;
  invalid?: InvalidEvent;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Undefined when the message is of a known type that the consumer does not want. */
export function readMessage(message: LogMessage, wants: (type: string) => boolean): Message | undefined {
  // PostgreSQL stores no NUL, neither in text nor in JSON.
  const safe = { ...message, key: withoutNul(message.key), value: withoutNul(message.value) };
  let content: { type?: unknown; id?: unknown } | null;
  try {
    content = JSON.parse(message.value) as { type?: unknown; id?: unknown } | null;
  } catch (error) {
    return { ...safe, id: placeId(message), invalid: new InvalidEvent(`Not JSON: ${(error as Error).message}`) };
  }
  const type = typeof content?.type === 'string' ? content.type : undefined;
  if (type !== undefined && isEventType(type) && !wants(type)) return undefined;
  const id = typeof content?.id === 'string' && uuid.test(content.id) ? content.id : placeId(message);
  try {
    return { ...safe, id, type, event: parseEvent(content) };
  } catch (error) {
    if (error instanceof InvalidEvent) return { ...safe, id, type, invalid: error };
    throw error;
  }
}

export function received({ topic, key, partition, offset, event }: Message & { event: CloudEvent }): ReceivedEvent {
  return { topic, key, partition, offset, event };
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

function placeId({ topic, partition, offset }: LogMessage): string {
  const digest = createHash('sha256').update(`${topic}/${partition}/${offset}`).digest('hex');
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => digest.slice(from, to)).join('-');
}
