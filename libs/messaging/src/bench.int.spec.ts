import { randomUUID } from 'node:crypto';
import { eventually, TestProducer } from '@abonde/testing';
import { openHarness } from './messaging.harness';
import { KafkaEventLog } from './log/kafka-event-log';
import { Consumption } from './inbox/consumption';
import { envelope } from './outbox/outbox.service';
it('bench', async () => {
  const h = await openHarness();
  const log = new KafkaEventLog({ brokers: '127.0.0.1:9192' });
  const topic = `bench.${randomUUID()}`;
  await log.createTopics([{ name: topic, partitions: 6, replication: 1, config: {} }]);
  const N = 40000;
  const msgs = Array.from({ length: N }, (_, i) => ({ topic, key: `k${i % 100}`, value: JSON.stringify({ ...envelope('treasury', { type: 'abonde.treasury.receipt-returned.v1', key: `k${i % 100}`, data: { match: randomUUID(), entry: randomUUID(), reason: 'x'.repeat(600), eur: { amount: '1.00', currency: 'EUR' } } }), sequence: i + 1 }) }));
  let t = Date.now();
  for (let i = 0; i < N; i += 1000) await log.publish(msgs.slice(i, i + 1000));
  console.log('publish/s', N / ((Date.now() - t) / 1000));
  let n = 0; t = Date.now();
  const bare = log.subscribe({ group: randomUUID(), topics: [topic], onBatch: async ({ messages }) => { n += messages.length; } });
  await eventually(() => n >= N, 60000);
  console.log('bare/s', N / ((Date.now() - t) / 1000)); await bare.stop();
  n = 0; t = Date.now(); let batches = 0;
  const c = new Consumption(h.dataSource, { name: 'g', wants: () => true, apply: async (_tx, ev) => { n += ev.length; batches++; } });
  const sub = log.subscribe({ group: randomUUID(), topics: [topic], onBatch: (b) => c.take(b) });
  await eventually(() => n >= N, 60000);
  console.log('inbox/s', N / ((Date.now() - t) / 1000), 'batches', batches); await sub.stop();
  // relay
  const M = 20000;
  for (let i = 0; i < M; i += 1000) await h.dataSource.transaction((tx) => h.outbox.addAll(tx, Array.from({ length: 1000 }, (_, j) => ({ type: 'abonde.treasury.receipt-returned.v1' as const, key: `k${j % 100}`, data: { match: randomUUID(), entry: randomUUID(), reason: 'x'.repeat(600), eur: { amount: '1.00', currency: 'EUR' } } }))));
  t = Date.now();
  h.relay({ log });
  await eventually(async () => Number((await h.dataSource.query('SELECT count(*) FROM outbox WHERE sent_at IS NULL'))[0].count) === 0, 60000);
  console.log('relay/s', M / ((Date.now() - t) / 1000));
  // latency commit -> consumer
  const p = new TestProducer(log); void p;
  const at: number[] = []; const got = new Map<string, number>();
  const s2 = log.subscribe({ group: randomUUID(), topics: ['abonde.treasury'], onBatch: async ({ messages }) => { const now = performance.now(); for (const m of messages) { const id = JSON.parse(m.value).id; if (!got.has(id)) got.set(id, now); } } });
  await new Promise((r) => setTimeout(r, 4000));
  for (let i = 0; i < 100; i++) {
    const e = await h.dataSource.transaction((tx) => h.outbox.add(tx, 'abonde.treasury.receipt-returned.v1', { key: `k${i}`, data: { match: randomUUID(), entry: randomUUID(), reason: 'x', eur: { amount: '1.00', currency: 'EUR' } } }));
    const t1 = performance.now();
    await eventually(() => got.has(e.id));
    at.push((got.get(e.id) ?? 0) - t1);
    await new Promise((r) => setTimeout(r, 10));
  }
  at.sort((a, b) => a - b);
  console.log('latency p50', at[50], 'p95', at[95], 'max', at[99]);
  await s2.stop(); await h.close(); await log.close();
}, 120000);
