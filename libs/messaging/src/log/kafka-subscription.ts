import { Logger } from '@nestjs/common';
import type { Batch, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { BackOff } from './back-off';
import type { LogMessage, SubscribeOptions, Subscription } from './event-log';

/** Longest wait of a fetch, in milliseconds: also the longest that a resumed partition waits for the next fetch. */
const maxWaitTimeInMs = 250;
/**
 * A member learns at its heartbeat that another one comes or goes, and nobody reads until the last one has learnt it: at
 * three seconds a stop holds a group up for 0.5 to 3 s, at one second for 0.2 to 1 s, for one small request a second.
 */
const heartbeatInterval = 1_000;
/**
 * How long a member that was killed keeps its partitions. Shorter, and a process that a busy machine holds up for a
 * moment would lose them, all would stop to share them out again, and be busier still.
 */
const sessionTimeout = 10_000;

/** A member of a consumer group that comes back after every failure. */
export class KafkaSubscription implements Subscription {
  private readonly logger = new Logger('KafkaSubscription');
  private readonly stopping = new AbortController();
  private readonly backOffs = new Map<string, BackOff>();
  private readonly running: Promise<void>;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: SubscribeOptions,
    private readonly onStop: (subscription: KafkaSubscription) => void,
  ) {
    this.running = this.keepRunning();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.onStop(this);
  }

  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        await this.untilCrash(backOff);
      } catch (error) {
        this.logger.warn(`Consumer ${this.options.group} starts again: ${String(error)}`);
      }
      await backOff.wait(signal);
    }
  }

  private async untilCrash(backOff: BackOff): Promise<void> {
    const { group, topics, sideBySide = 1 } = this.options;
    const consumer = this.kafka.consumer({
      groupId: group,
      maxWaitTimeInMs,
      sessionTimeout,
      heartbeatInterval,
      allowAutoTopicCreation: false,
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      const ended = this.ended(consumer);
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: sideBySide,
        eachBatch: (each) => this.take(each),
      });
      backOff.reset();
      const error = await ended;
      if (error) throw error;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  /** Resolved with the error of a crash, or with nothing when asked to stop. */
  private ended(consumer: Consumer): Promise<Error | undefined> {
    return new Promise((resolve) => {
      const { signal } = this.stopping;
      const onAbort = (): void => resolve(undefined);
      if (signal.aborted) return resolve(undefined);
      signal.addEventListener('abort', onAbort, { once: true });
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        signal.removeEventListener('abort', onAbort);
        resolve(payload.error);
      });
    });
  }

  private async take({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, pause, ...state }: EachBatchPayload) {
    const { topic, partition } = batch;
    if (!state.isRunning() || state.isStale()) return;
    const beating = setInterval(() => void heartbeat().catch(() => undefined), heartbeatInterval);
    try {
      await this.options.onBatch({ topic, partition, messages: messagesOf(batch) });
    } catch (error) {
      this.pause(topic, partition, error, pause());
      return;
    } finally {
      clearInterval(beating);
    }
    this.backOffs.delete(`${topic}/${partition}`);
    resolveOffset(batch.lastOffset());
    const offset = String(BigInt(batch.lastOffset()) + 1n);
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  }

  /** Nothing was resolved, so the same messages come again after the pause. */
  private pause(topic: string, partition: number, error: unknown, resume: () => void): void {
    const place = `${topic}/${partition}`;
    const backOff = this.backOffs.get(place) ?? new BackOff();
    this.backOffs.set(place, backOff);
    const wait = backOff.next();
    this.logger.warn(`${this.options.group} pauses ${place} for ${Math.round(wait)} ms: ${String(error)}`);
    setTimeout(() => !this.stopping.signal.aborted && resume(), wait).unref();
  }
}

function messagesOf({ topic, partition, messages }: Batch): LogMessage[] {
  return messages.map(({ key, value, offset }) => ({
    topic,
    partition,
    offset: Number(offset),
    key: key?.toString() ?? '',
    value: value?.toString() ?? '',
  }));
}
