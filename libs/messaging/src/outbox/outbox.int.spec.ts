import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventData } from '@abonde/contracts';
import { eventually } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventLog, OutgoingMessage } from '../log/event-log';
import { type Harness, openHarness } from '../messaging.harness';
import { SlowLink } from '../slow-link.testing';

Logger.overrideLogger(false);

const TOPIC = 'abonde.treasury';
const TYPE = 'abonde.treasury.receipt-returned.v1';
const returned = (): EventData<typeof TYPE> => ({
  match: randomUUID(),
  entry: randomUUID(),
  reason: 'account closed',
  eur: { amount: '12.50', currency: 'EUR' },
});

describe('the outbox', () => {
  let harness: Harness;
  const add = (tx: EntityManager, key: string) => harness.outbox.add(tx, TYPE, { key, data: returned() });
  const addNow = (key: string) => harness.dataSource.transaction((tx) => add(tx, key));
  const unsent = async (): Promise<number> =>
    Number((await harness.dataSource.query('SELECT count(*) FROM outbox WHERE sent_at IS NULL'))[0].count);
  /** A log whose publishing is done by `publish`. */
  const logWith = (publish: EventLog['publish']): EventLog =>
    Object.assign(Object.create(harness.log) as EventLog, { publish });

  beforeEach(async () => {
    harness = await openHarness();
  });
  afterEach(() => harness.close());

  it('publishes what was committed, once, with a gapless sequence by key', async () => {
    harness.relay();
    for (let round = 0; round < 5; round += 1) await Promise.all(['a', 'b', 'c'].map(addNow));
    await eventually(async () => expect(await unsent()).toBe(0));
    const events = await harness.events(TOPIC);
    expect(events).toHaveLength(15);
    for (const key of ['a', 'b', 'c']) {
      expect(events.filter(({ subject }) => subject === key).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('publishes nothing of a transaction that rolls back, and leaves no gap', async () => {
    harness.relay();
    await addNow('a');
    await expect(
      harness.dataSource.transaction(async (tx) => {
        await add(tx, 'a');
        throw new Error('The rule says no.');
      }),
    ).rejects.toThrow('The rule says no.');
    const { sequence } = await addNow('a');
    expect(sequence).toBe(2);
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(2));
  });

  it('looks seldom while there is nothing to publish, whatever else the service commits', async () => {
    const relay = harness.relay();
    await addNow('a');
    await eventually(async () => expect(await unsent()).toBe(0));
    await sleep(3_200);
    const looks = jest.spyOn(relay as unknown as { turn(): Promise<boolean> }, 'turn');
    for (let commits = 0; commits < 5; commits += 1) {
      await harness.dataSource.transaction((tx) => tx.query('SELECT 1'));
      await sleep(200);
    }
    // One for each commit and five a second; twenty-five milliseconds apart it would be forty.
    expect(looks.mock.calls.length).toBeLessThan(16);
  });

  it('refuses an event that is not what its type declares', async () => {
    const wrong = { ...returned(), eur: { amount: '12,50', currency: 'EUR' } };
    const attempt = harness.dataSource.transaction((tx) => harness.outbox.add(tx, TYPE, { key: 'a', data: wrong }));
    await expect(attempt).rejects.toThrow(TYPE);
    expect(await unsent()).toBe(0);
  });

  it('says what an event answers', async () => {
    const cause = await harness.dataSource.transaction((tx) =>
      harness.outbox.add(tx, TYPE, { key: 'a', data: returned(), correlationId: 'request-1' }),
    );
    const answer = await harness.dataSource.transaction((tx) =>
      harness.outbox.add(tx, TYPE, {
        key: 'b',
        data: returned(),
        cause,
        valueDate: '2026-02-01',
        transfer: randomUUID(),
      }),
    );
    expect(answer).toMatchObject({
      correlationid: 'request-1',
      causationid: cause.id,
      valuedate: '2026-02-01',
      sequence: 1,
    });
  });

  it('never skips a row that commits late, and keeps the order of each key', async () => {
    harness.relay();
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let added: () => void = () => undefined;
    const isAdded = new Promise<void>((resolve) => (added = resolve));
    const late = harness.dataSource.transaction(async (tx) => {
      await add(tx, 'late');
      added();
      await held;
    });
    await isAdded;
    await Promise.all(['x', 'y', 'z'].map(addNow));
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(3));
    // A later row of the same key has to wait for the earlier one.
    const second = addNow('late');
    await sleep(60);
    expect(await harness.events(TOPIC)).toHaveLength(3);
    commit();
    await Promise.all([late, second]);
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(5));
    const events = await harness.events(TOPIC);
    expect(events.filter(({ subject }) => subject === 'late').map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('keeps the order of a hot key under concurrent writers', async () => {
    harness.relay();
    await Promise.all(Array.from({ length: 120 }, () => addNow('hot')));
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(120));
    const sequences = (await harness.events(TOPIC)).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 120 }, (_, place) => place + 1));
  });

  it('publishes after a start what was committed before a crash', async () => {
    for (const key of ['a', 'b']) await addNow(key);
    expect(await harness.events(TOPIC)).toHaveLength(0);
    harness.relay();
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(2));
  });

  it('publishes again, in order, when the end came between the log and the mark', async () => {
    let deaths = 0;
    const relay = harness.relay({
      log: logWith(async (messages) => {
        await harness.log.publish(messages);
        deaths += 1;
        if (deaths === 1) throw new Error('The process ended after the acknowledgement.');
      }),
    });
    await harness.dataSource.transaction(async (tx) => {
      for (let place = 0; place < 3; place += 1) await add(tx, 'a');
    });
    await eventually(async () => expect(await unsent()).toBe(0));
    await relay.stop();
    const sequences = (await harness.events(TOPIC)).map(({ sequence }) => sequence);
    expect(sequences).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('waits for a log that is away, then publishes everything in order', async () => {
    let away = true;
    const published: OutgoingMessage[] = [];
    harness.relay({
      log: logWith(async (messages) => {
        if (away) throw new Error('Broker away.');
        published.push(...messages);
      }),
    });
    for (let place = 0; place < 4; place += 1) await addNow('a');
    await sleep(250);
    expect(published).toHaveLength(0);
    away = false;
    await eventually(() => expect(published).toHaveLength(4));
    expect(published.map(({ value }) => (JSON.parse(value) as { sequence: number }).sequence)).toEqual([1, 2, 3, 4]);
  });

  it('has one owner, and another one within seconds when the owner dies', async () => {
    const [first, second] = [harness.relay(), harness.relay({ dataSource: await harness.replica() })];
    await eventually(() => expect([first.isOwner, second.isOwner].filter(Boolean)).toHaveLength(1));
    const owner = first.isOwner ? first : second;
    await addNow('a');
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(1));
    await owner.stop();
    const started = Date.now();
    await addNow('a');
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(2));
    expect(Date.now() - started).toBeLessThan(3_000);
    expect([first.isOwner, second.isOwner].filter(Boolean)).toHaveLength(1);
  });

  it('finds a new owner when the connection of the first is cut', async () => {
    harness.relay();
    await addNow('a');
    await eventually(async () => expect(await unsent()).toBe(0));
    await harness.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'abonde-relay' AND datname = current_database()`,
    );
    await addNow('a');
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(2));
  });

  it('finds a new owner when the first one hangs: connected, and silent', async () => {
    const links: SlowLink[] = [];
    const hanging = await harness.replica(async (url) => {
      links.push(await SlowLink.to(url));
      return links[0]?.url ?? '';
    });
    const [link] = links as [SlowLink];
    const first = harness.relay({ dataSource: hanging });
    await eventually(() => first.isOwner);
    const second = harness.relay();
    await addNow('a');
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(1));
    link.silent = true;
    await addNow('a');
    await eventually(async () => expect(await harness.events(TOPIC)).toHaveLength(2), 30_000);
    expect(second.isOwner).toBe(true);
    link.silent = false;
    await addNow('a');
    await eventually(async () => expect(await unsent()).toBe(0));
    await eventually(() => expect(first.isOwner).toBe(false), 30_000);
    const sequences = (await harness.events(TOPIC)).map(({ sequence }) => sequence);
    expect([...new Set(sequences)]).toEqual([1, 2, 3]);
    await Promise.all([first.stop(), second.stop()]);
    link.close();
  }, 90_000);

  it('lets go of what the log has had for long, and of nothing else', async () => {
    for (const key of ['old', 'old', 'recent', 'unsent']) await addNow(key);
    await harness.dataSource.query(`UPDATE outbox SET sent_at = now() - interval '31 days' WHERE key = 'old'`);
    await harness.dataSource.query(`UPDATE outbox SET sent_at = now() - interval '29 days' WHERE key = 'recent'`);
    harness.relay();
    const keys = async (): Promise<string[]> =>
      (await harness.dataSource.query('SELECT key FROM outbox ORDER BY position')).map(
        ({ key }: { key: string }) => key,
      );
    await eventually(async () => expect(await keys()).toEqual(['recent', 'unsent']));
    // The sequence of a key does not start again.
    expect((await addNow('old')).sequence).toBe(3);
  });

  it('refuses an event that no log would carry, and leaves no trace', async () => {
    const { reason: _, ...rest } = returned();
    const huge = { ...rest, reason: 'x'.repeat(9 * 1024 * 1024) };
    const attempt = harness.dataSource.transaction((tx) => harness.outbox.add(tx, TYPE, { key: 'a', data: huge }));
    await expect(attempt).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE', status: 422 });
    expect((await addNow('a')).sequence).toBe(1);
  });

  it('seals before it publishes, in one transaction', async () => {
    await harness.dataSource.query('SELECT 1');
    let left = 3;
    let number = 0;
    const seal = async (): Promise<EventData<'abonde.ledger.transaction-sealed.v1'>[]> => {
      if (left === 0) return [];
      left -= 1;
      number += 1;
      return [sealed(number)];
    };
    harness.relay({ sealer: { seal } });
    await eventually(async () => expect(await harness.events('abonde.ledger')).toHaveLength(3));
    const events = await harness.events('abonde.ledger');
    expect(events.map(({ subject, sequence, accountingdate }) => [subject, sequence, accountingdate])).toEqual([
      ['treasury', 1, '2026-01-31'],
      ['treasury', 2, '2026-01-31'],
      ['treasury', 3, '2026-01-31'],
    ]);
  });

  it('publishes nothing sealed when sealing fails, and goes on when it works again', async () => {
    let failures = 2;
    let done = false;
    const seal = async (tx: EntityManager): Promise<EventData<'abonde.ledger.transaction-sealed.v1'>[]> => {
      if (done) return [];
      await tx.query(`INSERT INTO effect (what) VALUES ('sealed')`);
      if (failures-- > 0) throw new Error('The book is locked.');
      done = true;
      return [sealed(1)];
    };
    harness.relay({ sealer: { seal } });
    await eventually(async () => expect(await harness.events('abonde.ledger')).toHaveLength(1));
    expect(await harness.dataSource.query('SELECT what FROM effect')).toHaveLength(1);
  });
});

function sealed(number: number): EventData<'abonde.ledger.transaction-sealed.v1'> {
  return {
    book: 'treasury',
    number,
    hash: 'h',
    block: number,
    root: 'r',
    previousRoot: 'p',
    transaction: {
      id: randomUUID(),
      kind: 'statement-entry',
      reason: 'test',
      reference: null,
      accountingDate: '2026-01-31',
      valueDate: '2026-01-30',
      postedAt: new Date().toISOString(),
      transfer: null,
      reverses: null,
      actor: 'system:treasury',
      metadata: {},
      postings: [],
    },
  };
}
