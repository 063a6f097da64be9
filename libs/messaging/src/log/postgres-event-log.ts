import { Logger } from '@nestjs/common';
import { Client, Pool } from 'pg';
import { BackOff } from './back-off';
import type {
  EventLog,
  OutgoingMessage,
  PartitionProgress,
  Position,
  SubscribeOptions,
  Subscription,
} from './event-log';
import { MEMBERS, MESSAGES, schema } from './postgres-event-log.schema';
import { PostgresSubscription } from './postgres-subscription';
import type { DeclaredTopic } from './topic-declaration';

/** FNV-1a: the same key always goes to the same partition, whatever the machine or the version of the database. */
function hash(key: string): number {
  return Buffer.from(key).reduce((sum, byte) => Math.imul(sum ^ byte, 16777619) >>> 0, 2166136261);
}

/** The embedded log, for a machine with no Kafka, Docker or Java: a PostgreSQL database of its own. */
export class PostgresEventLog implements EventLog {
  readonly kind = 'postgres';
  private readonly logger = new Logger('PostgresEventLog');
  private readonly pool: Pool;
  private readonly closing = new AbortController();
  private readonly subscriptions = new Set<PostgresSubscription>();
  private prepared?: Promise<void>;
  private partitions = new Map<string, number>();
  private listening?: Promise<void>;

  constructor(private readonly url: string) {
    this.pool = new Pool({ connectionString: url, max: 4, application_name: 'event-log' });
    this.pool.on('error', (error) => this.logger.warn(`Idle connection lost: ${error.message}`));
  }

  async createTopics(declared: readonly DeclaredTopic[]): Promise<void> {
    await this.prepare();
    await this.pool.query(
      `INSERT INTO event_log_partition (topic, partition)
       SELECT topic, partition FROM unnest($1::text[], $2::int[]) AS declared(topic, partitions),
         LATERAL generate_series(0, partitions - 1) AS partition
       WHERE topic NOT IN (SELECT topic FROM event_log_partition)
       ORDER BY topic, partition ON CONFLICT DO NOTHING`,
      [declared.map(({ name }) => name), declared.map(({ partitions }) => partitions)],
    );
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.prepare();
    const partitions = await Promise.all(messages.map(({ topic, key }) => this.partitionOf(topic, key)));
    await this.pool.query('SELECT event_log_append($1, $2, $3, $4)', [
      messages.map(({ topic }) => topic),
      partitions,
      messages.map(({ key }) => key),
      messages.map(({ value }) => value),
    ]);
  }

  subscribe(options: SubscribeOptions): Subscription {
    this.listening ??= this.listen();
    const onStop = (stopped: PostgresSubscription): boolean => this.subscriptions.delete(stopped);
    const subscription = new PostgresSubscription(this.pool, () => this.prepare(), options, onStop);
    this.subscriptions.add(subscription);
    return subscription;
  }

  async progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    await this.prepare();
    const { rows } = await this.pool.query<{ topic: string; partition: number; end: string; committed: string }>(
      `SELECT p.topic, p.partition, p.next_offset AS end, coalesce(g.next_offset, 0) AS committed
       FROM event_log_partition p
       LEFT JOIN event_log_group g ON g.group_name = $1 AND g.topic = p.topic AND g.partition = p.partition
       WHERE p.topic = ANY ($2) ORDER BY 1, 2`,
      [group, topics],
    );
    return rows.map((row) => ({ ...row, end: Number(row.end), committed: Number(row.committed) }));
  }

  async positionsAt(topics: readonly string[], moment: Date): Promise<Position[]> {
    await this.prepare();
    const { rows } = await this.pool.query<{ topic: string; partition: number; place: string }>(
      `SELECT p.topic, p.partition, coalesce(m.first, p.next_offset) AS place
       FROM event_log_partition p
       LEFT JOIN (
         SELECT topic, partition, min(log_offset) AS first FROM event_log_message
         WHERE written_at >= $2 AND topic = ANY ($1) GROUP BY topic, partition
       ) m USING (topic, partition)
       WHERE p.topic = ANY ($1) ORDER BY 1, 2`,
      [topics, moment],
    );
    return rows.map(({ topic, partition, place }) => ({ topic, partition, offset: Number(place) }));
  }

  async reposition(group: string, positions: readonly Position[]): Promise<void> {
    await this.prepare();
    await this.pool.query('SELECT event_log_reposition($1, $2, $3, $4)', [
      group,
      positions.map(({ topic }) => topic),
      positions.map(({ partition }) => partition),
      positions.map(({ offset }) => offset),
    ]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    this.closing.abort();
    await this.listening;
    await this.pool.end();
  }

  private prepare(): Promise<void> {
    this.prepared ??= this.pool.query(schema).then(
      () => undefined,
      (error: unknown) => {
        delete this.prepared;
        throw error;
      },
    );
    return this.prepared;
  }

  private async partitionOf(topic: string, key: string): Promise<number> {
    if (!this.partitions.has(topic)) await this.readPartitions();
    const count = this.partitions.get(topic);
    if (!count) throw new Error(`Topic ${topic} does not exist.`);
    return hash(key) % count;
  }

  private async readPartitions(): Promise<void> {
    const { rows } = await this.pool.query<{ topic: string; count: number }>(
      'SELECT topic, count(*)::int AS count FROM event_log_partition GROUP BY topic',
    );
    this.partitions = new Map(rows.map(({ topic, count }) => [topic, count]));
  }

  /** Wakes the subscriptions. While the connection is away they poll, so nothing is lost, only slower. */
  private async listen(): Promise<void> {
    const { signal } = this.closing;
    const backOff = new BackOff();
    while (!signal.aborted) {
      const client = new Client({
        connectionString: this.url,
        application_name: 'event-log-listener',
        keepAlive: true,
      });
      try {
        await this.listenWith(client, backOff);
      } catch (error) {
        this.logger.warn(`Listening again: ${String(error)}`);
      } finally {
        await client.end().catch(() => undefined);
      }
      await backOff.wait(signal);
    }
  }

  private async listenWith(client: Client, backOff: BackOff): Promise<void> {
    const { signal } = this.closing;
    const lost = new Promise<void>((resolve, reject) => {
      client.once('error', reject);
      client.once('end', resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    lost.catch(() => undefined);
    client.on('notification', ({ channel, payload = '' }) => {
      for (const subscription of this.subscriptions) subscription.notified(channel, payload);
    });
    await client.connect();
    await client.query(`LISTEN ${MESSAGES}; LISTEN ${MEMBERS}`);
    backOff.reset();
    for (const subscription of this.subscriptions) subscription.wake();
    if (!signal.aborted) await lost;
  }
}
