import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { EventLogServer } from './inbox/event-log-server.service';
import { MESSAGING, type MessagingSettings } from './messaging-settings';
import { Relay } from './outbox/relay.service';

export interface QueueStats {
  count: number;
  /** Seconds since the oldest came; 0 when there is none. */
  oldestSeconds: number;
}

export interface MessagingFigures {
  service: string;
  /** Whether this process publishes the outbox of its service. */
  relayOwner: boolean;
  /** Events committed but not yet acknowledged by the log. */
  outbox: QueueStats;
  /** Messages of each topic that the service has not handled yet. */
  consumerLag: Record<string, number>;
  /** Keys whose first message waits for a prerequisite. */
  waiting: QueueStats;
  /** Dead letters neither put back nor discarded. */
  deadLetters: QueueStats;
  /** Messages queued behind a waiting message or a dead letter, these included. */
  held: number;
}

interface Row {
  outbox: number;
  outbox_oldest: number;
  waiting: number;
  waiting_oldest: number;
  dead: number;
  dead_oldest: number;
  held: number;
}

const query = `SELECT * FROM
  (SELECT count(*)::int AS outbox, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS outbox_oldest
     FROM outbox WHERE sent_at IS NULL) o,
  (SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(since)), 0)::float8 AS waiting_oldest
     FROM blocked_key WHERE waiting_for IS NOT NULL) w,
  (SELECT count(*)::int AS dead, coalesce(extract(epoch FROM clock_timestamp() - min(died_at)), 0)::float8 AS dead_oldest
     FROM dead_letter WHERE open) d,
  (SELECT count(*)::int AS held FROM held_message) h`;

/** What operations watch; also on prom-client's shared registry. */
@Injectable()
export class MessagingStats implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly dataSource: DataSource,
    private readonly server: EventLogServer,
    private readonly relay: Relay,
    @Inject(MESSAGING) private readonly settings: MessagingSettings,
  ) {}

  onApplicationBootstrap(): void {
    watched.add(this);
    registerGauges();
  }

  onModuleDestroy(): void {
    watched.delete(this);
  }

  async messagingStats(): Promise<MessagingFigures> {
    const [row]: Row[] = await this.dataSource.query(query);
    if (!row) throw new Error('No figures.');
    const consumerLag: Record<string, number> = {};
    for (const { topic, end, committed } of await this.server.progress()) {
      consumerLag[topic] = (consumerLag[topic] ?? 0) + Math.max(0, end - committed);
    }
    return {
      service: this.settings.service,
      relayOwner: this.relay.isOwner,
      outbox: { count: row.outbox, oldestSeconds: row.outbox_oldest },
      consumerLag,
      waiting: { count: row.waiting, oldestSeconds: row.waiting_oldest },
      deadLetters: { count: row.dead, oldestSeconds: row.dead_oldest },
      held: row.held,
    };
  }
}

/** Several services may live in one process, as in tests; the registry knows each gauge once. */
const watched = new Set<MessagingStats>();

const figures: Record<string, [help: string, value: (figures: MessagingFigures) => number]> = {
  outbox_unsent: ['Events committed but not yet in the event log.', ({ outbox }) => outbox.count],
  outbox_oldest_seconds: ['Age of the oldest unsent event.', ({ outbox }) => outbox.oldestSeconds],
  waiting_keys: ['Keys whose first message waits for a prerequisite.', ({ waiting }) => waiting.count],
  waiting_oldest_seconds: ['Age of the oldest wait.', ({ waiting }) => waiting.oldestSeconds],
  dead_letters: ['Dead letters neither put back nor discarded.', ({ deadLetters }) => deadLetters.count],
  dead_letters_oldest_seconds: ['Age of the oldest of them.', ({ deadLetters }) => deadLetters.oldestSeconds],
  relay_owner: ['1 where this process publishes the outbox.', ({ relayOwner }) => Number(relayOwner)],
  held_messages: ['Messages queued behind a waiting message or a dead letter.', ({ held }) => held],
};

/** One look for all gauges of a scrape. */
let look: Promise<MessagingFigures[]> | undefined;

function figuresOfAll(): Promise<MessagingFigures[]> {
  look ??= Promise.all([...watched].map((stats) => stats.messagingStats().catch(() => [])))
    .then((all) => all.flat())
    .finally(() => (look = undefined));
  return look;
}

function registerGauges(): void {
  if (register.getSingleMetric('messaging_consumer_lag')) return;
  for (const [name, [help, value]] of Object.entries(figures)) {
    new Gauge({
      name: `messaging_${name}`,
      help,
      labelNames: ['service'],
      async collect() {
        for (const all of await figuresOfAll()) this.set({ service: all.service }, value(all));
      },
    });
  }
  new Gauge({
    name: 'messaging_consumer_lag',
    help: 'Messages not yet handled, by topic.',
    labelNames: ['service', 'topic'],
    async collect() {
      for (const { service, consumerLag } of await figuresOfAll()) {
        for (const [topic, lag] of Object.entries(consumerLag)) this.set({ service, topic }, lag);
      }
    },
  });
}
