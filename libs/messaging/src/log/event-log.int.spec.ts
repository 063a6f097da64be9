import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, testDatabase, type TestDatabase } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { EventLog, LogMessage, MessageBatch, OutgoingMessage, Subscription } from './event-log';
import { KafkaEventLog } from './kafka-event-log';
import { PostgresEventLog } from './postgres-event-log';

Logger.overrideLogger(false);

type OpenLog = () => EventLog;

/** What every event log promises. `open` gives another process's view of the same log. */
function promises(open: () => OpenLog): void {
  const logs: EventLog[] = [];
  let topic: string;
  let group: string;

  const openLog = (): EventLog => {
    const log = open()();
    logs.push(log);
    return log;
  };
  const message = (key: string, value: string): OutgoingMessage => ({ topic, key, value });
  const numbered = (key: string, from: number, to: number): OutgoingMessage[] =>
    Array.from({ length: to - from + 1 }, (_, place) => message(key, `${key}:${from + place}`));

  const collect = (
    log: EventLog,
    name = group,
    topics = [topic],
  ): { seen: LogMessage[]; subscription: Subscription } => {
    const seen: LogMessage[] = [];
    const onBatch = async ({ messages }: MessageBatch): Promise<void> => void seen.push(...messages);
    return { seen, subscription: log.subscribe({ group: name, topics, onBatch }) };
  };
  const valuesOf = (seen: LogMessage[], key: string): string[] =>
    seen.filter((one) => one.key === key).map(({ value }) => value);

  beforeEach(async () => {
    topic = `test.${randomUUID()}`;
    group = `group-${randomUUID()}`;
    await openLog().createTopics([
      { name: topic, partitions: 6, replication: 1, config: { 'retention.ms': '-1' } },
      { name: `${topic}.dead-letter`, partitions: 1, replication: 1, config: {} },
    ]);
  });

  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
  });

  const first = (): EventLog => logs[0] as EventLog;

  it('keeps the order within a key, and gives a new group everything from the beginning', async () => {
    const keys = Array.from({ length: 12 }, (_, place) => `key-${place}`);
    for (let round = 0; round < 5; round += 1) {
      await first().publish(keys.flatMap((key) => numbered(key, round * 4 + 1, round * 4 + 4)));
    }
    const { seen } = collect(first());
    await eventually(() => expect(seen).toHaveLength(240), 20_000);
    for (const key of keys) expect(valuesOf(seen, key)).toEqual(numbered(key, 1, 20).map(({ value }) => value));
    expect(new Set(seen.filter(({ key }) => key === 'key-3').map(({ partition }) => partition)).size).toBe(1);
  });

  it('creates topics that exist already without touching them', async () => {
    await first().publish(numbered('a', 1, 3));
    await openLog().createTopics([{ name: topic, partitions: 2, replication: 1, config: {} }]);
    const places = await first().progress(group, [topic]);
    expect(places).toHaveLength(6);
    expect(places.reduce((sum, { end }) => sum + end, 0)).toBe(3);
  });

  it('gives a batch again when its work fails, while other partitions go on', async () => {
    const seen: LogMessage[] = [];
    let failures = 0;
    first().subscribe({
      group,
      topics: [topic],
      onBatch: async ({ messages }) => {
        if (messages.some(({ key }) => key === 'bad') && failures < 3) {
          failures += 1;
          throw new Error('The database is away.');
        }
        seen.push(...messages);
      },
    });
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await first().publish([...numbered('bad', 1, 4), ...others.flatMap((key) => numbered(key, 1, 1))]);
    await eventually(() => expect(valuesOf(seen, 'bad')).toEqual(['bad:1', 'bad:2', 'bad:3', 'bad:4']), 20_000);
    await eventually(() => expect(new Set(seen.map(({ key }) => key)).size).toBe(9));
    expect(failures).toBe(3);
    const arrived = seen.findIndex(({ key }) => key === 'bad');
    expect(seen.slice(0, arrived).length).toBeGreaterThan(0);
  });

  it('gives again after a crash what was not committed, and nothing that was', async () => {
    await first().publish(numbered('a', 1, 5));
    const before = collect(first());
    await eventually(() => expect(before.seen).toHaveLength(5), 20_000);
    await before.subscription.stop();

    // A member that takes a batch and ends before its work is durable.
    await first().publish(numbered('a', 6, 8));
    const dying = openLog();
    const taken: LogMessage[] = [];
    const doomed = dying.subscribe({
      group,
      topics: [topic],
      onBatch: async ({ messages }) => {
        taken.push(...messages);
        throw new Error('The process ended.');
      },
    });
    await eventually(() => expect(taken.length).toBeGreaterThan(0), 20_000);
    await doomed.stop();

    const after = collect(openLog());
    await eventually(() => expect(after.seen).toHaveLength(3), 20_000);
    expect(valuesOf(after.seen, 'a')).toEqual(['a:6', 'a:7', 'a:8']);
  });

  it('shares the partitions among the members of a group, each message to one of them', async () => {
    const one = collect(first());
    const two = collect(openLog());
    const keys = Array.from({ length: 60 }, (_, place) => `key-${place}`);
    let round = 0;
    await eventually(async () => {
      round += 1;
      await first().publish(keys.map((key) => message(key, `${key}:${round}`)));
      await sleep(300);
      expect(one.seen.length).toBeGreaterThan(0);
      expect(two.seen.length).toBeGreaterThan(0);
    }, 25_000);
    await eventually(() => {
      const values = new Set([...one.seen, ...two.seen].map(({ value }) => value));
      expect(values.size).toBe(round * keys.length);
    });
    // When a member leaves, the other one takes over.
    await two.subscription.stop();
    await first().publish(keys.map((key) => message(key, `${key}:last`)));
    await eventually(
      () => expect(one.seen.filter(({ value }) => value.endsWith(':last'))).toHaveLength(keys.length),
      25_000,
    );
  }, 60_000);

  it('gives each group everything', async () => {
    await first().publish(numbered('a', 1, 3));
    const [one, two] = [collect(first(), `${group}-1`), collect(first(), `${group}-2`)];
    await eventually(() => expect(one.seen).toHaveLength(3), 20_000);
    await eventually(() => expect(two.seen).toHaveLength(3), 20_000);
  });

  it('replays from a position', async () => {
    await first().publish(numbered('a', 1, 10));
    const before = collect(first());
    await eventually(() => expect(before.seen).toHaveLength(10), 20_000);
    await before.subscription.stop();

    const [{ partition }] = before.seen as [LogMessage];
    const seventh = before.seen.find(({ value }) => value === 'a:7') as LogMessage;
    await eventually(() => first().reposition(group, [{ topic, partition, offset: seventh.offset }]), 15_000);
    const again = collect(openLog());
    await eventually(() => expect(valuesOf(again.seen, 'a')).toEqual(['a:7', 'a:8', 'a:9', 'a:10']), 20_000);
  }, 45_000);

  it('tells how far a group is', async () => {
    await first().publish(numbered('a', 1, 4));
    const lag = async (): Promise<number> =>
      (await first().progress(group, [topic])).reduce((sum, { end, committed }) => sum + end - committed, 0);
    expect(await lag()).toBe(4);
    collect(first());
    await eventually(async () => expect(await lag()).toBe(0), 20_000);
  });

  it('carries dead letters like any message', async () => {
    const dead = `${topic}.dead-letter`;
    await first().publish([{ topic: dead, key: 'a', value: '{"reason":"…"}' }]);
    const { seen } = collect(first(), group, [dead]);
    await eventually(() => expect(seen).toHaveLength(1), 20_000);
    expect(seen[0]).toMatchObject({ topic: dead, key: 'a', value: '{"reason":"…"}', partition: 0, offset: 0 });
  });

  it('refuses to publish to a topic that does not exist', async () => {
    await expect(first().publish([{ topic: `none.${randomUUID()}`, key: 'a', value: '1' }])).rejects.toThrow();
    await first().publish(numbered('a', 1, 1));
  }, 60_000);
}

describe('the event log in PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  promises(() => () => new PostgresEventLog(database.ownerUrl));

  it('moves the partitions of a member that vanishes within seconds', async () => {
    const [alive, gone] = [new PostgresEventLog(database.ownerUrl), new PostgresEventLog(database.ownerUrl)];
    const [topic, group] = [`test.${randomUUID()}`, randomUUID()];
    await alive.createTopics([{ name: topic, partitions: 4, replication: 1, config: {} }]);
    const stuck: LogMessage[] = [];
    // Holds its first batch for ever, as a process that hangs; its connections are then cut.
    gone.subscribe({ group, topics: [topic], onBatch: ({ messages }) => new Promise(() => stuck.push(...messages)) });
    await alive.publish([{ topic, key: 'a', value: '1' }]);
    await eventually(() => expect(stuck).toHaveLength(1));
    await Reflect.get(gone, 'pool').end();

    const seen: LogMessage[] = [];
    alive.subscribe({ group, topics: [topic], onBatch: async ({ messages }) => void seen.push(...messages) });
    await eventually(() => expect(seen).toHaveLength(1), 15_000);
    Reflect.get(gone, 'closing').abort();
    for (const subscription of Reflect.get(gone, 'subscriptions')) Reflect.get(subscription, 'stopping').abort();
    await alive.close();
  }, 30_000);
});

const brokers = process.env.KAFKA_BROKERS;
(brokers ? describe : describe.skip)('the event log in Kafka', () => {
  promises(() => () => new KafkaEventLog({ brokers: brokers ?? '' }));
});
