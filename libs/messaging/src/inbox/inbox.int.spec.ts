import { randomUUID } from 'node:crypto';
import { type CloudEvent, type EventData, InvalidEvent } from '@abonde/contracts';
import { eventually } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MessageBatch } from '../log/event-log';
import { type Apply, type Harness, openHarness } from '../messaging.harness';
import { InvalidMessage, Waiting } from './errors';
import { Consumption } from './consumption';

Logger.overrideLogger(false);

const TOPIC = 'abonde.treasury';
const TYPE = 'abonde.treasury.receipt-returned.v1';
type Returned = EventData<typeof TYPE>;
const returned = (reason: string): Returned => ({
  match: randomUUID(),
  entry: randomUUID(),
  reason,
  eur: { amount: '1.00', currency: 'EUR' },
});

/** What a rule of a service throws. */
class NotApplicable extends Error {
  readonly code = 'NOT_APPLICABLE';
  readonly status = 422;
}

describe('the inbox', () => {
  let harness: Harness;
  let offset = 0;

  const event = (key: string, reason: string): Promise<CloudEvent> =>
    harness.producer.publish(TYPE, { key, data: returned(reason) });
  const batches = (): Promise<MessageBatch[]> => harness.read(TOPIC);
  const takeAll = async (consumption: Consumption): Promise<void> => {
    for (const batch of await batches()) await consumption.take(batch);
  };
  const effect = (tx: EntityManager, what: string): Promise<unknown> =>
    tx.query('INSERT INTO effect (what) VALUES ($1)', [what]);
  const effects = async (tx = harness.dataSource.manager): Promise<string[]> =>
    (await tx.query('SELECT what FROM effect ORDER BY id')).map(({ what }: { what: string }) => what);
  const count = async (table: string): Promise<number> =>
    Number((await harness.dataSource.query(`SELECT count(*) FROM ${table}`))[0].count);
  const reasonOf = ({ event: { data } }: { event: CloudEvent }): string => (data as Returned).reason;
  const record: Apply = async (tx, received) => void (await effect(tx, `${received.key}:${reasonOf(received)}`));
  /** One batch of one partition, whatever the keys. */
  const oneBatch = (values: { key: string; value: string }[]): MessageBatch => ({
    topic: TOPIC,
    partition: 0,
    messages: values.map(({ key, value }) => ({ topic: TOPIC, partition: 0, offset: offset++, key, value })),
  });
  const asMessage = (published: CloudEvent): { key: string; value: string } => ({
    key: published.subject,
    value: JSON.stringify(published),
  });

  beforeEach(async () => {
    harness = await openHarness();
  });
  afterEach(() => harness.close());

  it('handles each event once, however often it comes', async () => {
    await event('a', '1');
    await event('a', '2');
    const consumption = harness.consumption(record);
    await takeAll(consumption);
    await takeAll(consumption);
    const [twice] = await batches();
    await consumption.take({
      ...(twice as MessageBatch),
      messages: [...(twice as MessageBatch).messages, ...(twice as MessageBatch).messages],
    });
    expect(await effects()).toEqual(['a:1', 'a:2']);
  });

  it('keeps effect and record together when the end comes before the commit, or before the offset', async () => {
    await event('a', '1');
    let dies = true;
    const consumption = harness.consumption(async (tx, received) => {
      await record(tx, received, () => undefined);
      if (dies) throw new Error('The process ended.');
    });
    await expect(takeAll(consumption)).rejects.toThrow('The process ended.');
    expect([await effects(), await count('inbox')]).toEqual([[], 0]);
    dies = false;
    await takeAll(consumption);
    // The offset was not committed: the batch comes again.
    await takeAll(harness.consumption(record));
    expect(await effects()).toEqual(['a:1']);
  });

  it('records nothing but what stands still for a consumer that knows its events itself', async () => {
    for (const reason of ['1', '2', '3']) await event('a', reason);
    let refuses = true;
    const once: Apply = async (tx, received) => {
      if (refuses && reasonOf(received) === '2') throw new InvalidMessage('Not yet.');
      if (!(await effects(tx)).includes(`a:${reasonOf(received)}`)) await record(tx, received, () => undefined);
    };
    const consumption = harness.consumption(once, { idempotent: true });
    await takeAll(consumption);
    expect([await effects(), await count('inbox'), await count('held_message')]).toEqual([['a:1'], 2, 2]);
    // All of it comes again while the key stands still, and again.
    for (let time = 0; time < 2; time += 1) await takeAll(consumption);
    expect([await count('dead_letter'), await count('held_message')]).toEqual([1, 3]);
    refuses = false;
    await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
    await event('a', '4');
    await takeAll(consumption);
    expect([await effects(), await count('inbox')]).toEqual([['a:1', 'a:2', 'a:3', 'a:4'], 3]);
  });

  it('ignores types that nobody handles, and records nothing for them', async () => {
    await event('a', '1');
    await takeAll(harness.consumption(record, { wants: () => false }));
    expect([await effects(), await count('inbox')]).toEqual([[], 0]);
  });

  it('loses none of 300 messages to a poisoned one', async () => {
    const published: CloudEvent[] = [];
    for (let number = 1; number <= 300; number += 1) published.push(await event(`key-${number}`, String(number)));
    const values = published.map(asMessage);
    values[149] = { key: 'key-150', value: '{"not":"an event"' };
    await harness.consumption(record).take(oneBatch(values));
    expect(await effects()).toHaveLength(299);
    const dead = await harness.dataSource.query('SELECT key, code, reason, message FROM dead_letter');
    expect(dead).toEqual([
      {
        key: 'key-150',
        code: 'INVALID_MESSAGE',
        reason: expect.stringContaining('Not JSON'),
        message: '{"not":"an event"',
      },
    ]);
  });

  it('makes dead letters of unknown types, of content that is not as declared, and of text that databases refuse', async () => {
    const good = asMessage(await event('good', '1'));
    // They bear the id of the good one.
    const unknown = { key: 'unknown', value: good.value.replace('receipt-returned.v1', 'receipt-returned.v9') };
    const wrong = { key: 'wrong', value: good.value.replace('"1.00"', '1.00') };
    const nul = { key: 'nul\0', value: '\0' };
    await harness.consumption(record).take(oneBatch([unknown, wrong, nul, good]));
    expect(await effects()).toEqual(['good:1']);
    const dead = await harness.dataSource.query('SELECT reason FROM dead_letter ORDER BY log_offset');
    expect(dead).toEqual([
      { reason: expect.stringContaining('Unknown event type') },
      { reason: expect.stringContaining('amount') },
      { reason: expect.stringContaining('Not JSON') },
    ]);
  });

  it('publishes dead letters on their topic', async () => {
    harness.relay();
    await harness.consumption(record).take(oneBatch([{ key: 'a', value: 'rubbish' }]));
    await eventually(async () => expect(await harness.read(`${TOPIC}.dead-letter`)).toHaveLength(1));
    const [letter] = (await harness.read(`${TOPIC}.dead-letter`))[0]?.messages ?? [];
    expect(JSON.parse(letter?.value ?? '')).toMatchObject({
      key: 'a',
      topic: TOPIC,
      code: 'INVALID_MESSAGE',
      message: 'rubbish',
    });
  });

  it.each([
    ['an inapplicable message', new NotApplicable('The match is closed.'), 'NOT_APPLICABLE'],
    ['an invalid message', new InvalidMessage('No such target.'), 'INVALID_MESSAGE'],
    ['an invalid event', new InvalidEvent('Not as declared.'), 'INVALID_MESSAGE'],
  ])('parks later messages behind %s and replays them in order when it is put back', async (_, error, code) => {
    let refuses = true;
    const consumption = harness.consumption(async (tx, received) => {
      await record(tx, received, () => undefined);
      if (refuses && reasonOf(received) === '2') throw error;
    });
    for (const [key, reason] of [
      ['a', '1'],
      ['a', '2'],
      ['a', '3'],
      ['b', '1'],
    ] as const)
      await event(key, reason);
    await takeAll(consumption);
    await event('a', '4');
    await takeAll(consumption);
    expect((await effects()).sort()).toEqual(['a:1', 'b:1']);
    expect([await count('dead_letter'), await count('held_message')]).toEqual([1, 3]);

    // Put back too early: it stays, and nothing passes before it.
    await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
    expect(await effects()).toHaveLength(2);
    const [letter] = await harness.dataSource.query('SELECT code, attempts, replayed_at FROM dead_letter');
    expect(letter).toEqual({ code, attempts: 2, replayed_at: null });

    refuses = false;
    await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
    expect((await effects()).filter((what) => what.startsWith('a'))).toEqual(['a:1', 'a:2', 'a:3', 'a:4']);
    expect([await count('held_message'), await count('blocked_key')]).toEqual([0, 0]);
    const [replayed] = await harness.dataSource.query('SELECT replayed_by FROM dead_letter');
    expect(replayed).toEqual({ replayed_by: 'admin' });
    await event('a', '5');
    await takeAll(consumption);
    expect(await effects()).toContain('a:5');
  });

  it('stops a replay at the next message that cannot pass', async () => {
    const consumption = harness.consumption(async (tx, received) => {
      if (bad.includes(reasonOf(received))) throw new NotApplicable(reasonOf(received));
      await record(tx, received, () => undefined);
    });
    let bad = ['1', '3'];
    for (const reason of ['1', '2', '3', '4']) await event('a', reason);
    await takeAll(consumption);
    bad = ['3'];
    await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
    expect(await effects()).toEqual(['a:1', 'a:2']);
    expect(await count('dead_letter WHERE replayed_at IS NULL')).toBe(1);
    bad = [];
    await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
    expect(await effects()).toEqual(['a:1', 'a:2', 'a:3', 'a:4']);
  });

  describe('a message that comes before what it needs', () => {
    let here: Set<string>;
    const needing: Apply = async (tx, received, arrived) => {
      const reason = reasonOf(received);
      const [verb, what = ''] = reason.split(' ');
      if (verb === 'brings') {
        here.add(what);
        arrived(`thing:${what}`);
      }
      if (verb === 'needs' && !here.has(what)) throw new Waiting(`thing:${what}`);
      await record(tx, received, arrived);
    };
    beforeEach(() => {
      here = new Set();
    });

    it('waits with all that follows it in its key, and passes in the transaction that brings it', async () => {
      const consumption = harness.consumption(needing);
      for (const [key, reason] of [
        ['a', 'needs x'],
        ['a', 'next'],
        ['b', 'free'],
      ] as const)
        await event(key, reason);
      await takeAll(consumption);
      expect(await effects()).toEqual(['b:free']);
      expect([await count('dead_letter'), await count('held_message')]).toEqual([0, 2]);
      await event('c', 'brings x');
      await takeAll(consumption);
      expect((await effects()).slice(1)).toEqual(['c:brings x', 'a:needs x', 'a:next']);
      expect([await count('held_message'), await count('blocked_key')]).toEqual([0, 0]);
    });

    it('sets a chain free, and stops where something else is missing', async () => {
      const consumption = harness.consumption(needing);
      for (const [key, reason] of [
        ['a', 'needs x'],
        ['a', 'brings y'],
        ['a', 'needs z'],
        ['b', 'needs y'],
      ] as const) {
        await event(key, reason);
      }
      await takeAll(consumption);
      await event('c', 'brings x');
      await takeAll(consumption);
      expect(await effects()).toEqual(['c:brings x', 'a:needs x', 'a:brings y', 'b:needs y']);
      const [blocked] = await harness.dataSource.query('SELECT key, waiting_for FROM blocked_key');
      expect(blocked).toEqual({ key: 'a', waiting_for: 'thing:z' });
    });

    it('becomes a dead letter when it turns out to be inapplicable, without harm to what set it free', async () => {
      const consumption = harness.consumption(async (tx, received, arrived) => {
        await needing(tx, received, arrived);
        if (reasonOf(received) === 'needs x') throw new NotApplicable('It is too late.');
      });
      await event('a', 'needs x');
      await takeAll(consumption);
      await event('c', 'brings x');
      await takeAll(consumption);
      expect(await effects()).toEqual(['c:brings x']);
      expect(await count('dead_letter')).toBe(1);
    });

    it('is found by the sweep when nobody says that its prerequisite arrived', async () => {
      const consumption = harness.consumption(needing);
      await event('a', 'needs x');
      await takeAll(consumption);
      here.add('x');
      consumption.start();
      await eventually(async () => expect(await effects()).toEqual(['a:needs x']));
      await consumption.stop();
    });

    it('is retried ever more rarely while it waits', async () => {
      const consumption = harness.consumption(needing);
      await event('a', 'needs x');
      await takeAll(consumption);
      for (let round = 0; round < 3; round += 1) await consumption.putBack({ topic: TOPIC, key: 'a' }, 'admin');
      const [row] = await harness.dataSource.query(
        'SELECT attempts, extract(epoch FROM next_attempt_at - now()) > 2 AS later FROM blocked_key',
      );
      expect(row).toEqual({ attempts: 4, later: true });
    });
  });

  it('does each message once when two members have the same batch at the same time', async () => {
    for (let number = 1; number <= 40; number += 1) await event(`key-${number % 7}`, String(number));
    const [one, two] = [harness.consumption(record), harness.consumption(record)];
    await Promise.all([takeAll(one), takeAll(two)]);
    expect(await effects()).toHaveLength(40);
    expect(new Set(await effects()).size).toBe(40);
  });
});
