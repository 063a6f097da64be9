import { randomUUID } from 'node:crypto';
import { eventually, testDatabase, type TestDatabase } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { LogMessage } from './event-log';
import { onEachLog, valuesOf } from './event-log.testing';
import { PostgresEventLog } from './postgres-event-log';

Logger.overrideLogger(false);

onEachLog((bench) => {
  it('keeps the order within a key, and gives a new group everything from the beginning', async () => {
    const keys = Array.from({ length: 12 }, (_, place) => `key-${place}`);
    for (let round = 0; round < 5; round += 1) {
      await bench.first.publish(keys.flatMap((key) => bench.numbered(key, round * 4 + 1, round * 4 + 4)));
    }
    const { seen } = bench.collect(bench.first);
    await eventually(() => expect(seen).toHaveLength(240), 20_000);
    for (const key of keys) expect(valuesOf(seen, key)).toEqual(bench.numbered(key, 1, 20).map(({ value }) => value));
    expect(new Set(seen.filter(({ key }) => key === 'key-3').map(({ partition }) => partition)).size).toBe(1);
  });

  it('creates topics that exist already without touching them', async () => {
    await bench.first.publish(bench.numbered('a', 1, 3));
    await bench.open().createTopics([{ name: bench.topic, partitions: 2, replication: 1, config: {} }]);
    const places = await bench.first.progress(bench.group, [bench.topic]);
    expect(places).toHaveLength(6);
    expect(places.reduce((sum, { end }) => sum + end, 0)).toBe(3);
  });

  it('gives a batch again when its work fails, while other partitions go on', async () => {
    const seen: LogMessage[] = [];
    let failures = 0;
    bench.first.subscribe({
      group: bench.group,
      topics: [bench.topic],
      onBatch: async ({ messages }) => {
        if (messages.some(({ key }) => key === 'bad') && failures < 3) {
          failures += 1;
          throw new Error('The database is away.');
        }
        seen.push(...messages);
      },
    });
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await bench.first.publish([...bench.numbered('bad', 1, 4), ...others.flatMap((key) => bench.numbered(key, 1, 1))]);
    await eventually(() => expect(valuesOf(seen, 'bad')).toEqual(['bad:1', 'bad:2', 'bad:3', 'bad:4']), 20_000);
    await eventually(() => expect(new Set(seen.map(({ key }) => key)).size).toBe(9));
    expect(failures).toBe(3);
    const arrived = seen.findIndex(({ key }) => key === 'bad');
    expect(seen.slice(0, arrived).length).toBeGreaterThan(0);
  });

  it('gives each group everything', async () => {
    await bench.first.publish(bench.numbered('a', 1, 3));
    const [one, two] = [bench.collect(bench.first, `${bench.group}-1`), bench.collect(bench.first, `${bench.group}-2`)];
    await eventually(() => expect(one.seen).toHaveLength(3), 20_000);
    await eventually(() => expect(two.seen).toHaveLength(3), 20_000);
  });

  it('tells how far a group is', async () => {
    await bench.first.publish(bench.numbered('a', 1, 4));
    expect(await bench.lag()).toBe(4);
    bench.collect(bench.first);
    await eventually(async () => expect(await bench.lag()).toBe(0), 20_000);
  });

  it('carries dead letters like any message', async () => {
    const dead = `${bench.topic}.dead-letter`;
    await bench.first.publish([{ topic: dead, key: 'a', value: '{"reason":"…"}' }]);
    const { seen } = bench.collect(bench.first, bench.group, [dead]);
    await eventually(() => expect(seen).toHaveLength(1), 20_000);
    expect(seen[0]).toMatchObject({ topic: dead, key: 'a', value: '{"reason":"…"}', partition: 0, offset: 0 });
  });

  it('refuses to publish to a topic that does not exist', async () => {
    await expect(bench.first.publish([{ topic: `none.${randomUUID()}`, key: 'a', value: '1' }])).rejects.toThrow();
    await bench.first.publish(bench.numbered('a', 1, 1));
  }, 60_000);
});

describe('the embedded log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
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
