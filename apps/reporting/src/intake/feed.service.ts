import { setTimeout as pause } from 'node:timers/promises';
import { BatchConsumer, type PartitionProgress, type RunningBatches } from '@abonde/messaging';
import { Health, Metrics } from '@abonde/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Intake } from './intake.service';

export interface Lag {
  topic: string;
  behind: number;
}

/** Milliseconds between looks at the epoch, and before another try while the log is away. */
const LOOK = 1_000;
/** Milliseconds a log that is away may hold back an answer. */
const PATIENCE = 1_500;

/** Reads the whole log as the group of the present epoch: a new epoch is a new group, which starts at the beginning. */
@Injectable()
export class Feed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Feed');
  private running?: RunningBatches;
  private epoch?: number;
  private turning?: Promise<void>;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly dataSource: DataSource,
    private readonly batches: BatchConsumer,
    private readonly intake: Intake,
    health: Health,
    { registry }: Metrics,
  ) {
    health.register('readModels', async () => ({ healthy: (await this.running?.caughtUp()) ?? false }));
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
    await this.running?.stop();
  }

  /** Changes group when the epoch changed, here or in another replica. */
  follow(): Promise<void> {
    this.turning ??= this.turn()
      .catch((error: unknown) => this.logger.warn(`The log is read later: ${String(error)}`))
      .finally(() => delete this.turning);
    return this.turning;
  }

  /** Messages of each topic not read yet; undefined while the log can't be asked, which is not the same as none. */
  async lag(): Promise<Lag[] | undefined> {
    const progress = await this.progress();
    if (!progress) return undefined;
    const behind = new Map<string, number>();
    for (const { topic, end, committed } of progress) {
      behind.set(topic, (behind.get(topic) ?? 0) + Math.max(0, end - committed));
    }
    return [...behind].map(([topic, count]) => ({ topic, behind: count }));
  }

  private async progress(): Promise<PartitionProgress[] | undefined> {
    const waited = new AbortController();
    const late = pause(PATIENCE, undefined, { signal: waited.signal, ref: false }).catch(() => undefined);
    try {
      return await Promise.race([this.running?.progress(), late]);
    } catch {
      return undefined;
    } finally {
      waited.abort();
    }
  }

  private async turn(): Promise<void> {
    const [row]: { epoch: number }[] = await this.dataSource.query('SELECT max(epoch) AS epoch FROM epoch');
    if (!row || (this.running && row.epoch === this.epoch)) return;
    await this.running?.stop();
    delete this.running;
    this.running = await this.batches.subscribe({
      group: `reporting-${row.epoch}`,
      onBatch: (tx, received) =>
        this.intake.store(
          tx,
          received.map(({ event }) => event),
        ),
    });
    this.epoch = row.epoch;
  }
}
