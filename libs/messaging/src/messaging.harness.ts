import type { CloudEvent, EventType } from '@abonde/contracts';
import { TestProducer, testDatabase } from '@abonde/testing';
import type { ModuleRef } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { type Consumer, Consumption } from './inbox/consumption';
import type { ReceivedEvent } from './inbox/message';
import type { EventLog, MessageBatch } from './log/event-log';
import { PostgresEventLog } from './log/postgres-event-log';
import { declaredTopics } from './log/topic-declaration';
import { Topics } from './log/topics.service';
import { messagingMigrations } from './messaging.module';
import { Outbox } from './outbox/outbox.service';
import { Relay } from './outbox/relay.service';
import { SEALER, type Sealer } from './outbox/sealer';

export type Apply = (
  tx: EntityManager,
  received: ReceivedEvent,
  arrived: (prerequisite: string) => void,
) => Promise<void> | void;

/** A service's database and an event log, with the parts of messaging taken one by one. */
export interface Harness {
  dataSource: DataSource;
  log: EventLog;
  outbox: Outbox;
  producer: TestProducer;
  /** Another connection to the same database, as another replica has, by a way of its own if one is given. */
  replica(way?: (url: string) => Promise<string>): Promise<DataSource>;
  relay(options?: { log?: EventLog; dataSource?: DataSource; sealer?: Sealer }): Relay;
  consumption(apply: Apply, options?: Partial<Omit<Consumer, 'apply'>>): Consumption;
  /** All messages of a topic, partition by partition. */
  read(topic: string): Promise<MessageBatch[]>;
  events(topic: string): Promise<CloudEvent[]>;
  close(): Promise<void>;
}

export async function openHarness(): Promise<Harness> {
  const [database, events] = await Promise.all([testDatabase(), testDatabase()]);
  const log = new PostgresEventLog(events.ownerUrl);
  const opened: DataSource[] = [];
  const connect = async (url: string): Promise<DataSource> => {
    const dataSource = new DataSource({ type: 'postgres', url, migrations: messagingMigrations });
    opened.push(await dataSource.initialize());
    return dataSource;
  };
  const owner = await connect(database.ownerUrl);
  await owner.runMigrations();
  await owner.query('CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, what text NOT NULL)');
  const dataSource = await connect(database.url);
  await log.createTopics(declaredTopics());
  const outbox = new Outbox({ service: 'treasury' });
  const relays: Relay[] = [];
  const readings = new DataSource({ type: 'postgres', url: events.ownerUrl });
  opened.push(await readings.initialize());

  const read = async (topic: string): Promise<MessageBatch[]> => {
    const rows: MessageBatch['messages'] = await readings.query(
      `SELECT topic, partition, log_offset::int AS offset, key, value FROM event_log_message WHERE topic = $1 ORDER BY partition, log_offset`,
      [topic],
    );
    const partitions = [...new Set(rows.map(({ partition }) => partition))];
    return partitions.map((partition) => ({
      topic,
      partition,
      messages: rows.filter((row) => row.partition === partition),
    }));
  };

  return {
    dataSource,
    log,
    outbox,
    producer: new TestProducer(log),
    replica: async (way) => connect(way ? await way(database.url) : database.url),
    relay: ({ log: target = log, dataSource: source = dataSource, sealer } = {}) => {
      const modules = {
        get: (token: unknown) => {
          if (token === SEALER && sealer) return sealer;
          throw new Error('Not provided.');
        },
      } as unknown as ModuleRef;
      const relay = new Relay(source, outbox, new Topics(target), target, modules);
      relays.push(relay);
      relay.onApplicationBootstrap();
      return relay;
    },
    consumption: (apply, options = {}) =>
      new Consumption(dataSource, {
        name: 'contributions',
        wants: () => true,
        ...options,
        apply: async (tx, all, arrived) => {
          for (const received of all) await apply(tx, received, arrived);
        },
      }),
    read,
    events: async (topic) =>
      (await read(topic)).flatMap(({ messages }) =>
        messages.map(({ value }) => JSON.parse(value) as CloudEvent<EventType>),
      ),
    close: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      await log.close();
      await Promise.all(opened.map((source) => source.destroy()));
      await Promise.all([database.drop(), events.drop()]);
    },
  };
}
