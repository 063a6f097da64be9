import { topics as everyTopic } from '@abonde/contracts';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatchUp } from '../log/catch-up';
import { EVENT_LOG, type EventLog, type MessageBatch, type PartitionProgress } from '../log/event-log';
import { Topics } from '../log/topics.service';
import { Consumption } from './consumption';
import type { Discarded } from './dead-letter-rows';
import { GroupReader } from './group-reader';
import type { HeldKey } from './held-messages';
import type { ReceivedEvent } from './message';

export interface BatchSubscription {
  /** A group never used before reads the log from its beginning: a rebuild is a new group. */
  group: string;
  /** Default: every topic of the platform. */
  topics?: readonly string[];
  /** Partitions whose batches may be handled at the same time; default 1. */
  sideBySide?: number;
  /**
   * The effects of up to some hundreds of events of one partition, in their order, in one transaction. An event may come
   * again, so effects know by its id what they have had: nothing else records it, save while its key stands still. Called
   * again with fewer events, down to one, when one of them turns out to be invalid, and after any rollback; so all
   * effects go through `tx`.
   */
  onBatch(tx: EntityManager, events: ReceivedEvent[]): Promise<void>;
}

export interface RunningBatches {
  /** Whether all that was in the log at the start has been handled. */
  caughtUp(): Promise<boolean>;
  progress(): Promise<PartitionProgress[]>;
  stop(): Promise<void>;
}

/** Reads all events, of all types, in batches: for read models built from the log. */
@Injectable()
export class BatchConsumer implements OnModuleDestroy {
  private readonly running = new Map<RunningBatches, { consumption: Consumption; reader: GroupReader }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly topics: Topics,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Starts reading. Invalid messages become dead letters of the group.
   * @throws when the event log does not answer
   */
  async subscribe({ group, topics = everyTopic, sideBySide = 1, onBatch }: BatchSubscription): Promise<RunningBatches> {
    await this.topics.ensure();
    const consumption = new Consumption(this.dataSource, {
      name: group,
      wants: () => true,
      idempotent: true,
      apply: onBatch,
    });
    const catchUp = new CatchUp(this.log, group, topics);
    const onMessages = (batch: MessageBatch): Promise<void> => consumption.take(batch);
    const reader = new GroupReader(this.dataSource, this.log, { group, topics, sideBySide, onBatch: onMessages });
    reader.start();
    consumption.start();
    const running: RunningBatches = {
      caughtUp: () => catchUp.caughtUp(),
      progress: () => this.log.progress(group, topics),
      stop: async () => {
        this.running.delete(running);
        await reader.stop();
        await consumption.stop();
      },
    };
    this.running.set(running, { consumption, reader });
    return running;
  }

  /** Replays a key of a group from its first message. @returns false when the group does not run in this process */
  async putBack(group: string, topic: string, key: string, by: string): Promise<boolean> {
    const consumption = this.consumptionOf(group);
    await consumption?.putBack({ topic, key }, by);
    return consumption !== undefined;
  }

  /** Sets a dead letter of a group aside. @returns undefined when the group does not run in this process */
  async discard(group: string, letter: HeldKey & { id: string }, discarded: Discarded): Promise<boolean | undefined> {
    return this.consumptionOf(group)?.discard(letter, discarded);
  }

  readers(): GroupReader[] {
    return [...this.running.values()].map(({ reader }) => reader);
  }

  private consumptionOf(group: string): Consumption | undefined {
    return [...this.running.values()].find(({ reader }) => reader.group === group)?.consumption;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.running.keys()].map((running) => running.stop()));
  }
}
