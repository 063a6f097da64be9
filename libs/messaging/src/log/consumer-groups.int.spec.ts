import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { LogMessage, Subscription } from './event-log';
import { onEachLog, valuesOf } from './event-log.testing';

Logger.overrideLogger(false);

/** A member notices another's coming or going at its next heartbeat. */
const REBALANCING = 30_000;

onEachLog((bench) => {
  it('shares the partitions among the members of a group, each message to one of them', async () => {
    const one = bench.collect(bench.first);
    const two = bench.collect(bench.open());
    const keys = Array.from({ length: 60 }, (_, place) => `key-${place}`);
    let round = 0;
    await eventually(async () => {
      round += 1;
      await bench.first.publish(keys.map((key) => bench.message(key, `${key}:${round}`)));
      await sleep(300);
      expect(one.seen.length).toBeGreaterThan(0);
      expect(two.seen.length).toBeGreaterThan(0);
    }, REBALANCING);
    await eventually(() => {
      const values = new Set([...one.seen, ...two.seen].map(({ value }) => value));
      expect(values.size).toBe(round * keys.length);
    });
    // When a member leaves, the other one takes over.
    await two.subscription.stop();
    await bench.first.publish(keys.map((key) => bench.message(key, `${key}:last`)));
    await eventually(
      () => expect(one.seen.filter(({ value }) => value.endsWith(':last'))).toHaveLength(keys.length),
      REBALANCING,
    );
  }, 90_000);

  it('loses nothing and keeps the order of each key while members come and go', async () => {
    const keys = Array.from({ length: 24 }, (_, place) => `key-${place}`);
    const handled: LogMessage[] = [];
    const known = new Set<string>();
    const counts = [0, 0, 0];
    // A message may come again where a member has left: like an inbox, the first time counts.
    const join = (member: 0 | 1 | 2): Subscription =>
      bench.open().subscribe({
        group: bench.group,
        topics: [bench.topic],
        onBatch: async ({ messages }) => {
          await sleep(10);
          const fresh = messages.filter(({ value }) => !known.has(value));
          for (const { value } of fresh) known.add(value);
          handled.push(...fresh);
          counts[member] = (counts[member] ?? 0) + fresh.length;
        },
      });
    const gets = async (...members: number[]): Promise<void> => {
      const before = [...counts];
      const grown = (member: number): boolean => (counts[member] ?? 0) > (before[member] ?? 0);
      await eventually(() => members.every(grown), REBALANCING);
    };
    let round = 0;
    const flow = new AbortController();
    const flowing = (async () => {
      while (!flow.signal.aborted) {
        round += 1;
        await bench.first.publish(keys.map((key) => bench.message(key, `${key}:${round}`)));
        await sleep(50);
      }
    })();
    const one = join(0);
    await gets(0);
    const two = join(1);
    await gets(0, 1);
    const three = join(2);
    await gets(0, 1, 2);
    await two.stop();
    await gets(0, 2);
    await one.stop();
    await gets(2);
    flow.abort();
    await flowing;
    await eventually(() => expect(handled).toHaveLength(round * keys.length), REBALANCING);
    for (const key of keys)
      expect(valuesOf(handled, key)).toEqual(bench.numbered(key, 1, round).map(({ value }) => value));
    await three.stop();
  }, 150_000);

  it.each([
    ['before its effect', { effect: false, commits: false }],
    ['after its effect and before its place is committed', { effect: true, commits: false }],
    ['after its place is committed', { effect: true, commits: true }],
  ])(
    'gives what was not committed again, and nothing else, when a member ends %s',
    async (_, { effect, commits }) => {
      await bench.first.publish(bench.numbered('a', 1, 5));
      const before = bench.collect(bench.first);
      await eventually(async () => expect([before.seen.length, await bench.lag()]).toEqual([5, 0]), REBALANCING);
      await before.subscription.stop();

      await bench.first.publish(bench.numbered('a', 6, 8));
      const effects: string[] = [];
      let taken = 0;
      const dying = bench.open().subscribe({
        group: bench.group,
        topics: [bench.topic],
        onBatch: async ({ messages }) => {
          taken += messages.length;
          if (effect) effects.push(...messages.map(({ value }) => value));
          if (!commits) throw new Error('The process ended.');
        },
      });
      await eventually(async () => {
        expect(taken).toBeGreaterThanOrEqual(3);
        expect(await bench.lag()).toBe(commits ? 0 : 3);
      }, REBALANCING);
      await dying.stop();
      expect(effects.length > 0).toBe(effect);

      const after = bench.collect(bench.open());
      await bench.first.publish(bench.numbered('a', 9, 9));
      const expected = commits ? ['a:9'] : ['a:6', 'a:7', 'a:8', 'a:9'];
      await eventually(() => expect(valuesOf(after.seen, 'a')).toEqual(expected), REBALANCING);
    },
    90_000,
  );

  it('loses nothing to a log that answers late', async () => {
    const late = await bench.openLate(300);
    const { seen } = bench.collect(late);
    for (let round = 0; round < 4; round += 1) await late.publish(bench.numbered('a', round * 5 + 1, round * 5 + 5));
    await eventually(async () => expect([seen.length, await bench.lag()]).toEqual([20, 0]), 45_000);
    expect(valuesOf(seen, 'a')).toEqual(bench.numbered('a', 1, 20).map(({ value }) => value));
  }, 90_000);
});
