import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { pause } from '../log/back-off';
import type { EventLog, Position, SubscribeOptions, Subscription } from '../log/event-log';

/** Milliseconds between looks for a replay, and while one waits for the other members of the group to leave. */
const look = 1_000;
const lookWhileMoving = 250;

/**
 * A consumer group's subscription in this process. While a replay is asked for, each member leaves the group; once it is
 * empty one of them moves it back, and all come back. So messages are read again in their order, by whoever has them.
 */
export class GroupReader {
  private readonly logger = new Logger('GroupReader');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private subscription?: Subscription;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly options: SubscribeOptions,
  ) {}

  get group(): string {
    return this.options.group;
  }

  get topics(): readonly string[] {
    return this.options.topics;
  }

  start(): void {
    this.running = this.keepReading();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.leave();
  }

  private async keepReading(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.turn();
      } catch (error) {
        this.logger.warn(`${this.group}: ${String(error)}`);
      }
      await pause(this.subscription ? look : lookWhileMoving, signal);
    }
  }

  private async turn(): Promise<void> {
    const [replay]: { id: string }[] = await this.dataSource.query(
      'SELECT id FROM replay WHERE consumer = $1 AND moved_at IS NULL',
      [this.group],
    );
    if (!replay) return this.join();
    await this.leave();
    await this.move(replay.id);
  }

  private join(): void {
    if (!this.stopping.signal.aborted) this.subscription ??= this.log.subscribe(this.options);
  }

  private async leave(): Promise<void> {
    const { subscription } = this;
    delete this.subscription;
    await subscription?.stop();
  }

  /** @throws as long as another member is there */
  private async move(id: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [replay]: { positions: Position[] }[] = await tx.query(
        'SELECT positions FROM replay WHERE id = $1 AND moved_at IS NULL FOR UPDATE SKIP LOCKED',
        [id],
      );
      if (!replay) return;
      const back = await this.onlyBack(replay.positions);
      if (back.length > 0) await this.log.reposition(this.group, back);
      await tx.query('UPDATE replay SET moved_at = clock_timestamp() WHERE id = $1', [id]);
      this.logger.log(`${this.group} goes back in ${back.length} partitions.`);
    });
  }

  /** A replay never goes forward: what a group has not read yet is not skipped. */
  private async onlyBack(positions: readonly Position[]): Promise<Position[]> {
    const places = await this.log.progress(this.group, this.topics);
    const committed = new Map(places.map((place) => [`${place.topic}/${place.partition}`, place.committed]));
    return positions.filter(({ topic, partition, offset }) => offset < (committed.get(`${topic}/${partition}`) ?? 0));
  }
}
