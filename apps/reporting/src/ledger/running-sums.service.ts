import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Milliseconds between looks for entries that no sum covers yet. */
const LOOK = 1_000;
/** Numbers of a book that one transaction adds: short enough for the intake to wait. */
const MOST = 1_000;

/** Lets the running sums follow the entries; several replicas take turns. */
@Injectable()
export class RunningSums implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('RunningSums');
  private timer?: NodeJS.Timeout;
  private following?: Promise<void>;
  private stopped = false;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.following;
  }

  /** Until they cover all the entries that are there. */
  async follow(): Promise<void> {
    while (!this.stopped && (await this.advance()));
  }

  private look(): void {
    this.following ??= this.follow()
      .catch((error: unknown) => this.logger.warn(`Sums follow later: ${String(error)}`))
      .finally(() => delete this.following);
  }

  private async advance(): Promise<boolean> {
    const [row]: { more: boolean }[] = await this.dataSource.query('SELECT advance_running_sums($1) AS more', [MOST]);
    return row?.more ?? false;
  }
}
