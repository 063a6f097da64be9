import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { BackOff, pause } from './back-off';
import type { LogMessage, MessageBatch, Position, SubscribeOptions, Subscription } from './event-log';
import { leaseSeconds, MEMBERS } from './postgres-event-log.schema';

/** Messages read at once, over all partitions owned. */
const readAhead = 4_000;
const largestBatch = 500;
/** Bytes after which no further message joins a batch. */
const largestBatchBytes = 1024 * 1024;
/** Milliseconds between polls when no notification comes. */
const poll = 1_000;
const renewal = (leaseSeconds * 1_000) / 4;

interface Owned extends Position {
  backOff: BackOff;
  /** Milliseconds since the epoch; a partition whose batch failed rests until then. 0: it does not rest. */
  pausedUntil: number;
}

interface LeaseRow {
  topic: string;
  partition: number;
  next_offset: string;
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** A member of a group: leases a fair share of the partitions and reads them in turn. */
export class PostgresSubscription implements Subscription {
  private readonly logger = new Logger('PostgresSubscription');
  private readonly member = randomUUID();
  private readonly stopping = new AbortController();
  private readonly backOff = new BackOff();
  private readonly running: Promise<void>;
  private owned = new Map<string, Owned>();
  private busy?: Owned;
  private awake = new AbortController();
  private renewNow = new AbortController();

  constructor(
    private readonly pool: Pool,
    private readonly prepare: () => Promise<void>,
    private readonly options: SubscribeOptions,
    private readonly onStop: (subscription: PostgresSubscription) => void,
  ) {
    this.running = Promise.all([this.keepLeases(), this.keepReading()]).then(() => undefined);
  }

  notified(channel: string, payload: string): void {
    if (channel === MEMBERS) {
      if (payload === this.options.group) this.renewNow.abort();
    } else if (payload.split(',').some((topic) => this.options.topics.includes(topic))) {
      this.wake();
    }
  }

  wake(): void {
    this.awake.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.awake.abort();
    this.renewNow.abort();
    await this.running;
    await this.leave().catch((error: unknown) => this.logger.warn(`Lease left to expire: ${String(error)}`));
    this.onStop(this);
  }

  private async keepLeases(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.renewNow = new AbortController();
      try {
        await this.prepare();
        await this.renew();
      } catch (error) {
        this.logger.warn(`${this.options.group} could not renew its leases: ${String(error)}`);
      }
      await pause(renewal, this.renewNow.signal);
    }
  }

  private async renew(): Promise<void> {
    const busy = this.busy ? [this.busy] : [];
    const { rows } = await this.pool.query<LeaseRow>('SELECT * FROM event_log_lease($1, $2, $3, $4, $5)', [
      this.options.group,
      this.member,
      this.options.topics,
      busy.map(({ topic }) => topic),
      busy.map(({ partition }) => partition),
    ]);
    const gained = rows.some((row) => !this.owned.has(placeOf(row)));
    this.owned = new Map(rows.map((row) => [placeOf(row), this.ownedFrom(row)]));
    if (gained) this.wake();
  }

  private ownedFrom({ topic, partition, next_offset }: LeaseRow): Owned {
    const owned = this.owned.get(placeOf({ topic, partition }));
    if (!owned) return { topic, partition, offset: Number(next_offset), backOff: new BackOff(), pausedUntil: 0 };
    owned.offset = Math.max(owned.offset, Number(next_offset));
    return owned;
  }

  private async keepReading(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.awake = new AbortController();
      try {
        const batches = await this.read();
        for (const batch of batches) await this.deliver(batch);
        this.backOff.reset();
        if (batches.length === 0) await pause(this.rest(), this.awake.signal);
      } catch (error) {
        this.logger.warn(`${this.options.group} reads again: ${String(error)}`);
        await this.backOff.wait(signal);
      }
    }
  }

  /** Milliseconds until the next poll or the end of a partition's pause. */
  private rest(): number {
    const paused = [...this.owned.values()].filter(({ pausedUntil }) => pausedUntil > 0);
    return Math.min(poll, ...paused.map(({ pausedUntil }) => Math.max(1, pausedUntil - Date.now())));
  }

  private async read(): Promise<MessageBatch[]> {
    const ready = [...this.owned.values()].filter(({ pausedUntil }) => pausedUntil <= Date.now());
    if (ready.length === 0) return [];
    for (const owned of ready) owned.pausedUntil = 0;
    const limit = Math.min(largestBatch, Math.ceil(readAhead / ready.length));
    const { rows } = await this.pool.query<LogMessage & { offset: string }>(
      `SELECT m.topic, m.partition, m.log_offset AS offset, m.key, m.value
       FROM unnest($1::text[], $2::int[], $3::bigint[]) AS place(topic, partition, next_offset)
       CROSS JOIN LATERAL (
         SELECT *, sum(octet_length(value)) OVER (ORDER BY log_offset) - octet_length(value) AS bytes_before FROM (
           SELECT * FROM event_log_message m
           WHERE m.topic = place.topic AND m.partition = place.partition AND m.log_offset >= place.next_offset
           ORDER BY m.log_offset LIMIT $4
         ) first
       ) m WHERE m.bytes_before < ${largestBatchBytes}`,
      [
        ready.map(({ topic }) => topic),
        ready.map(({ partition }) => partition),
        ready.map(({ offset }) => offset),
        limit,
      ],
    );
    return batchesOf(rows.map((row) => ({ ...row, offset: Number(row.offset) })));
  }

  private async deliver(batch: MessageBatch): Promise<void> {
    const owned = this.owned.get(placeOf(batch));
    const [first] = batch.messages;
    if (!owned || !first || first.offset < owned.offset || this.stopping.signal.aborted) return;
    this.busy = owned;
    try {
      await this.options.onBatch(batch);
    } catch (error) {
      const wait = owned.backOff.next();
      owned.pausedUntil = Date.now() + wait;
      this.logger.warn(`${this.options.group} pauses ${placeOf(batch)} for ${Math.round(wait)} ms: ${String(error)}`);
      return;
    } finally {
      delete this.busy;
    }
    await this.commit(owned, batch);
  }

  /** A member that has lost its lease commits nothing: the new owner reads the batch again. */
  private async commit(owned: Owned, { messages }: MessageBatch): Promise<void> {
    const next = (messages.at(-1)?.offset ?? owned.offset) + 1;
    const { rowCount } = await this.pool.query(
      'UPDATE event_log_group SET next_offset = $5 WHERE group_name = $1 AND topic = $2 AND partition = $3 AND owner = $4',
      [this.options.group, owned.topic, owned.partition, this.member, next],
    );
    if (rowCount === 0) this.owned.delete(placeOf(owned));
    owned.offset = next;
    owned.backOff.reset();
  }

  private async leave(): Promise<void> {
    const identity = [this.options.group, this.member];
    await this.pool.query(
      'UPDATE event_log_group SET owner = NULL, leased_until = NULL WHERE group_name = $1 AND owner = $2',
      identity,
    );
    await this.pool.query('DELETE FROM event_log_member WHERE group_name = $1 AND member = $2', identity);
    await this.pool.query(`SELECT pg_notify('${MEMBERS}', $1)`, [this.options.group]);
  }
}

function batchesOf(messages: LogMessage[]): MessageBatch[] {
  const batches = new Map<string, MessageBatch>();
  for (const message of messages) {
    const { topic, partition } = message;
    const batch = batches.get(placeOf(message)) ?? { topic, partition, messages: [] };
    batch.messages.push(message);
    batches.set(placeOf(message), batch);
  }
  return [...batches.values()];
}
