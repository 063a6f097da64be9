import type { DeclaredTopic } from './topic-declaration';

/** Token of the {@link EventLog} of a service. */
export const EVENT_LOG = Symbol('event-log');

export interface OutgoingMessage {
  topic: string;
  /** Order holds within a key of a topic, nowhere else. */
  key: string;
  value: string;
}

export interface LogMessage extends OutgoingMessage {
  partition: number;
  /** Place in the partition, from 0; gaps are possible. */
  offset: number;
}

/** Messages of one partition, in their order. */
export interface MessageBatch {
  topic: string;
  partition: number;
  messages: LogMessage[];
}

export interface SubscribeOptions {
  /** Members of a group share the partitions; a new group starts at the beginning. */
  group: string;
  topics: readonly string[];
  /** Partitions whose batches a log may hand over at the same time; default 1. */
  sideBySide?: number;
  /**
   * One batch of a partition at a time; resolved means that its effects are durable, and only then is the offset committed.
   * Rejected means that nothing is wrong with the messages: the partition pauses and the batch comes again, for ever,
   * while other partitions go on. A batch may come again after a crash too.
   */
  onBatch(batch: MessageBatch): Promise<void>;
}

export interface Subscription {
  /** Finishes the batch in hand, commits and leaves the group. */
  stop(): Promise<void>;
}

export interface Position {
  topic: string;
  partition: number;
  /** Offset of the next message to read. */
  offset: number;
}

export interface PartitionProgress {
  topic: string;
  partition: number;
  /** Offset the next published message will get. */
  end: number;
  /** Offset of the next message the group will read. */
  committed: number;
}

/** An append-only log of topics cut into partitions, kept for ever. Messages arrive at least once. */
export interface EventLog {
  readonly kind: 'kafka' | 'postgres';
  /** Creates what is missing and leaves the rest alone. */
  createTopics(declared: readonly DeclaredTopic[]): Promise<void>;
  /** Resolved once all are durable. After a rejection any of them may have been written: publish all again, in order. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Returns at once; the connection is made, and made again after a loss, in the background. */
  subscribe(options: SubscribeOptions): Subscription;
  progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]>;
  /** From where a group reads all that was written at a moment or after it: one place for each partition. */
  positionsAt(topics: readonly string[], moment: Date): Promise<Position[]>;
  /** Moves a group that has no running member. @throws when it has one, and then nothing moves */
  reposition(group: string, positions: readonly Position[]): Promise<void>;
  close(): Promise<void>;
}
