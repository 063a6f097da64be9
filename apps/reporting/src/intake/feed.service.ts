import { setTimeout as pause } from 'node:timers/promises';
import { BatchConsumer, type PartitionProgress, type RunningBatches } from '@abonde/messaging';
import { Health, Metrics } from '@abonde/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Takeover } from '../rebuild/takeover.service';
import { Intake } from './intake.service';

export interface Lag {
  topic: string;
  behind: number;
}

/** Milliseconds between looks at the epoch, and before another try while the log is away. */
const LOOK = 1_000;
/** Milliseconds a log that is away may hold back an answer. */
const PATIENCE = 1_500;

/** Batches in hand: while the database takes one, the next is read and checked. */
const SIDE_BY_SIDE = 3;

/** What reads the log for one epoch. */
interface Reading {
  epoch: number;
  batches: RunningBatches;
}
interface Wanted {
  epoch: number;
  /** Under way. */
  rebuild: number | null;
}

/**
 * Reads the whole log as the group of the present epoch. While a rebuild is under way a second group, of its epoch, reads
 * it from the beginning beside the first, until what it built takes the place of what stands.
 */
@Injectable()
export class Feed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Feed');
  private standing?: Reading;
  private next?: Reading;
  private turning?: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly dataSource: DataSource,
    private readonly batches: BatchConsumer,
    private readonly intake: Intake,
    private readonly takeover: Takeover,
    health: Health,
    { registry }: Metrics,
  ) {
    health.register('readModels', async () => ({ healthy: (await this.standing?.batches.caughtUp()) ?? false }));
    const lag = () => this.lag();
    new Gauge({
      name: 'reporting_lag',
      help: 'Messages of a topic not read yet.',
      labelNames: ['topic'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const { topic, behind } of (await lag()) ?? []) this.set({ topic }, behind);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.follow(), LOOK).unref();
    void this.follow();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.turning;
    await Promise.all([this.standing?.batches.stop(), this.next?.batches.stop()]);
  }

  /** Follows what epoch stands and what rebuild is under way, here or in another replica. */
  follow(): Promise<void> {
    this.turning ??= this.turn()
      .catch((error: unknown) => this.logger.warn(`The log is read later: ${String(error)}`))
      .finally(() => delete this.turning);
    return this.turning;
  }

  /** Messages of each topic not read yet; undefined while the log can't be asked, which is not the same as none. */
  async lag(): Promise<Lag[] | undefined> {
    const progress = await this.progress(this.standing);
    if (!progress) return undefined;
    const behind = new Map<string, number>();
    for (const { topic, end, committed } of progress) {
      behind.set(topic, (behind.get(topic) ?? 0) + Math.max(0, end - committed));
    }
    return [...behind].map(([topic, count]) => ({ topic, behind: count }));
  }

  /** Messages that the rebuild under way has read, of how many; undefined while the log can't be asked. */
  async rebuilding(): Promise<{ read: number; of: number } | undefined> {
    const progress = await this.progress(this.next);
    return progress?.reduce((sum, { committed, end }) => ({ read: sum.read + committed, of: sum.of + end }), {
      read: 0,
      of: 0,
    });
  }

  private async progress(reading: Reading | undefined): Promise<PartitionProgress[] | undefined> {
    const waited = new AbortController();
    const late = pause(PATIENCE, undefined, { signal: waited.signal, ref: false }).catch(() => undefined);
    try {
      return await Promise.race([reading?.batches.progress(), late]);
    } catch {
      return undefined;
    } finally {
      waited.abort();
    }
  }

  private async turn(): Promise<void> {
    if (this.next && (await this.next.batches.caughtUp())) await this.takeover.take(this.next.epoch);
    const [wanted]: Wanted[] = await this.dataSource.query(
      `SELECT (SELECT max(epoch) FROM epoch) AS epoch, (SELECT epoch FROM rebuild WHERE finished_at IS NULL) AS rebuild`,
    );
    if (!wanted) return;
    if (this.standing?.epoch !== wanted.epoch) await this.stand(wanted.epoch);
    if (this.next?.epoch !== (wanted.rebuild ?? undefined)) await this.build(wanted.rebuild);
  }

  /** What was being built goes on being read as it was. */
  private async stand(epoch: number): Promise<void> {
    await this.standing?.batches.stop();
    delete this.standing;
    this.standing = this.next?.epoch === epoch ? this.next : await this.read(epoch);
    if (this.next === this.standing) delete this.next;
    await this.forgetBefore(epoch);
  }

  /** What groups of earlier epochs noted of the messages they read: they never read again. */
  private async forgetBefore(epoch: number): Promise<void> {
    for (const table of ['inbox', 'blocked_key', 'held_message', 'dead_letter']) {
      await this.dataSource.query(
        `DELETE FROM ${table} WHERE consumer LIKE 'reporting-%' AND split_part(consumer, '-', 2)::int < $1`,
        [epoch],
      );
    }
  }

  private async build(epoch: number | null): Promise<void> {
    await this.next?.batches.stop();
    delete this.next;
    if (epoch !== null) this.next = await this.read(epoch);
  }

  /** A group never used before starts at the beginning of the log. */
  private async read(epoch: number): Promise<Reading> {
    const batches = await this.batches.subscribe({
      group: `reporting-${epoch}`,
      sideBySide: SIDE_BY_SIDE,
      onBatch: async (tx, received) => {
        const events = received.map(({ event }) => event);
        await this.intake.store(tx, events, epoch);
      },
    });
    return { epoch, batches };
  }
}
