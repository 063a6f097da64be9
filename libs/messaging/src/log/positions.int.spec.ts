import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { LogMessage } from './event-log';
import { type LogBench, onEachLog, valuesOf } from './event-log.testing';

Logger.overrideLogger(false);

const PATIENCE = 30_000;

/** A group that has read `a:1` to `a:<count>` and has no member any more. */
async function readGroup(bench: LogBench, count: number): Promise<LogMessage[]> {
  const { seen, subscription } = bench.collect(bench.first);
  await eventually(async () => expect([seen.length, await bench.lag()]).toEqual([count, 0]), PATIENCE);
  await subscription.stop();
  return seen;
}

onEachLog((bench) => {
  it('replays from a position', async () => {
    await bench.first.publish(bench.numbered('a', 1, 10));
    const before = await readGroup(bench, 10);
    const { topic, partition, offset } = before.find(({ value }) => value === 'a:7') as LogMessage;
    await eventually(() => bench.first.reposition(bench.group, [{ topic, partition, offset }]), PATIENCE);
    const again = bench.collect(bench.open());
    await eventually(() => expect(valuesOf(again.seen, 'a')).toEqual(['a:7', 'a:8', 'a:9', 'a:10']), PATIENCE);
  }, 90_000);

  it('replays from a moment, over all partitions', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const publish = (from: number, to: number): Promise<void> =>
      bench.first.publish(keys.flatMap((key) => bench.numbered(key, from, to)));
    await publish(1, 3);
    await sleep(50);
    const moment = new Date();
    await sleep(50);
    await publish(4, 5);
    await readGroup(bench, keys.length * 5);
    const positions = await bench.first.positionsAt([bench.topic], moment);
    await eventually(() => bench.first.reposition(bench.group, positions), PATIENCE);
    const { seen } = bench.collect(bench.open());
    await eventually(() => expect(seen).toHaveLength(keys.length * 2), PATIENCE);
    for (const key of keys) expect(valuesOf(seen, key)).toEqual([`${key}:4`, `${key}:5`]);
  }, 90_000);

  it('knows the place of a moment in partitions that hold nothing, and before and after all that was written', async () => {
    const offsetsAt = async (moment: Date): Promise<number[]> =>
      (await bench.first.positionsAt([bench.topic], moment)).map(({ offset }) => offset);
    expect(await offsetsAt(new Date())).toEqual([0, 0, 0, 0, 0, 0]);
    await bench.first.publish(bench.numbered('a', 1, 3));
    expect(await offsetsAt(new Date(0))).toEqual([0, 0, 0, 0, 0, 0]);
    const later = await offsetsAt(new Date(Date.now() + 3_600_000));
    expect(later.reduce((sum, offset) => sum + offset, 0)).toBe(3);
    // Nothing is lost to an empty partition: a group reads what is there, and is at the end of all of them.
    await readGroup(bench, 3);
    const places = await bench.first.progress(bench.group, [bench.topic]);
    expect(places.map(({ end, committed }) => end - committed)).toEqual([0, 0, 0, 0, 0, 0]);
  }, 60_000);

  it('moves no group that has a running member', async () => {
    await bench.first.publish(bench.numbered('a', 1, 3));
    const { seen, subscription } = bench.collect(bench.first);
    await eventually(async () => expect([seen.length, await bench.lag()]).toEqual([3, 0]), PATIENCE);
    const { topic, partition } = seen[0] as LogMessage;
    const back = (): Promise<void> => bench.open().reposition(bench.group, [{ topic, partition, offset: 0 }]);
    await expect(back()).rejects.toThrow(/running/);
    expect(await bench.lag()).toBe(0);
    await subscription.stop();
    await eventually(back, PATIENCE);
    expect(await bench.lag()).toBe(3);
  }, 90_000);

  it('carries messages of some megabytes, in their place', async () => {
    const big = 'x'.repeat(5 * 1024 * 1024);
    await bench.first.publish([
      bench.message('a', 'small'),
      bench.message('a', big),
      bench.message('a', 'small again'),
      bench.message('a', big),
    ]);
    const { seen } = bench.collect(bench.first);
    await eventually(() => expect(seen).toHaveLength(4), PATIENCE);
    expect(seen.map(({ value }) => value.length)).toEqual([5, big.length, 11, big.length]);
    expect(seen[1]?.value).toBe(big);
  }, 60_000);
});
