import { EventEmitter } from 'node:events';
import { SETTINGS, type Settings } from '@abonde/platform';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { STREAM_CHANNEL } from '../intake/intake.service';
import type { StreamId } from './stream-id';

export interface StreamRow {
  position: number;
  topic: string;
  type: string;
  payload: unknown;
}
interface LoadedRow {
  position: string;
  topic: string;
  type: string;
  payload: unknown;
  replayed: boolean;
}

/** Channel on which a new epoch is announced. */
export const EPOCH_CHANNEL = 'reporting_epoch';
/** Rows kept in memory for connections that follow closely. */
const KEPT = 2_000;
const PAGE = 500;
/** Milliseconds between looks, should a notification have been lost. */
const BACKSTOP = 1_000;

/** Reads the end of the stream once for all connections of this process; other replicas wake it through PostgreSQL. */
@Injectable()
export class StreamHub implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('StreamHub');
  private readonly signals = new EventEmitter().setMaxListeners(0);
  private recent: StreamRow[] = [];
  private place: StreamId = { epoch: 0, position: 0 };
  private client?: Client;
  private timer?: NodeJS.Timeout;
  private loading?: Promise<void>;
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.restart();
    this.timer = setInterval(() => void this.backstop(), BACKSTOP).unref();
    await this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    this.signals.emit('moved');
    await this.client?.end().catch(() => undefined);
  }

  get closed(): boolean {
    return this.stopped;
  }

  /** The end of the stream as this process knows it. */
  head(): StreamId {
    return this.place;
  }

  /** Rows after a position, oldest first, and the position up to which there are no others. */
  async after(position: number): Promise<{ rows: StreamRow[]; upTo: number }> {
    const oldest = this.recent[0]?.position;
    if (position >= this.place.position) return { rows: [], upTo: position };
    if (oldest === undefined || position < oldest) {
      const loaded = await this.load(position);
      return {
        rows: loaded.filter((row) => !row.replayed).map(rowOf),
        upTo: Number(loaded.at(-1)?.position ?? position),
      };
    }
    const at = this.recent.findIndex((row) => row.position > position);
    const rows = at < 0 ? [] : this.recent.slice(at, at + PAGE);
    const last = rows.at(-1);
    return { rows, upTo: rows.length === PAGE && last ? last.position : this.place.position };
  }

  /** Resolved when there may be more to read. */
  moved(): Promise<void> {
    return new Promise((resolve) => this.signals.once('moved', resolve));
  }

  /** Loads what is new; calls while one is under way are one more look after it. */
  wake(): Promise<void> {
    this.again = true;
    this.loading ??= this.pull().finally(() => delete this.loading);
    return this.loading;
  }

  /** Takes the present epoch and stands at the end of its stream. */
  private async restart(): Promise<void> {
    const [row]: { epoch: number; position: string }[] = await this.dataSource.query(
      `SELECT epoch, greatest(after_position, (SELECT max(position) FROM stream_event)) AS position
         FROM epoch ORDER BY epoch DESC LIMIT 1`,
    );
    this.recent = [];
    this.place = { epoch: Number(row?.epoch ?? 0), position: Number(row?.position ?? 0) };
    this.signals.emit('moved');
  }

  private async pull(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const loaded = await this.load(this.place.position);
      const last = loaded.at(-1);
      if (!last) continue;
      this.place = { ...this.place, position: Number(last.position) };
      this.recent.push(...loaded.filter((row) => !row.replayed).map(rowOf));
      if (this.recent.length > 2 * KEPT) this.recent = this.recent.slice(-KEPT);
      this.signals.emit('moved');
      this.again ||= loaded.length === PAGE;
    }
  }

  /** What a rebuild reads again happened before: it is here to be read, not to be announced. */
  private load(position: number): Promise<LoadedRow[]> {
    return this.dataSource.query(
      `SELECT position, topic, type, payload, "time" < (SELECT started_at FROM epoch ORDER BY epoch DESC LIMIT 1) AS replayed
         FROM stream_event WHERE position > $1 ORDER BY position LIMIT ${PAGE}`,
      [position],
    );
  }

  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.settings.DATABASE_URL, application_name: 'reporting-stream' });
    this.client = client;
    client.on(
      'notification',
      ({ channel }) =>
        void (channel === EPOCH_CHANNEL ? this.restart() : this.wake()).catch((error) => this.warn(error)),
    );
    client.on('error', (error) => this.warn(error));
    client.on('end', () => this.client === client && (this.client = undefined));
    await client.connect();
    await client.query(`LISTEN ${STREAM_CHANNEL}; LISTEN ${EPOCH_CHANNEL}`);
  }

  private async backstop(): Promise<void> {
    try {
      const [row]: { epoch: number }[] = await this.dataSource.query('SELECT max(epoch) AS epoch FROM epoch');
      if (row && Number(row.epoch) !== this.place.epoch) await this.restart();
      await this.wake();
      if (!this.client && !this.stopped) await this.listen();
    } catch (error) {
      this.warn(error);
    }
  }

  private warn(error: unknown): void {
    if (!this.stopped) this.logger.warn(`The stream is read later: ${String(error)}`);
  }
}

function rowOf({ position, topic, type, payload }: LoadedRow): StreamRow {
  return { position: Number(position), topic, type, payload };
}
