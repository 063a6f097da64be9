import { isEventType, topicOf } from '@abonde/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { DataSource, type EntityManager } from 'typeorm';
import { BackOff } from '../log/back-off';
import { CatchUp } from '../log/catch-up';
import { EVENT_LOG, type EventLog, type PartitionProgress } from '../log/event-log';
import { Topics } from '../log/topics.service';
import { MESSAGING, type MessagingSettings } from '../messaging-settings';
import { Consumption } from './consumption';
import type { Discarded } from './dead-letter-rows';
import { GroupReader } from './group-reader';
import type { HeldKey } from './held-messages';
import type { ReceivedEvent } from './message';
import type { MessageContext } from './message-context';

/**
 * NestJS transport: the `@EventPattern` handlers of a service read the event log as one consumer group. Connect it with
 * `inheritAppConfig` and a global filter that lets errors of event handlers through as they are: the stock filter
 * replaces them, and an error that can't be told from a fault of the database is retried for ever.
 */
@Injectable()
export class EventLogServer extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger('EventLogServer');
  private readonly handlers = new Map<string, MessageHandler[]>();
  private readonly stopping = new AbortController();
  private readonly consumption: Consumption;
  private starting?: Promise<void>;
  private reader?: GroupReader;
  private catchUp?: CatchUp;

  constructor(
    private readonly dataSource: DataSource,
    private readonly topics: Topics,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(MESSAGING) private readonly settings: MessagingSettings,
  ) {
    super();
    this.consumption = new Consumption(dataSource, {
      name: settings.service,
      wants: (type) => this.handlers.has(type),
      apply: (tx, events, arrived) => this.apply(tx, events, arrived),
    });
  }

  /** All handlers of a type are kept apart, because they take turns in one transaction. */
  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false): void {
    const type = String(pattern);
    if (!isEventHandler) throw new Error(`${type}: the event log carries events, not requests.`);
    if (!isEventType(type)) throw new Error(`@EventPattern('${type}') is no event of the catalogue.`);
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), callback]);
  }

  listen(callback: (error?: unknown) => void): void {
    if (this.handlers.size > 0) {
      this.consumption.start();
      this.catchUp = new CatchUp(this.log, this.settings.service, this.subscribedTopics());
      this.starting = this.subscribe();
    }
    callback();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await this.reader?.stop();
    await this.consumption.stop();
  }

  /** For readiness: whether all that was in the log when the service started has been handled. */
  async caughtUp(): Promise<boolean> {
    return this.catchUp?.caughtUp() ?? this.handlers.size === 0;
  }

  async health(): Promise<{ healthy: boolean; caughtUp: boolean }> {
    const caughtUp = await this.caughtUp();
    return { healthy: caughtUp, caughtUp };
  }

  async progress(): Promise<PartitionProgress[]> {
    return this.handlers.size === 0 ? [] : this.log.progress(this.settings.service, this.subscribedTopics());
  }

  /** Replays a key that stands still, from its first message. `by` is the actor. */
  async putBack(topic: string, key: string, by: string): Promise<void> {
    await this.consumption.putBack({ topic, key }, by);
  }

  /** Sets a dead letter aside. @returns false when it does not head its key any more */
  discard(letter: HeldKey & { id: string }, discarded: Discarded): Promise<boolean> {
    return this.consumption.discard(letter, discarded);
  }

  /** What this process reads as the service's group. */
  readers(): GroupReader[] {
    return this.reader ? [this.reader] : [];
  }

  on(): never {
    throw new Error('The event log has no events of its own.');
  }

  unwrap<T>(): T {
    return this.log as T;
  }

  private subscribedTopics(): string[] {
    return [...new Set([...this.handlers.keys()].filter(isEventType).map(topicOf))];
  }

  private async subscribe(): Promise<void> {
    const { signal } = this.stopping;
    const backOff = new BackOff();
    while (!signal.aborted && !(await this.topicsExist())) await backOff.wait(signal);
    if (signal.aborted) return;
    this.reader = new GroupReader(this.dataSource, this.log, {
      group: this.settings.service,
      topics: this.subscribedTopics(),
      onBatch: (batch) => this.consumption.take(batch),
    });
    this.reader.start();
  }

  private async topicsExist(): Promise<boolean> {
    try {
      await this.topics.ensure();
      return true;
    } catch (error) {
      this.logger.warn(`The event log does not answer: ${String(error)}`);
      return false;
    }
  }

  private async apply(tx: EntityManager, events: ReceivedEvent[], arrived: (what: string) => void): Promise<void> {
    for (const { event, ...place } of events) {
      const context: MessageContext = { ...place, tx, arrived };
      for (const handler of this.handlers.get(event.type) ?? []) {
        const result: unknown = await handler(event, context);
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      }
    }
  }
}
