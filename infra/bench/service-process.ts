import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceDatabase, dropServiceDatabase, freePort } from '@abonde/backing-services';
import type { Role } from '@abonde/platform';
import { startTokenIssuer, type TokenIssuer } from '@abonde/testing';
import type { BenchContext } from './bench';

const readyWithinMs = 120_000;
const lastLines = 12;

/** One service as in production: a process of its own, its own database, Kafka, signed tokens; nothing switched off. */
export class ServiceProcess {
  private constructor(
    readonly url: string,
    /** Connections to its database. */
    readonly database: { url: string; ownerUrl: string },
    private readonly child: ChildProcess,
    private readonly issuer: TokenIssuer,
    private readonly forget: () => Promise<void>,
  ) {}

  static async start(context: BenchContext, service: string): Promise<ServiceProcess> {
    const adminUrl = await context.postgres();
    const name = `bench_${service}`;
    await dropServiceDatabase(adminUrl, name);
    const database = await createServiceDatabase(adminUrl, name);
    const issuer = await startTokenIssuer();
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'abonde-bench-'));
    const log = join(folder, `${service}.log`);
    const child = spawn(process.execPath, ['--enable-source-maps', `dist/apps/${service}/src/main.js`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        INTEGRATION_ENABLED: 'true',
        PORT: String(port),
        DATABASE_URL: database.url,
        MIGRATION_DATABASE_URL: database.ownerUrl,
        EVENT_LOG: `kafka:${await context.kafka()}/bench-${Date.now()}`,
        OIDC_ISSUER: issuer.issuer,
        OIDC_JWKS_URL: issuer.jwksUrl,
      },
    });
    process.once('exit', () => child.kill());
    const file = createWriteStream(log);
    child.stdout?.pipe(file);
    child.stderr?.pipe(file);
    const forget = async (): Promise<void> => {
      await dropServiceDatabase(adminUrl, name);
      rmSync(folder, { recursive: true, force: true });
    };
    const started = new ServiceProcess(`http://127.0.0.1:${port}`, database, child, issuer, forget);
    await started.ready(log);
    return started;
  }

  /** Of its process. */
  get id(): number {
    if (this.child.pid === undefined) throw new Error('The service has no process.');
    return this.child.pid;
  }

  token(role: Role): Promise<string> {
    return this.issuer.token(role);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await gone;
    }
    await this.issuer.close();
    await this.forget();
  }

  private async ready(log: string): Promise<void> {
    const until = Date.now() + readyWithinMs;
    while (Date.now() < until && this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-lastLines).join('\n');
    await this.stop();
    throw new Error(`The service did not become ready. The end of its log:\n${lines}`);
  }
}
