import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Milliseconds between looks for numbers that no snapshot covers yet. */
const interval = 5_000;

/**
 * Takes snapshots of what is sealed, beside the posting and never in its way: until one is taken, balances read that part from
 * the journal. Each is a transaction of its own; several replicas take turns.
 */
@Injectable()
export class Snapshots implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Snapshots');
  private timer?: NodeJS.Timeout;
  private taking?: Promise<void>;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), interval).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.taking;
  }

  /** Takes every snapshot whose transactions are all sealed. @returns how many */
  async takeAll(): Promise<number> {
    for (let taken = 0; ; taken += 1) {
      if (this.stopped || !(await this.takeNext())) return taken;
    }
  }

  private look(): void {
    this.taking ??= this.takeAll()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn(`Snapshots are taken later: ${String(error)}`))
      .finally(() => delete this.taking);
  }

  private async takeNext(): Promise<boolean> {
    const [row]: { taken: boolean }[] = await this.dataSource.query('SELECT ledger.take_snapshot() AS taken');
    return row?.taken ?? false;
  }
}
