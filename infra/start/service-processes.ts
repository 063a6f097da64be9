import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServiceDatabase, freePort } from '@abonde/backing-services';
import { readReference } from '../scenario/reference';
import { StartProblem } from './preconditions';

/** In the order in which they are started: the door comes first, since it holds the keys that the others check tokens with. */
export const services = ['gateway', 'contributions', 'treasury', 'disbursements', 'emergency-fund', 'reporting'] as const;
type Service = (typeof services)[number];

const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 15_000;
const LAST_LINES = 12;

/** The six services as processes of this machine, their logs in `<data>/logs`. */
export class ServiceProcesses {
  private readonly children = new Map<Service, ChildProcess>();
  private readonly ports = new Map<Service, number>();
  private stopping = false;

  constructor(private readonly where: { dataDir: string; port: number }) {}

  /** Starts all of them and waits until they are ready. @throws {StartProblem} with the end of the log of the one that isn't */
  async start(postgresUrl: string, eventLog: string, progress: (sentence: string) => void): Promise<void> {
    for (const service of services) this.ports.set(service, service === 'gateway' ? this.where.port : await freePort());
    mkdirSync(join(this.where.dataDir, 'logs'), { recursive: true });
    for (const service of services) {
      progress(`Services: starting ${service}`);
      const { url, ownerUrl } = await createServiceDatabase(postgresUrl, service);
      this.spawn(service, { DATABASE_URL: url, MIGRATION_DATABASE_URL: ownerUrl, EVENT_LOG: eventLog });
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
    this.stopping = true;
    await Promise.all([...this.children.values()].map(endOf));
  }

  private spawn(service: Service, settings: Record<string, string>): void {
    const log = createWriteStream(this.logOf(service), { flags: 'a' });
    const child = spawn(process.execPath, ['--enable-source-maps', `dist/apps/${service}/src/main.js`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutBackingServices(process.env), ...this.shared(), ...settings, PORT: String(this.ports.get(service)) },
    });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    child.once('exit', (code) => {
      if (!this.stopping) console.error(`${service} ended with status ${code}; see ${this.logOf(service)}`);
    });
    this.children.set(service, child);
  }

  private shared(): Record<string, string> {
    const issuer = `http://127.0.0.1:${this.where.port}/oidc`;
    const urls = services.map((service) => [`${service.toUpperCase().replaceAll('-', '_')}_URL`, `http://127.0.0.1:${this.ports.get(service)}`]);
    return {
      ...Object.fromEntries(urls),
      HOST: '127.0.0.1',
      DEMO_ISSUER: issuer,
      OIDC_JWKS_URL: `${issuer}/jwks`,
      BUSINESS_DAY: readReference().business_day,
      DATA_DIR: this.where.dataDir,
      DOCUMENTS_DIR: join(this.where.dataDir, 'documents'),
      DATABASE_POOL: '6',
    };
  }

  private async untilReady(service: Service): Promise<void> {
    const url = `http://127.0.0.1:${this.ports.get(service)}/health/ready`;
    const deadline = Date.now() + READY_WITHIN_MS;
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

/** `DATABASE_URL` and the like are for whoever starts backing services; each service gets its own. */
function withoutBackingServices({ DATABASE_URL: _, KAFKA_BROKERS: __, ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
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
