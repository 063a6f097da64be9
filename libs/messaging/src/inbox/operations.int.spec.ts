import { randomUUID } from 'node:crypto';
import { type CloudEvent, type EventData, topicOf } from '@abonde/contracts';
import { DomainError, PlatformModule } from '@abonde/platform';
import { type Client, eventually, startTestService, type TestService } from '@abonde/testing';
import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EventLogServer, type MessageContext, MessagingModule, MessagingStats } from '../index';

const UNDO = 'abonde.treasury.match-undo-requested.v1';
const TOPIC = topicOf(UNDO);
const undo = (reason: string): EventData<typeof UNDO> => ({ match: randomUUID(), targetKind: 'instalment', reason });

class Effects1760000000001 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, event uuid, what text NOT NULL)');
  }

  async down(): Promise<void> {}
}

const refused = new Set<string>();

@Controller()
class UndoConsumer {
  @EventPattern(UNDO)
  async on(@Payload() event: CloudEvent<typeof UNDO>, @Ctx() { tx }: MessageContext): Promise<void> {
    const { reason } = event.data;
    if (refused.has(reason)) throw new DomainError({ code: 'TOO_LATE', status: 409, title: 'Too late' });
    await tx.query('INSERT INTO effect (event, what) VALUES ($1, $2)', [event.id, reason]);
  }
}

@Module({
  imports: [
    PlatformModule.forRoot({ service: 'contributions', migrations: [Effects1760000000001] }),
    MessagingModule.forRoot({ service: 'contributions' }),
  ],
  controllers: [UndoConsumer],
})
class UndoModule {}

const brokers = process.env.KAFKA_BROKERS;
const logs: [name: string, eventLog: () => string | undefined][] = [
  ['the embedded log', () => undefined],
  ...(brokers ? [['Kafka', () => `kafka:${brokers}/${randomUUID()}`] as [string, () => string]] : []),
];

describe.each(logs)('what an administrator does, on %s', (_, eventLog) => {
  let service: TestService;
  let admin: Client;
  const effects = async (): Promise<string[]> =>
    (await service.sql<{ what: string }>('SELECT what FROM effect ORDER BY id')).map(({ what }) => what);
  const caughtUp = async (): Promise<void> => {
    await eventually(async () => {
      const places = await service.app.get(EventLogServer).progress();
      expect(places.reduce((sum, { end, committed }) => sum + end - committed, 0)).toBe(0);
    }, 30_000);
  };
  const publish = async (key: string, ...reasons: string[]): Promise<CloudEvent[]> => {
    const events: CloudEvent[] = [];
    for (const reason of reasons) events.push(await service.publish(UNDO, { key, data: undo(reason) }));
    await Promise.all(events.map((event) => eventually(() => service.handled(event), 30_000)));
    return events;
  };
  const moved = async (body: object): Promise<void> => {
    const asked = await admin.post('/replays', body);
    expect(asked).toMatchObject({ status: 202, body: { items: [{ group: 'contributions', movedAt: null }] } });
    await eventually(async () => {
      const [latest] = (await admin.get('/replays')).body.items;
      expect([latest.id, latest.movedAt]).toEqual([asked.body.items[0].id, expect.any(String)]);
    }, 45_000);
    await caughtUp();
  };

  beforeAll(async () => {
    refused.clear();
    service = await startTestService({ service: 'contributions', module: UndoModule, eventLog: eventLog() });
    admin = service.http('administrator');
  }, 60_000);
  afterAll(() => service.stop());
  beforeEach(() => service.sql('TRUNCATE effect'));

  it('replays everything: nothing is handled twice', async () => {
    await publish('a', '1', '2', '3');
    await moved({ from: '1970-01-01', reason: 'to be sure' });
    expect(await effects()).toEqual(['1', '2', '3']);
    const [{ requestedBy, reason }] = (await admin.get('/replays')).body.items;
    expect([requestedBy, reason]).toEqual(['test-administrator', 'to be sure']);
  }, 120_000);

  it('replays what a restored database has forgotten, in order, and what comes meanwhile', async () => {
    const events = await publish('b', '1', '2', '3', '4');
    const lost = events.slice(1).map(({ id }) => id);
    await service.sql('DELETE FROM effect WHERE event = ANY ($1)', [lost]);
    await service.sql('DELETE FROM inbox WHERE event_id = ANY ($1)', [lost]);
    const places = await service.app.get(EventLogServer).progress();
    const positions = places
      .filter(({ topic, end }) => topic === TOPIC && end > 0)
      .map(({ topic, partition }) => ({ topic, partition, offset: 0 }));
    const moving = moved({ positions, reason: 'backup of 8 o’clock' });
    await service.publish(UNDO, { key: 'b', data: undo('5') });
    await moving;
    // What comes meanwhile is handled before or after, once.
    expect((await effects()).sort()).toEqual(['1', '2', '3', '4', '5']);
    expect((await effects()).filter((what) => what !== '5')).toEqual(['1', '2', '3', '4']);
  }, 120_000);

  it('refuses a replay that makes no sense, and says why', async () => {
    const reason = 'a test';
    const refusal = async (body: object): Promise<unknown[]> => {
      const { status, body: problem } = await admin.post('/replays', { reason, ...body });
      return [status, problem.code, problem.detail];
    };
    const [end] = (await service.app.get(EventLogServer).progress()).filter(({ topic }) => topic === TOPIC);
    const at = (position: object): object => ({ positions: [{ topic: TOPIC, partition: 0, offset: 0, ...position }] });
    expect([
      await refusal({}),
      await refusal({ from: '1970-01-01', ...at({}) }),
      await refusal({ from: '2999-01-01T00:00:00Z' }),
      await refusal({ from: '1970-01-01', group: 'nobody' }),
      await refusal(at({ partition: 99 })),
      await refusal(at({ offset: 1_000_000 })),
      await refusal(at({ topic: 'abonde.ledger' })),
    ]).toEqual([
      [422, 'INVALID_REPLAY', 'Say either from, a moment, or positions.'],
      [422, 'INVALID_REPLAY', 'Say either from, a moment, or positions.'],
      [422, 'INVALID_REPLAY', '2999-01-01T00:00:00Z lies in the future.'],
      [422, 'INVALID_REPLAY', 'Consumer groups of this service: contributions.'],
      [422, 'INVALID_REPLAY', 'abonde.treasury has no partition 99.'],
      [422, 'INVALID_REPLAY', `abonde.treasury/0 ends at ${end?.end}, before 1000000.`],
      [422, 'INVALID_REPLAY', 'No consumer group of this service reads these partitions.'],
    ]);
    expect((await admin.post('/replays', { from: 'yesterday', reason })).body.code).toBe('VALIDATION_FAILED');
    expect((await admin.post('/replays', { from: '1970-01-01' })).body.code).toBe('VALIDATION_FAILED');
    expect((await service.http('finance-controller').post('/replays', { from: '1970-01-01', reason })).status).toBe(
      403,
    );
    expect(await service.sql('SELECT FROM replay WHERE moved_at IS NULL')).toHaveLength(0);
  }, 60_000);

  it('has one replay of a group at a time', async () => {
    await service.sql(
      `INSERT INTO replay (id, consumer, positions, reason, requested_by) VALUES ($1, 'idle-group', '[]', 'x', 'y')`,
      [randomUUID()],
    );
    const twice = service.sql(
      `INSERT INTO replay (id, consumer, positions, reason, requested_by) VALUES ($1, 'idle-group', '[]', 'x', 'y')`,
      [randomUUID()],
    );
    await expect(twice).rejects.toThrow('replay_open');
  });

  it('discards a dead letter with an explanation: its key goes on, and the integrity figure is clear', async () => {
    const key = randomUUID();
    refused.add('wrong');
    await publish(key, 'before', 'wrong', 'after');
    const deadLetters = async (): Promise<number> =>
      (await service.app.get(MessagingStats).messagingStats()).deadLetters.count;
    const [letter] = (await admin.get('/dead-letters')).body.items;
    expect(letter).toMatchObject({ key, code: 'TOO_LATE', parked: 1, explanation: null });
    expect(JSON.parse(letter.message)).toMatchObject({ type: UNDO, data: { reason: 'wrong' } });
    expect([await effects(), await deadLetters()]).toEqual([['before'], 1]);

    const path = `/dead-letters/${letter.id}`;
    expect((await admin.post(`${path}/replay`)).body).toMatchObject({ replayedAt: null, attempts: 2 });
    expect((await admin.post(`${path}/discard`, { explanation: '' })).body.code).toBe('VALIDATION_FAILED');
    expect((await service.http('auditor').post(`${path}/discard`, { explanation: 'none' })).status).toBe(403);
    const explanation = 'Entered by hand under MEMO-14.';
    const discarded = await admin.post(`${path}/discard`, { explanation });
    const by = 'test-administrator';
    expect(discarded).toMatchObject({ status: 200, body: { explanation, discardedBy: by, parked: 0 } });
    expect(discarded.body.acts).toMatchObject([
      { act: 'FAILED_AGAIN', by, reason: 'Too late' },
      { act: 'DISCARDED', by, reason: explanation },
    ]);
    expect([await effects(), await deadLetters()]).toEqual([['before', 'after'], 0]);
    expect((await admin.get('/dead-letters')).body.items).toEqual([]);

    expect((await admin.post(`${path}/discard`, { explanation: 'again' })).body.explanation).toBe(explanation);
    expect((await admin.post(`${path}/replay`)).body).toMatchObject({ status: 409, code: 'DEAD_LETTER_RESOLVED' });
    expect(await effects()).toEqual(['before', 'after']);
  }, 60_000);

  it('tells who put a dead letter back, and discards none that was', async () => {
    refused.add('early');
    await publish(randomUUID(), 'early');
    const [letter] = (await admin.get('/dead-letters')).body.items;
    refused.delete('early');
    const { body } = await admin.post(`/dead-letters/${letter.id}/replay`);
    expect(body.acts).toMatchObject([
      { act: 'PUT_BACK', by: 'test-administrator', at: expect.any(String), reason: null },
    ]);
    const late = await admin.post(`/dead-letters/${letter.id}/discard`, { explanation: 'too late' });
    expect(late.body).toMatchObject({ status: 409, code: 'DEAD_LETTER_RESOLVED' });
    expect(await effects()).toEqual(['early']);
    expect((await admin.post(`/dead-letters/${randomUUID()}/discard`, { explanation: 'none' })).status).toBe(404);
  }, 60_000);
});
