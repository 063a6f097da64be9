import { topics as everyTopic } from '@abonde/contracts';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatchUp } from '../log/catch-up';
import { EVENT_LOG, type EventLog, type PartitionProgress } from '../log/event-log';
import { Topics } from '../log/topics.service';
import { Consumption } from './consumption';
import type { ReceivedEvent } from './message';

export interface BatchSubscription {
  /** A group never used before reads the log from its beginning: a rebuild is a new group. */
  group: string;
  /** Default: every topic of the platform. */
  topics?: readonly string[];
  /**
   * The effects of up to some hundreds of events of one partition, in their order, in one transaction in which they are
   * also recorded as handled: an event comes once per group. Called again with fewer events, down to one, when one of
   * them turns out to be invalid, and after any rollback; so all effects go through `tx`.
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
  private readonly running = new Map<RunningBatches, Consumption>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly topics: Topics,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Starts reading. Invalid messages become dead letters of the group.
   * @throws when the event log does not answer
   */
  async subscribe({ group, topics = everyTopic, onBatch }: BatchSubscription): Promise<RunningBatches> {
    await this.topics.ensure();
    const consumption = new Consumption(this.dataSource, { name: group, wants: () => true, apply: onBatch });
    const catchUp = new CatchUp(this.log, group, topics);
    const subscription = this.log.subscribe({ group, topics, onBatch: (batch) => consumption.take(batch) });
    consumption.start();
    const running: RunningBatches = {
      caughtUp: () => catchUp.caughtUp(),
      progress: () => this.log.progress(group, topics),
      stop: async () => {
        this.running.delete(running);
        await subscription.stop();
        await consumption.stop();
      },
    };
    this.running.set(running, consumption);
    return running;
  }

  /** Replays a key of a group from its first message. @returns false when the group does not run in this process */
  async putBack(group: string, topic: string, key: string, by: string): Promise<boolean> {
    const consumption = [...this.running.values()].find(({ name }) => name === group);
    await consumption?.putBack({ topic, key }, by);
    return consumption !== undefined;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.running.keys()].map((running) => running.stop()));
  }
}
