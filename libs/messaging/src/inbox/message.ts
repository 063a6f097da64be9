import { createHash } from 'node:crypto';
import { type CloudEvent, InvalidEvent, newestType, parseEvent, topicOf } from '@abonde/contracts';
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

/** Undefined when the message is of a known type that the consumer does not want. */
export function readMessage(message: LogMessage, wants: (type: string) => boolean): Message | undefined {
  const safe = { ...message, key: storable(message.key), value: storable(message.value) };
  let type: string | undefined;
  try {
    const content = contentOf(message);
    type = typeOf(content);
    const newest = type === undefined ? undefined : newestType(type);
    if (newest !== undefined && !wants(newest)) return undefined;
    const event = parseEvent(content);
    requireItsPlace(message, event);
    return { ...safe, id: event.id, type, event };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    // Not by the id it bears: what is malformed must not pass for the event that has it.
    return { ...safe, id: placeId(message), type, invalid: error };
  }
}

function contentOf({ value }: LogMessage): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    // Not only a syntax error: brackets nested a million deep exhaust the stack.
    throw new InvalidEvent(`Not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Order holds by topic and key: an event elsewhere may overtake, and only its producer may write to its topic. */
function requireItsPlace({ topic, key }: LogMessage, { type, subject }: CloudEvent): void {
  if (topicOf(type) !== topic) throw new InvalidEvent(`${type} travels on ${topicOf(type)}, not on ${topic}`);
  if (subject !== key)
    throw new InvalidEvent(`Its key is ${JSON.stringify(key)}, its subject ${JSON.stringify(subject)}`);
}

function typeOf(content: unknown): string | undefined {
  const type = (content as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? type : undefined;
}

export function received({ topic, key, partition, offset, event }: Message & { event: CloudEvent }): ReceivedEvent {
  return { topic, key, partition, offset, event };
}

/** PostgreSQL stores no NUL, neither in text nor in JSON. */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

function placeId({ topic, partition, offset }: LogMessage): string {
  const digest = createHash('sha256').update(`${topic}/${partition}/${offset}`).digest('hex');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digest.slice(from, to))
    .join('-');
}
