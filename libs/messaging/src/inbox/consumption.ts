import type { CloudEvent } from '@abonde/contracts';
import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { LogMessage, MessageBatch } from '../log/event-log';
import type { Discarded } from './dead-letter-rows';
import { refusalOf, Waiting } from './errors';
import { type HeldKey, HeldMessages } from './held-messages';
import { type Message, readMessage, received, type ReceivedEvent } from './message';

export interface Consumer {
  /** Name under which ids are recorded: the group. */
  name: string;
  wants(type: string): boolean;
  /** Whether its effects know each event by id: then only messages that are held are recorded. */
  idempotent?: boolean;
  /**
   * The effects of events, in their order, all in `tx`. May run again for the same events after a rollback.
   * @param arrived says that what messages may be waiting for is here now
   */
  apply(tx: EntityManager, events: ReceivedEvent[], arrived: (prerequisite: string) => void): Promise<void>;
}

/** Messages of one key put back in one transaction; the rest follows at the next sweep. */
const longestDrain = 1_000;
/** Milliseconds between looks for messages that may no longer have to wait. */
const sweepInterval = 1_000;

type Parsed = Message & { event: CloudEvent };
const isParsed = (message: Message): message is Parsed => message.event !== undefined;

/** Takes batches of the log into a database: each message once, in the order of its key, whatever happens. */
export class Consumption {
  private readonly logger = new Logger('Consumption');
  private readonly held: HeldMessages;
  private sweeping?: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly dataSource: DataSource,
    private readonly consumer: Consumer,
  ) {
    this.held = new HeldMessages(consumer.name);
  }

  private get itself(): string {
    return `system:${this.consumer.name}`;
  }

  /** Starts the regular look at what waits. */
  start(): void {
    this.timer = setInterval(() => (this.sweeping ??= this.sweep().finally(() => delete this.sweeping)), sweepInterval);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Rejected only when the messages are not to blame; then nothing of what failed has been done. */
  async take({ messages: all }: MessageBatch): Promise<void> {
    const messages = all.flatMap((message) => this.read(message) ?? []);
    if (messages.length > 1 && (await this.takeWhole(messages))) return;
    for (const message of messages) await this.takeOne(message);
  }

  /** Handles the messages of a key that stands still, from its first one, until one of them cannot pass. */
  async putBack(key: HeldKey, by: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const blocked = await this.held.blocked(tx, key.topic, [key.key]);
      if (!blocked.has(key.key)) return;
      const arrivals: string[] = [];
      await this.drain(tx, key, by, arrivals);
      await this.release(tx, arrivals);
    });
  }

  /**
   * Sets a dead letter aside for good and handles what was parked behind it.
   * @returns false when it does not stand at the head of its key: it was put back or discarded meanwhile
   */
  discard(letter: HeldKey & { id: string }, discarded: Discarded): Promise<boolean> {
    return this.dataSource.transaction(async (tx) => {
      if (!(await this.held.discard(tx, letter, discarded))) return false;
      const arrivals: string[] = [];
      await this.drain(tx, letter, discarded.by, arrivals);
      await this.release(tx, arrivals);
      return true;
    });
  }

  private read(message: LogMessage): Message | undefined {
    return readMessage(message, (type) => this.consumer.wants(type));
  }

  /** @returns false when something went wrong and nothing was done */
  private async takeWhole(messages: Message[]): Promise<boolean> {
    if (!messages.every(isParsed)) return false;
    try {
      await this.dataSource.transaction((tx) => this.handle(tx, messages));
      return true;
    } catch (error) {
      if (!(error instanceof Waiting) && !refusalOf(error)) this.logger.warn(`One by one, after: ${String(error)}`);
      return false;
    }
  }

  private async takeOne(message: Message): Promise<void> {
    try {
      await this.dataSource.transaction((tx) => this.handle(tx, [message]));
    } catch (error) {
      if (!(error instanceof Waiting) && !refusalOf(error)) throw error;
      await this.dataSource.transaction((tx) => this.setAside(tx, message, error));
    }
  }

  private async handle(tx: EntityManager, messages: Message[]): Promise<void> {
    const topic = messages[0]?.topic;
    if (topic === undefined) return;
    const blocked = await this.held.blocked(
      tx,
      topic,
      messages.map(({ key }) => key),
    );
    const fresh = this.consumer.idempotent && blocked.size === 0 ? messages : await this.fresh(tx, messages);
    await this.held.queue(
      tx,
      fresh.filter(({ key }) => blocked.has(key)),
    );
    const passing = fresh.filter(({ key }) => !blocked.has(key));
    const arrivals: string[] = [];
    await this.apply(tx, passing, arrivals);
    await this.release(tx, arrivals);
  }

  /** The first of each id that was never seen. */
  private async fresh(tx: EntityManager, messages: Message[]): Promise<Message[]> {
    const claimed = await this.held.claim(
      tx,
      messages.map(({ id }) => id),
    );
    return messages.filter(({ id }) => claimed.delete(id));
  }

  private async apply(tx: EntityManager, messages: Message[], arrivals: string[]): Promise<void> {
    const invalid = messages.find((message) => message.invalid)?.invalid;
    if (invalid) throw invalid;
    const events = messages.filter(isParsed).map(received);
    if (events.length > 0) await this.consumer.apply(tx, events, (prerequisite) => arrivals.push(prerequisite));
  }

  private async setAside(tx: EntityManager, message: Message, error: unknown): Promise<void> {
    const [fresh] = await this.fresh(tx, [message]);
    if (!fresh) return;
    const blocked = await this.held.blocked(tx, message.topic, [message.key]);
    if (!blocked.has(message.key)) await this.held.standStill(tx, message, error, this.itself);
    await this.held.queue(tx, [message]);
    const place = `${message.topic}/${message.partition}@${message.offset}`;
    if (!(error instanceof Waiting)) this.logger.error(`Dead letter ${place}, its key is parked: ${String(error)}`);
  }

  /** Messages set free may bring what others wait for, and so on. */
  private async release(tx: EntityManager, arrivals: string[]): Promise<void> {
    for (let prerequisite = arrivals.shift(); prerequisite !== undefined; prerequisite = arrivals.shift()) {
      for (const key of await this.held.waitingFor(tx, prerequisite)) {
        await this.drain(tx, key, this.itself, arrivals);
      }
    }
  }

  private async drain(tx: EntityManager, key: HeldKey, by: string, arrivals: string[]): Promise<void> {
    const queued = await this.held.queued(tx, key, longestDrain);
    for (const row of queued) {
      const message = this.read(row);
      try {
        // Nested: a savepoint, so that one that cannot pass undoes only itself. What nobody wants any more passes.
        if (message) await tx.transaction((inner) => this.apply(inner, [message], arrivals));
      } catch (error) {
        return this.held.standStill(tx, message as Message, error, by);
      }
      await this.held.handled(tx, row, by);
    }
    if (queued.length < longestDrain) await this.held.unblock(tx, key);
    else await this.held.continueLater(tx, key);
  }

  private async sweep(): Promise<void> {
    try {
      while (await this.dataSource.transaction((tx) => this.sweepOne(tx)));
    } catch (error) {
      this.logger.warn(`What waits is tried later: ${String(error)}`);
    }
  }

  private async sweepOne(tx: EntityManager): Promise<boolean> {
    const key = await this.held.due(tx);
    if (!key) return false;
    const arrivals: string[] = [];
    await this.drain(tx, key, this.itself, arrivals);
    await this.release(tx, arrivals);
    return true;
  }
}
