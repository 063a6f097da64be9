import { randomUUID } from 'node:crypto';
import type { CloudEvent, EventData } from '@abonde/contracts';
import { Logger } from '@nestjs/common';
import type { MessageBatch } from '../log/event-log';
import { type Harness, openHarness } from '../messaging.harness';

Logger.overrideLogger(false);

const TOPIC = 'abonde.treasury';
const TYPE = 'abonde.treasury.receipt-returned.v1';

type Change = (event: Record<string, unknown>) => unknown;
const set =
  (field: string, value: unknown): Change =>
  (event) => ({ ...event, [field]: value });
const setData =
  (field: string, value: unknown): Change =>
  (event) => ({ ...event, data: { ...(event['data'] as object), [field]: value } });
const without =
  (field: string): Change =>
  ({ [field]: _, ...rest }) =>
    rest;

const events: [what: string, change: Change, reason: string][] = [
  [
    'nothing of an envelope',
    () => ({ hello: 'world' }),
    'Not a CloudEvent of this platform: ✖ Invalid input: expected "1.0"',
  ],
  ['a list', () => [], 'Not a CloudEvent of this platform: ✖ Invalid input: expected object, received array'],
  ['null', () => null, 'Not a CloudEvent of this platform: ✖ Invalid input: expected object, received null'],
  ['no id', without('id'), '✖ Invalid input: expected string, received undefined\n  → at id'],
  ['an id that is none', set('id', '42'), '✖ Invalid UUID\n  → at id'],
  ['no data', without('data'), 'expected nonoptional, received undefined\n  → at data'],
  ['a sequence in words', set('sequence', 'one'), 'expected number, received string\n  → at sequence'],
  ['a sequence below one', set('sequence', 0), 'expected number to be >0\n  → at sequence'],
  ['a sequence beyond what is exact', set('sequence', 1e300), '→ at sequence'],
  ['a time that is none', set('time', 'yesterday'), 'Invalid ISO datetime\n  → at time'],
  ['a day that does not exist', set('valuedate', '2026-02-30'), 'No such day\n  → at valuedate'],
  [
    'an unknown type',
    set('type', 'abonde.treasury.receipt-lost.v1'),
    'Unknown event type or version: abonde.treasury.receipt-lost.v1',
  ],
  [
    'an unknown version',
    set('type', TYPE.replace('v1', 'v7')),
    `Unknown event type or version: ${TYPE.replace('v1', 'v7')}; known: ${TYPE}`,
  ],
  ['a type that is no text', set('type', 7), 'expected string, received number\n  → at type'],
  [
    'an amount in JSON numbers',
    setData('eur', { amount: 12.5, currency: 'EUR' }),
    'expected string, received number\n  → at eur.amount',
  ],
  ['an amount in words', setData('eur', { amount: 'ten', currency: 'EUR' }), '→ at eur.amount'],
  [
    'a thousandth of a euro',
    setData('eur', { amount: '1.001', currency: 'EUR' }),
    'EUR has 2 decimals, 1.001 has more\n  → at eur.amount',
  ],
  [
    'more than any column holds',
    setData('eur', { amount: '9'.repeat(30), currency: 'EUR' }),
    `Too big: ${'9'.repeat(30)}\n  → at eur.amount`,
  ],
  [
    'a currency nobody has',
    setData('eur', { amount: '1', currency: 'QQQ' }),
    'QQQ is not an ISO 4217 currency\n  → at eur.amount',
  ],
  ['a field of another type', setData('reason', { why: 'none' }), 'expected string, received object\n  → at reason'],
  ['a missing field', (event) => setData('match', undefined)(event), '→ at match'],
  ['another key than its own', set('subject', 'someone-else'), 'Its key is "bad", its subject "someone-else"'],
  [
    'a topic that is not its own',
    (event) => ({ ...event, type: 'abonde.platform.business-day-set.v1', data: { day: '2026-01-01' } }),
    'abonde.platform.business-day-set.v1 travels on abonde.platform, not on abonde.treasury',
  ],
];
const texts: [what: string, value: string, reason: string][] = [
  ['nothing', '', 'Not JSON: Unexpected end of JSON input'],
  ['half an event', '{"specversion":"1.0","id":', 'Not JSON: Unexpected end of JSON input'],
  ['bytes', '\0\u0001\uFFFD', 'Not JSON: Unexpected token'],
  ['XML', '<event/>', 'Not JSON: Unexpected token'],
  ['brackets without end', '['.repeat(2_000_000), 'Not JSON: '],
  ['a number', '12', 'Not a CloudEvent of this platform: ✖ Invalid input: expected object, received number'],
];

describe('a malformed message', () => {
  let harness: Harness;
  let offset = 0;

  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());
  beforeEach(async () => {
    for (const table of ['effect', 'dead_letter', 'held_message', 'blocked_key'])
      await harness.dataSource.query(`DELETE FROM ${table}`);
  });

  const returned = (reason: string): EventData<typeof TYPE> => ({
    match: randomUUID(),
    entry: randomUUID(),
    reason,
    eur: { amount: '1.00', currency: 'EUR' },
  });
  const right = async (key: string, reason: string): Promise<CloudEvent> =>
    harness.producer.publish(TYPE, { key, data: returned(reason) });
  const batch = (...values: [key: string, value: string][]): MessageBatch => ({
    topic: TOPIC,
    partition: 0,
    messages: values.map(([key, value]) => ({ topic: TOPIC, partition: 0, offset: offset++, key, value })),
  });
  /** Takes a bad message between two good ones; its row is all that is left of it. */
  const refused = async (value: string): Promise<{ code: string; reason: string; message: string }> => {
    const [before, after] = [await right('good', 'before'), await right('good', 'after')];
    const consumption = harness.consumption(async (tx, { event }) => {
      const { reason } = event.data as EventData<typeof TYPE>;
      if (/^\d+$/.test(reason)) await tx.query('SELECT $1::bigint', [reason]);
      await tx.query('INSERT INTO effect (what) VALUES ($1)', [reason]);
    });
    await consumption.take(batch(['good', JSON.stringify(before)], ['bad', value], ['good', JSON.stringify(after)]));
    expect(await harness.dataSource.query('SELECT what FROM effect ORDER BY id')).toEqual([
      { what: 'before' },
      { what: 'after' },
    ]);
    const rows = await harness.dataSource.query('SELECT code, reason, message FROM dead_letter WHERE open');
    expect(rows).toHaveLength(1);
    return rows[0];
  };

  it.each(events)('with %s leaves a dead letter that says so, and no other trace', async (_, change, reason) => {
    const value = JSON.stringify(change((await right('bad', 'bad')) as unknown as Record<string, unknown>));
    const letter = await refused(value);
    expect(letter).toEqual({ code: 'INVALID_MESSAGE', reason: expect.stringContaining(reason), message: value });
  });

  it.each(texts)('that is %s leaves a dead letter that says so, and no other trace', async (_, value, reason) => {
    const letter = await refused(value);
    expect(letter).toMatchObject({ code: 'INVALID_MESSAGE', reason: expect.stringContaining(reason) });
  });

  it.each([
    ['a number no column holds', '99999999999999999999', /cannot hold its content: .*out of range/],
    ['text no column holds', 'nul \0 inside', /cannot hold its content: .*0x00/],
  ])('whose content is well formed but is %s does not hold its partition up', async (_, reason, expected) => {
    const letter = await refused(JSON.stringify(await right('bad', reason)));
    expect(letter).toMatchObject({ code: 'INVALID_MESSAGE', reason: expect.stringMatching(expected) });
  });
});
