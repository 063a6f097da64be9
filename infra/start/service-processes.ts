import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceDatabase, freePort } from '@abonde/backing-services';
import { readReference } from '../scenario/reference';
import { StartProblem } from './preconditions';

/** In the order in which they are started: the door comes first, since it holds the keys that the others check tokens with. */
export const services = [
  'gateway',
  'contributions',
  'treasury',
  'disbursements',
  'emergency-fund',
  'reporting',
] as const;
export type Service = (typeof services)[number];

interface ServicePlace {
  dataDir: string;
  /** The gateway's; the others take free ones. */
  port: number;
  /** Where the services are built. */
  build?: string;
  /** Put before the names of their databases: several platforms may share a server. */
  databases?: string;
  /** More settings, for all of them. */
  settings?: Record<string, string>;
  /** Milliseconds that one may take until it is ready. */
  readyWithinMs?: number;
  /** Told when one ends that nobody ended. */
  onEnd?: (service: Service, status: number | null) => void;
}

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;
const LAST_LINES = 12;

/** The six services as processes of this machine, their logs in `<data>/logs`. */
export class ServiceProcesses {
  private readonly children = new Map<Service, ChildProcess>();
  private readonly ports = new Map<Service, number>();
  private readonly settings = new Map<Service, Record<string, string>>();
  private readonly ended = new Set<ChildProcess>();

  constructor(private readonly where: ServicePlace) {}

  /** Starts all of them and waits until they are ready. @throws {StartProblem} with the end of the log of the one that isn't */
  async start(postgresUrl: string, eventLog: string, progress: (sentence: string) => void): Promise<void> {
    for (const service of services) this.ports.set(service, service === 'gateway' ? this.where.port : await freePort());
    mkdirSync(join(this.where.dataDir, 'logs'), { recursive: true });
    for (const service of services) {
      progress(`Services: starting ${service}`);
      const { url, ownerUrl } = await createServiceDatabase(postgresUrl, `${this.where.databases ?? ''}${service}`);
      const own = {
        PORT: String(this.ports.get(service)),
        DATABASE_URL: url,
        MIGRATION_DATABASE_URL: ownerUrl,
        EVENT_LOG: eventLog,
      };
      this.settings.set(service, own);
      this.launch(service);
    }
    let ready = 0;
    await Promise.all(
      services.map(async (service) => {
        await this.untilReady(service);
        progress(`Services: ${++ready} of ${services.length} ready`);
      }),
    );
  }

  async stop(): Promise<void> {
    for (const child of this.children.values()) this.ended.add(child);
    await Promise.all([...this.children.values()].map(endOf));
  }

  /** Ends one as a crash would, with no chance to finish anything. */
  async kill(service: Service): Promise<void> {
    const child = this.children.get(service);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.ended.add(child);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Starts one that was started before, with the same settings; it is ready a little later. */
  launch(service: Service): void {
    const log = createWriteStream(this.logOf(service), { flags: 'a' });
    const main = join(this.where.build ?? 'dist', `apps/${service}/src/main.js`);
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...withoutBackingServices(process.env),
        ...this.shared(),
        ...issuerFor(service, this.where.port),
        ...this.settings.get(service),
      },
    });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    child.once('exit', (code) => {
      if (this.ended.has(child)) return;
      console.error(`${service} ended with status ${code}; see ${this.logOf(service)}`);
      this.where.onEnd?.(service, code);
    });
    this.children.set(service, child);
  }

  /** Ends what still runs, at once: for a program that has no time left. */
  abandon(): void {
    for (const child of this.children.values()) {
      this.ended.add(child);
      child.kill('SIGKILL');
    }
  }

  /** Where it listens, beside the gateway. */
  urlOf(service: Service): string {
    return `http://127.0.0.1:${this.ports.get(service)}`;
  }

  /** Of the processes that run. */
  ids(): Map<Service, number> {
    const running = [...this.children].filter(
      ([, { exitCode, signalCode }]) => exitCode === null && signalCode === null,
    );
    return new Map(running.flatMap(([service, { pid }]) => (pid === undefined ? [] : [[service, pid]])));
  }

  private shared(): Record<string, string> {
    const urls = services.map((service) => [`${service.toUpperCase().replaceAll('-', '_')}_URL`, this.urlOf(service)]);
    return {
      ...Object.fromEntries(urls),
      HOST: '127.0.0.1',
      OIDC_JWKS_URL: `${issuerAt(this.where.port)}/jwks`,
      BUSINESS_DAY: readReference().business_day,
      DATA_DIR: join(this.where.dataDir, 'gateway'),
      DOCUMENTS_DIR: join(this.where.dataDir, 'documents'),
      DATABASE_POOL: '6',
      ...this.where.settings,
    };
  }

  /** @throws {StartProblem} with the end of its log */
  async untilReady(service: Service): Promise<void> {
    const url = `${this.urlOf(service)}/health/ready`;
    const deadline = Date.now() + (this.where.readyWithinMs ?? READY_WITHIN_MS);
    while (Date.now() < deadline) {
      if (this.children.get(service)?.exitCode !== null) break;
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const lines = readFileSync(this.logOf(service), 'utf8').trim().split('\n').slice(-LAST_LINES).join('\n');
    throw new StartProblem(`${service} did not become ready. The end of ${this.logOf(service)}:\n${lines}`);
  }

  private logOf(service: Service): string {
    return join(this.where.dataDir, 'logs', `${service}.log`);
  }
}

function issuerAt(port: number): string {
  return `http://127.0.0.1:${port}/oidc`;
}

/** The gateway is the issuer itself; the others are told which one to believe, and where people read their pages. */
function issuerFor(service: Service, port: number): Record<string, string> {
  const publicUrl = process.env['PUBLIC_URL'] ?? `http://127.0.0.1:${port}`;
  return service === 'gateway' ? {} : { OIDC_ISSUER: issuerAt(port), PUBLIC_URL: publicUrl };
}

/** `DATABASE_URL` and the like are for whoever starts backing services; each service gets its own. */
function withoutBackingServices({
  DATABASE_URL: _,
  KAFKA_BROKERS: __,
  ...environment
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return environment;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
