import { randomUUID } from 'node:crypto';
import { type CloudEvent, type EventData, topicOf } from '@abonde/contracts';
import { DomainError, PlatformModule } from '@abonde/platform';
import { startTestService, type TestService } from '@abonde/testing';
import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import {
  BatchConsumer,
  EventLogServer,
  InvalidMessage,
  type MessageContext,
  MessagingModule,
  MessagingStats,
  Outbox,
  type ReceivedEvent,
  Waiting,
} from './index';

const RETURNED = 'abonde.treasury.receipt-returned.v1';
const UNDO = 'abonde.treasury.match-undo-requested.v1';
type Returned = EventData<typeof RETURNED>;
const returned = (reason: string): Returned => ({
  match: randomUUID(),
  entry: randomUUID(),
  reason,
  eur: { amount: '1.00', currency: 'EUR' },
});

class Effects1760000000001 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(
      'CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, what text NOT NULL, tx xid8 DEFAULT pg_current_xact_id())',
    );
  }

  async down(): Promise<void> {}
}

let strict = true;

@Controller()
class ReturnsConsumer {
  constructor(private readonly outbox: Outbox) {}

  @EventPattern(RETURNED)
  async on(@Payload() event: CloudEvent<typeof RETURNED>, @Ctx() { tx }: MessageContext): Promise<void> {
    const { reason } = event.data;
    await tx.query('INSERT INTO effect (what) VALUES ($1)', [`first:${reason}`]);
    if (reason === 'inapplicable' && strict)
      throw new DomainError({ code: 'TOO_LATE', status: 409, title: 'Too late' });
    if (reason === 'early') {
      const [row]: unknown[] = await tx.query(`SELECT FROM effect WHERE what = 'undone'`);
      if (!row) throw new Waiting('undo');
    }
    await this.outbox.add(tx, 'abonde.contributions.receipt-reversed.v1', {
      key: 'AGR-1',
      cause: event,
      data: { agreement: 'AGR-1', match: event.data.match, shortfall: null },
    });
  }
}

@Controller()
class OtherConsumer {
  @EventPattern(RETURNED)
  async on(@Payload() event: CloudEvent<typeof RETURNED>, @Ctx() { tx }: MessageContext): Promise<void> {
    await tx.query('INSERT INTO effect (what) VALUES ($1)', [`second:${event.data.reason}`]);
  }

  @EventPattern(UNDO)
  async undo(@Payload() _: CloudEvent<typeof UNDO>, @Ctx() context: MessageContext): Promise<void> {
    await context.tx.query(`INSERT INTO effect (what) VALUES ('undone')`);
    context.arrived('undo');
  }
}

@Module({
  imports: [
    PlatformModule.forRoot({ service: 'contributions', migrations: [Effects1760000000001] }),
    MessagingModule.forRoot({ service: 'contributions' }),
  ],
  controllers: [ReturnsConsumer, OtherConsumer],
})
class EffectsModule {}

describe('a service that handles events', () => {
  let service: TestService;
  const effects = async (): Promise<string[]> =>
    (await service.sql<{ what: string }>('SELECT what FROM effect ORDER BY id')).map(({ what }) => what);

  beforeAll(async () => {
    strict = true;
    service = await startTestService({ service: 'contributions', module: EffectsModule });
  });
  afterAll(() => service.stop());
  beforeEach(() => service.sql('TRUNCATE effect'));

  it('runs all handlers of a type in one transaction, in turn', async () => {
    const event = await service.publish(RETURNED, { key: randomUUID(), data: returned('plain') });
    await service.handled(event);
    expect(await effects()).toEqual(['first:plain', 'second:plain']);
    expect(await service.sql('SELECT DISTINCT tx FROM effect')).toHaveLength(1);
    const [answer] = await service.published('abonde.contributions.receipt-reversed.v1');
    expect(answer).toMatchObject({ sequence: 1, causationid: event.id, data: { match: event.data.match } });
  });

  it('sees the error of a rule as it was thrown: a dead letter, seen and put back by an administrator', async () => {
    const key = randomUUID();
    await service.publish(RETURNED, { key, data: returned('inapplicable') });
    const later = await service.publish(RETURNED, { key, data: returned('later') });
    await service.handled(later);
    expect(await effects()).toEqual([]);

    expect((await service.http('finance-officer').get('/dead-letters')).status).toBe(403);
    const admin = service.http('administrator');
    const { body } = await service.eventually(async () => {
      const answer = await admin.get('/dead-letters?limit=10');
      expect(answer.body.items).toHaveLength(1);
      return answer;
    });
    const [letter] = body.items;
    expect(letter).toMatchObject({
      key,
      code: 'TOO_LATE',
      reason: 'Too late',
      topic: topicOf(RETURNED),
      parked: 1,
      attempts: 1,
    });
    expect((await service.app.get(MessagingStats).messagingStats()).deadLetters.count).toBe(1);

    strict = false;
    const replayed = await admin.post(`/dead-letters/${letter.id}/replay`);
    expect(replayed).toMatchObject({ status: 200, body: { replayedBy: 'test-administrator', parked: 0 } });
    expect(await effects()).toEqual(['first:inapplicable', 'second:inapplicable', 'first:later', 'second:later']);
    expect((await admin.get('/dead-letters')).body.items).toEqual([]);
    expect((await admin.get('/dead-letters?all=true')).body.items).toHaveLength(1);
    expect((await admin.post(`/dead-letters/${randomUUID()}/replay`)).status).toBe(404);
  });

  it('keeps an early message until what it needs arrives', async () => {
    const early = await service.publish(RETURNED, { key: randomUUID(), data: returned('early') });
    await service.handled(early);
    const stats = await service.app.get(MessagingStats).messagingStats();
    expect([stats.waiting.count, stats.held, stats.deadLetters.count]).toEqual([1, 1, 0]);
    await service.publish(UNDO, {
      key: randomUUID(),
      data: { match: randomUUID(), targetKind: 'instalment', reason: 'wrong' },
    });
    await service.eventually(async () => expect(await effects()).toEqual(['undone', 'first:early', 'second:early']));
  });

  it('tells when it has caught up, and its figures', async () => {
    await service.eventually(() => service.app.get(EventLogServer).caughtUp());
    expect((await service.anonymous.get('/health/ready')).status).toBe(200);
    await service.eventually(async () => {
      const { outbox, consumerLag } = await service.app.get(MessagingStats).messagingStats();
      expect([outbox.count, consumerLag]).toEqual([0, { 'abonde.treasury': 0, 'abonde.platform': 0 }]);
    });
    const metrics = await service.anonymous.get('/metrics');
    expect(metrics.body).toContain('messaging_outbox_unsent{service="contributions"} 0');
    expect(metrics.body).toContain('messaging_consumer_lag{service="contributions",topic="abonde.treasury"} 0');
  });

  it('takes the business day from an event', async () => {
    await service.setDay('2026-03-01');
    expect(await service.sql(`SELECT day::text AS day FROM business_day`)).toEqual([{ day: '2026-03-01' }]);
  });

  it('reads everything in batches, from the beginning, once per group', async () => {
    const batches = service.app.get(BatchConsumer);
    await service.eventually(async () =>
      expect((await service.app.get(MessagingStats).messagingStats()).outbox.count).toBe(0),
    );
    const shapes: ReceivedEvent[] = [];
    const group = `rebuild-${randomUUID()}`;
    // A batch may be tried again after a rollback: only what is written in its transaction counts.
    const onBatch = async (tx: EntityManager, events: ReceivedEvent[]): Promise<void> => {
      shapes.push(...events);
      const ids = events.map(({ event }) => event.id);
      await tx.query('INSERT INTO effect (what) SELECT * FROM unnest($1::text[])', [ids]);
    };
    const first = await batches.subscribe({ group, onBatch });
    await service.eventually(() => first.caughtUp());
    await first.stop();
    const known = await effects();
    expect(known.length).toBeGreaterThan(4);
    expect(new Set(known).size).toBe(known.length);
    expect(shapes[0]).toMatchObject({
      partition: expect.any(Number),
      offset: expect.any(Number),
      event: { specversion: '1.0' },
    });
    const again = await batches.subscribe({ group, onBatch });
    const { id } = await service.publish(UNDO, {
      key: randomUUID(),
      data: { match: randomUUID(), targetKind: 'instalment', reason: 'one more' },
    });
    await service.eventually(async () => expect((await effects()).sort()).toEqual([...known, 'undone', id].sort()));
    await again.stop();
  });

  it('puts back what a batch consumer could not take', async () => {
    const batches = service.app.get(BatchConsumer);
    const [key, seen] = [randomUUID(), [] as string[]];
    let refuses = true;
    const running = await batches.subscribe({
      group: `rebuild-${randomUUID()}`,
      onBatch: async (_, events) => {
        if (refuses && events.some((received) => received.key === key)) throw new InvalidMessage('Not yet.');
        seen.push(
          ...events.filter((received) => received.key === key).map(({ event }) => (event.data as Returned).reason),
        );
      },
    });
    for (const reason of ['1', '2']) await service.publish(RETURNED, { key, data: returned(reason) });
    const admin = service.http('administrator');
    const letter = await service.eventually(async () => {
      const [found] = (await admin.get('/dead-letters')).body.items;
      expect(found).toMatchObject({ key, parked: 1 });
      return found;
    });
    refuses = false;
    expect((await admin.post(`/dead-letters/${letter.id}/replay`)).body.replayedAt).not.toBeNull();
    expect(seen).toEqual(['1', '2']);
    await running.stop();
  });
});
