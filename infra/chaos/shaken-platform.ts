import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  type Progress,
  startEventLog,
  type StartedEventLog,
  startPostgres,
  type StartedPostgres,
} from '@abonde/backing-services';
import { type Service, ServiceProcesses } from '../start/service-processes';
import type { Line } from './faults';
import { TcpProxy } from './tcp-proxy';

/** The first business day; each statement of the bank is of a later one. */
export const FIRST_DAY = '2026-03-31';
const RESTART_AFTER_MS = 500;
const RESTART_TRIES = 5;
/** A machine that is busy with other things is no fault of the platform's. */
const READY_WITHIN_MS = 300_000;

interface Wanted {
  /** Where the services are built. */
  build: string;
  events?: 'kafka' | 'embedded';
  progress: Progress;
}

/** The whole platform with backing services of its own, all of it where it can be killed, cut off and slowed. */
export class ShakenPlatform {
  /** Times that a service ended without having been killed, most likely since it started while its database was away. */
  readonly endedAlone = new Map<Service, number>();
  private readonly down = new Set<Service>();
  private processes!: ServiceProcesses;
  private postgres!: StartedPostgres;
  private eventLog!: StartedEventLog;
  private gatewayPort = 0;
  private stopping?: Promise<void>;

  private constructor(
    readonly dataDir: string,
    private readonly lines: Record<Line, TcpProxy>,
    private readonly wanted: Wanted,
  ) {}

  /** @throws what kept it from starting; nothing is left running */
  static async start(wanted: Wanted): Promise<ShakenPlatform> {
    const dataDir = mkdtempSync(join(tmpdir(), 'abonde-chaos-'));
    // The user that runs PostgreSQL may be another one.
    chmodSync(dataDir, 0o755);
    const [database, eventLog, door] = await Promise.all([TcpProxy.listen(), TcpProxy.listen(), TcpProxy.listen()]);
    const platform = new ShakenPlatform(dataDir, { database, 'event-log': eventLog, door }, wanted);
    process.once('exit', () => platform.processes?.abandon());
    try {
      await platform.startAll();
    } catch (error) {
      await platform.stop();
      throw error;
    }
    return platform;
  }

  /** The gateway as clients reach it. */
  get base(): string {
    return `http://${this.lines.door.address}`;
  }

  get hasKafka(): boolean {
    return this.eventLog.how === 'local-kafka';
  }

  line(name: Line): TcpProxy {
    return this.lines[name];
  }

  async kill(service: Service): Promise<void> {
    this.down.add(service);
    await this.processes.kill(service);
  }

  launch(service: Service): void {
    if (this.stopping) return;
    this.down.delete(service);
    this.processes.launch(service);
  }

  untilReady(service: Service): Promise<void> {
    return this.processes.untilReady(service);
  }

  async crashPostgres(): Promise<void> {
    await this.postgres.crash?.();
    this.lines.database.aim(undefined);
  }

  async restartPostgres(): Promise<void> {
    await this.again(() => this.startPostgres());
  }

  async crashKafka(): Promise<void> {
    await this.eventLog.crash?.();
    this.lines['event-log'].aim(undefined);
  }

  async restartKafka(): Promise<void> {
    await this.again(() => this.startEventLog('kafka'));
  }

  /** Ends everything; the data is forgotten unless somebody wants to look at it. */
  stop({ keepData = false } = {}): Promise<void> {
    this.stopping ??= this.stopAll().finally(() => {
      if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
    });
    return this.stopping;
  }

  private async startAll(): Promise<void> {
    await this.startPostgres();
    await this.startEventLog(this.wanted.events);
    this.gatewayPort = await freePort();
    this.processes = new ServiceProcesses({
      dataDir: this.dataDir,
      port: this.gatewayPort,
      build: this.wanted.build,
      settings: { NODE_ENV: 'development', BUSINESS_DAY: FIRST_DAY, LOG_LEVEL: 'warn', DATABASE_POOL: '6' },
      readyWithinMs: READY_WITHIN_MS,
      onEnd: (service) => this.restart(service),
    });
    await this.processes.start(this.throughProxy(), this.eventLog.setting, this.wanted.progress);
    this.lines.door.aim(this.gatewayPort);
  }

  /** `DATABASE_URL` and `KAFKA_BROKERS` name servers of somebody else: those of a run are its own. */
  private async startPostgres(): Promise<void> {
    const { dataDir, wanted } = this;
    this.postgres = await startPostgres({ dataDir, purpose: 'run', progress: wanted.progress, environment: {} });
    this.lines.database.aim(Number(new URL(this.postgres.url).port));
  }

  private async startEventLog(choice?: 'kafka' | 'embedded'): Promise<void> {
    const { dataDir, wanted } = this;
    const proxy = this.lines['event-log'];
    this.eventLog = await startEventLog({
      dataDir,
      purpose: 'run',
      postgresUrl: this.throughProxy(),
      progress: wanted.progress,
      environment: {},
      ...(choice && { choice }),
      // A broker tells its clients where to find it: there, or they would go around the proxy.
      reachedAt: (port) => {
        proxy.aim(port);
        return proxy.address;
      },
    });
  }

  /** What starts in seconds may take longer than its starter waits on a busy machine. */
  private async again(start: () => Promise<void>): Promise<void> {
    for (let tries = RESTART_TRIES; !this.stopping; tries -= 1) {
      try {
        return await start();
      } catch (error) {
        if (tries <= 1) throw error;
        this.wanted.progress(`Not started, once more: ${String(error)}`);
      }
    }
  }

  private throughProxy(): string {
    const url = new URL(this.postgres.url);
    url.port = String(this.lines.database.port);
    return url.toString();
  }

  /** As whatever runs containers would. */
  private restart(service: Service): void {
    this.endedAlone.set(service, (this.endedAlone.get(service) ?? 0) + 1);
    setTimeout(() => {
      if (!this.stopping && !this.down.has(service)) this.processes.launch(service);
    }, RESTART_AFTER_MS).unref();
  }

  private async stopAll(): Promise<void> {
    for (const proxy of Object.values(this.lines)) proxy.calm();
    await this.processes?.stop();
    await this.eventLog?.stop();
    await this.postgres?.stop();
    await Promise.all(Object.values(this.lines).map((proxy) => proxy.close()));
  }
}
