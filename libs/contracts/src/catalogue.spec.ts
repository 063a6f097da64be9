import {
  catalogue,
  checkData,
  type CloudEvent,
  type EventType,
  InvalidEvent,
  parseEvent,
  topicOf,
  topics,
} from './index';

const dayOf = (data: unknown): unknown => ({
  specversion: '1.0',
  id: '0198c7a2-6f1e-7cc0-8a44-1f2f3c4d5e6f',
  type: 'abonde.platform.business-day-set.v1',
  source: '/gateway',
  subject: 'clock',
  time: '2026-02-20T08:00:00.000Z',
  datacontenttype: 'application/json',
  sequence: 1,
  correlationid: 'c',
  data,
});

describe('the catalogue', () => {
  it('names every event abonde.<context>.<past fact>.v<n> and gives it a key and a topic', () => {
    for (const type of Object.keys(catalogue) as EventType[]) {
      expect(type).toMatch(/^abonde\.[a-z-]+\.[a-z-]+\.v\d+$/);
      expect(catalogue[type].key).not.toBe('');
      expect(topics).toContain(topicOf(type));
    }
    expect([...topics].sort()).toEqual(
      ['contributions', 'disbursements', 'emergency-fund', 'ledger', 'platform', 'treasury'].map(
        (context) => `abonde.${context}`,
      ),
    );
  });

  it('reads an event as it was written', () => {
    const event = parseEvent(dayOf({ day: '2026-02-20' })) as CloudEvent<'abonde.platform.business-day-set.v1'>;
    expect(event.data.day).toBe('2026-02-20');
  });

  test.each([
    [
      'an unknown type',
      { ...(dayOf({ day: '2026-02-20' }) as object), type: 'abonde.platform.business-day-lost.v1' },
      /Unknown event type or version/,
    ],
    [
      'an unknown version',
      { ...(dayOf({ day: '2026-02-20' }) as object), type: 'abonde.platform.business-day-set.v9' },
      /Unknown event type or version/,
    ],
    ['a wrong field', dayOf({ day: '20/02/2026' }), /day/],
    ['no envelope', { hello: 'world' }, /Not a CloudEvent/],
    [
      'a number for an amount',
      {
        ...(dayOf({ agreement: 'A', instrument: 'COOPERATION', free: { amount: 12, currency: 'EUR' } }) as object),
        type: 'abonde.contributions.envelope-changed.v1',
      },
      /amount/,
    ],
  ])('refuses %s and says why', (_name, message, reason) => {
    expect(() => parseEvent(message)).toThrow(InvalidEvent);
    expect(() => parseEvent(message)).toThrow(reason);
  });

  it('does not publish content that its type does not declare', () => {
    expect(() => checkData('abonde.platform.business-day-set.v1', { day: 'tomorrow' })).toThrow(InvalidEvent);
  });
});
