import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createServiceDatabase, dropServiceDatabase, freePort } from '@abonde/backing-services';
import type { Role } from '@abonde/platform';
import { type Client, eventually, httpClient, startTokenIssuer } from '@abonde/testing';
import { Pool } from 'pg';
import type { BenchContext } from './bench';

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 15_000;

/** One built service as a process of its own, with a database of its own. */
export interface BenchedService {
  /** Value of `EVENT_LOG`: brokers and a namespace nobody else uses. */
  eventLog: string;
  http(role: Role): Client;
  /** A POST that may take as long as it takes; the body is sent as it is read. */
  post(role: Role, path: string, contentType: string, body: AsyncIterable<Uint8Array | string>): Promise<LongAnswer>;
  /** As the owner of the schema. */
  sql<Row = Record<string, unknown>>(query: string, parameters?: unknown[]): Promise<Row[]>;
  /** Of its process. */
  id: number;
  /** Bytes of memory the process holds now. */
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

interface LongAnswer {
  status: number;
  body: string;
}

/** @param settings more variables of the service, such as another log to read */
export async function startBenchedService(
  context: BenchContext,
  service: string,
  settings: Record<string, string> = {},
): Promise<BenchedService> {
  const name = `bench-${randomBytes(4).toString('hex')}`;
  const [admin, brokers] = [await context.postgres(), await context.kafka()];
  const { url, ownerUrl } = await createServiceDatabase(admin, name);
  const issuer = await startTokenIssuer();
  const directory = mkdtempSync(join(tmpdir(), 'abonde-benched-'));
  const port = await freePort();
  const environment = {
    ...process.env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: ownerUrl,
    EVENT_LOG: `kafka:${brokers}/${name}`,
    OIDC_ISSUER: issuer.issuer,
    OIDC_JWKS_URL: issuer.jwksUrl,
    DOCUMENTS_DIR: directory,
    ...settings,
  };
  const origin = `http://127.0.0.1:${port}`;
  const log = join(directory, 'log');
  const child = launch(service, environment, log);
  const bearer = async (role: Role): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await issuer.token(role)}`,
    'idempotency-key': randomBytes(16).toString('hex'),
  });
  const owner = new Pool({ connectionString: ownerUrl, max: 2 });
  const stop = async (): Promise<void> => {
    await owner.end();
    await endOf(child);
    await issuer.close();
    await dropServiceDatabase(admin, name);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilReady(child, origin, service);
  } catch (error) {
    context.say(readFileSync(log, 'utf8').slice(-2_000));
    await stop();
    throw error;
  }
  return {
    eventLog: environment.EVENT_LOG,
    http: (role) => httpClient({ origin, prefix: `/api/${service}`, token: () => issuer.token(role) }),
    post: async (role, path, contentType, body) =>
      post(`${origin}/api/${service}${path}`, { 'content-type': contentType, ...(await bearer(role)) }, body),
    sql: async <Row>(query: string, parameters: unknown[] = []) => (await owner.query(query, parameters)).rows as Row[],
    id: child.pid ?? 0,
    residentBytes: () => residentBytes(child),
    stop,
  };
}

/** `BENCH_NODE_OPTIONS` are options of Node for the service, such as `--cpu-prof`: to look into what a bench finds. */
function launch(service: string, env: NodeJS.ProcessEnv, log: string): ChildProcess {
  const main = join('dist', `apps/${service}/src/main.js`);
  const options = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);
  const child = spawn(process.execPath, [...options, main], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const sink = createWriteStream(log);
  child.stdout.pipe(sink, { end: false });
  child.stderr.pipe(sink, { end: false });
  return child;
}

/** What fetch would give up after five minutes. */
async function post(
  url: string,
  headers: Record<string, string>,
  body: AsyncIterable<Uint8Array | string>,
): Promise<LongAnswer> {
  const sent = request(url, { method: 'POST', headers });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  await pipeline(body, sent);
  const [answer] = await answered;
  return { status: answer.statusCode ?? 0, body: await text(answer) };
}

async function untilReady(child: ChildProcess, origin: string, service: string): Promise<void> {
  await eventually(async () => {
    if (child.exitCode !== null) return true;
    return (await fetch(`${origin}/health/ready`)).ok;
  }, READY_WITHIN_MS);
  if (child.exitCode !== null) throw new Error(`${service} ended with status ${child.exitCode}.`);
}

/** Asked of the system: a service that is asked itself would work for the answer. */
async function residentBytes({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1_024;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
