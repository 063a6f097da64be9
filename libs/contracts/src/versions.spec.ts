import { z } from 'zod';
import { catalogue, InvalidEvent, newestType, outdated, outdatedVersion, parseEvent, Versions } from './index';
import { event, producer } from './producer';
import { money } from './schema';

/** A fact that was told in three ways over the years. */
const third = z.object({ pump: z.string(), cost: money, district: z.string() });
const second = z.object({ pump: z.string(), cost: money });
const first = z.object({ pump: z.string(), euros: z.string().regex(/^\d+\.\d{2}$/) });
const type = (version: number): string => `abonde.example.pump-repaired.v${version}`;
const example = {
  current: producer('example', { 'pump-repaired': event('pump', third) }, 3),
  outdated: {
    [type(1)]: outdatedVersion('pump', first, {
      successor: { type: type(2), data: second },
      upcast: ({ pump, euros }) => ({ pump, cost: { amount: euros, currency: 'EUR' } }),
    }),
    [type(2)]: outdatedVersion('pump', second, {
      successor: { type: type(3), data: third },
      upcast: ({ pump, cost }) => {
        if (pump === 'P-0') throw new Error('Nobody knows where it stands.');
        return { pump, cost, district: 'unknown' };
      },
    }),
  },
};
const versions = new Versions(example.current, example.outdated);

describe('versions of an event', () => {
  const cost = { amount: '12.50', currency: 'EUR' };
  const newest = { type: type(3), data: { pump: 'P-7', cost, district: 'unknown' } };

  it.each([
    [1, { pump: 'P-7', euros: '12.50' }],
    [2, { pump: 'P-7', cost }],
    [3, { pump: 'P-7', cost, district: 'unknown' }],
  ])('are read as the newest: v%i', (version, data) => expect(versions.read(type(version), data)).toEqual(newest));

  it.each([
    [
      'what its own version does not declare',
      type(1),
      { pump: 'P-7', euros: 12.5 },
      /^abonde.example.pump-repaired.v1: /,
    ],
    ['what the next one refuses', type(1), { pump: 'P-7', euros: `${'9'.repeat(30)}.00` }, /v2: .*Too big/],
    ['what cannot be brought forward', type(2), { pump: 'P-0', cost }, /v2 cannot become .*v3: Error: Nobody knows/],
    ['a version nobody declared', type(4), {}, /version: .*v4; known: .*v1, .*v2, .*v3$/],
    ['a type nobody declared', 'abonde.example.pump-lost.v1', {}, /version: abonde.example.pump-lost.v1$/],
    ['a name that every object has', 'constructor', {}, /version: constructor$/],
  ])('refuses %s, and says which', (_, of, data, reason) => {
    expect(() => versions.read(of, data)).toThrow(InvalidEvent);
    expect(() => versions.read(of, data)).toThrow(reason);
  });

  it('know their newest', () => {
    expect([1, 2, 3, 4].map((version) => versions.newest(type(version)))).toEqual([
      type(3),
      type(3),
      type(3),
      undefined,
    ]);
  });

  it('give the same event at each reading', () => {
    const read = (): unknown => versions.read(type(1), { pump: 'P-7', euros: '12.50' });
    expect(read()).toEqual(read());
  });
});

describe('the outdated versions of the catalogue', () => {
  it('are published no more, and lead to a version that is', () => {
    for (const [old, { successor, key }] of Object.entries(outdated)) {
      expect(Object.keys(catalogue)).not.toContain(old);
      expect(Object.keys(catalogue)).toContain(newestType(old));
      expect(successor.replace(/\.v\d+$/, '')).toBe(old.replace(/\.v\d+$/, ''));
      expect(key).not.toBe('');
    }
  });
});

describe('an event as it was written', () => {
  const written = {
    specversion: '1.0',
    id: '0198c7a2-6f1e-7cc0-8a44-1f2f3c4d5e6f',
    type: 'abonde.contributions.envelope-changed.v1',
    source: '/abonde/contributions',
    subject: 'A',
    time: '2026-02-20T08:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: 1,
    correlationid: 'c',
    data: { agreement: 'A', instrument: 'COOPERATION', free: { amount: '12.00', currency: 'EUR' } },
  };
  const free = (amount: unknown, currency = 'EUR'): object => ({
    ...written,
    data: { ...written.data, free: { amount, currency } },
  });

  it('is read', () => expect(parseEvent(written)).toEqual(written));

  it.each([
    ['a number for an amount', free(12), /expected string, received number\s+→ at free.amount/],
    ['an exponent', free('1e5'), /free.amount/],
    ['a comma', free('1,50'), /free.amount/],
    ['more decimals than the currency has', free('1.005'), /EUR has 2 decimals, 1.005 has more\s+→ at free.amount/],
    ['more minor units than anything holds', free('92233720368547758.08'), /Too big: 92233720368547758.08/],
    ['endless digits', free('9'.repeat(1_000_000)), /Too big: 1000000 characters/],
    ['no such currency', free('1', 'ZZZ'), /ZZZ is not an ISO 4217 currency/],
    ['a sequence that is no whole number', { ...written, sequence: 1.5 }, /sequence/],
    ['a sequence beyond what is exact', { ...written, sequence: 2 ** 53 }, /sequence/],
    ['a sequence without end', { ...written, sequence: Infinity }, /sequence/],
    ['sequence zero', { ...written, sequence: 0 }, /sequence/],
    ['no key', { ...written, subject: '' }, /subject/],
    ['another envelope', { ...written, specversion: '0.3' }, /specversion/],
    ['no moment', { ...written, time: 'yesterday' }, /time/],
    ['a day that does not exist', { ...written, valuedate: '2026-02-30' }, /No such day\s+→ at valuedate/],
    ['an id that is none', { ...written, id: '42' }, /id/],
    ['no data', { ...written, data: null }, /received null/],
  ])('is refused with %s', (_, message, reason) => {
    expect(() => parseEvent(message)).toThrow(InvalidEvent);
    expect(() => parseEvent(message)).toThrow(reason);
  });

  it('takes the largest amount that there is', () => {
    expect(() => parseEvent(free('-92233720368547758.07'))).not.toThrow();
  });
});
