import { eventually, testDatabase, type TestDatabase } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { LogMessage } from './event-log';
import { NamespacedEventLog } from './namespaced-event-log';
import { PostgresEventLog } from './postgres-event-log';

Logger.overrideLogger(false);

describe('logs with a namespace, on one log', () => {
  const [topic, group] = ['abonde.treasury', 'contributions'];
  let database: TestDatabase;
  let logs: NamespacedEventLog[];

  beforeAll(async () => {
    database = await testDatabase();
    logs = ['one', 'other'].map((name) => new NamespacedEventLog(new PostgresEventLog(database.ownerUrl), name));
    for (const log of logs) await log.createTopics([{ name: topic, partitions: 1, replication: 1, config: {} }]);
  });

  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close()));
    await database.drop();
  });

  it('keep the same topics and groups apart, and nobody sees the prefix', async () => {
    const [one, other] = logs as [NamespacedEventLog, NamespacedEventLog];
    await one.publish([{ topic, key: 'a', value: '1' }]);
    await other.publish([{ topic, key: 'a', value: '2' }]);
    const seen: LogMessage[] = [];
    const take = async ({ messages }: { messages: LogMessage[] }): Promise<void> => void seen.push(...messages);
    const reading = one.subscribe({ group, topics: [topic], onBatch: take });
    await eventually(() => expect(seen).toEqual([{ topic, partition: 0, offset: 0, key: 'a', value: '1' }]));
    await reading.stop();
    expect(await one.progress(group, [topic])).toEqual([{ topic, partition: 0, end: 1, committed: 1 }]);
    expect(await other.progress(group, [topic])).toMatchObject([{ topic, end: 1, committed: 0 }]);

    await eventually(() => one.reposition(group, [{ topic, partition: 0, offset: 0 }]));
    one.subscribe({ group, topics: [topic], onBatch: take });
    await eventually(() => expect(seen.map(({ value }) => value)).toEqual(['1', '1']));
  });
});
