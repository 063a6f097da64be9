import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@abonde/backing-services';
import type { CloudEvent } from '@abonde/contracts';
import { declaredTopics, type EventLog, type OutgoingMessage, openEventLog } from '@abonde/messaging';
import {
  adminUrl,
  type Body,
  eventually,
  httpClient,
  startTokenIssuer,
  testDatabase,
  type TestDatabase,
  TestProducer,
  type TokenIssuer,
} from '@abonde/testing';
import { Client } from 'pg';
import { PATIENCE } from './person';

const SERVICE = 'contributions';
/** Milliseconds in which a process is there and has caught up, on a machine that does other things too. */
const READY_WITHIN = 180_000;
/** Milliseconds after which a client asks another replica: a frozen one takes connections and answers nothing. */
const ANSWERS_WITHIN = 10_000;
const folder = join(process.cwd(), '.data/replicas');
/** Lock on which a process is made to wait at a chosen point. */
const PARKED = 4_242;

/** Several processes of one service on one database and one event log, which may end at any moment. */
export class Replicas {
  /** What the service published, in the order of the log, by topic. */
  readonly published = new Map<string, CloudEvent[]>();
  private readonly children: (ChildProcess | undefined)[] = [];
  private turn = 0;

  private constructor(
    readonly producer: TestProducer,
    readonly owner: Client,
    private readonly admin: Client,
    private readonly log: EventLog,
    private readonly issuer: TokenIssuer,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly ports: number[],
    private readonly databases: TestDatabase[],
  ) {}

  /** On Kafka where one is given, else on the embedded log. */
  static async start(count: number): Promise<Replicas> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const databases = [await testDatabase(), await testDatabase()];
    const [database, events] = databases as [TestDatabase, TestDatabase];
    const brokers = process.env['KAFKA_BROKERS'];
    const eventLog = brokers ? `kafka:${brokers}/${randomUUID()}` : `postgres:${events.ownerUrl}`;
    const log = openEventLog({ EVENT_LOG: eventLog });
    await log.createTopics(declaredTopics());
    const issuer = await startTokenIssuer();
    const ports = await Promise.all(Array.from({ length: count }, freePort));
    const [owner, admin] = [database.ownerUrl, adminUrl()].map((url) => new Client({ connectionString: url }));
    if (!owner || !admin) throw new Error('No connection.');
    await Promise.all([owner.connect(), admin.connect()]);
    const environment = {
      ...process.env,
      NODE_ENV: 'test',
      EVENT_LOG: eventLog,
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      DATABASE_POOL: '4',
      OIDC_ISSUER: issuer.issuer,
      OIDC_JWKS_URL: issuer.jwksUrl,
      BUSINESS_DAY: '2026-03-31',
      LOG_LEVEL: 'warn',
    };
    const replicas = new Replicas(new TestProducer(log), owner, admin, log, issuer, environment, ports, databases);
    // One after the other: the first one brings the schema up to date.
    for (const at of ports.keys()) {
      replicas.launch(at);
      await replicas.untilReady(at);
    }
    replicas.follow(['abonde.contributions', 'abonde.ledger']);
    return replicas;
  }

  get all(): number[] {
    return [...this.ports.keys()];
  }

  launch(at: number): void {
    const main = join(process.env['BUILD_DIR'] ?? 'dist', `apps/${SERVICE}/src/main.js`);
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...this.environment, PORT: String(this.ports[at]), DOCUMENTS_DIR: join(folder, 'documents') },
    });
    const lines = createWriteStream(join(folder, `${SERVICE}-${at}.log`), { flags: 'a' });
    child.stdout.pipe(lines);
    child.stderr.pipe(lines);
    this.children[at] = child;
  }

  /** SIGKILL: a crash; SIGTERM: a stop, as in a new release. */
  async end(at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.children[at];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** SIGSTOP: connected to everything and doing nothing; SIGCONT: goes on as if no time had passed. */
  freeze(at: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.children[at]?.kill(signal);
  }

  async untilReady(at: number): Promise<void> {
    await eventually(async () => (await this.ready(at))?.status === 'ok', READY_WITHIN);
  }

  /** The one that publishes. */
  async relayOwner(among: readonly number[] = this.all): Promise<number> {
    return eventually(async () => {
      for (const at of among) if ((await this.ready(at))?.checks.messaging.relayOwner === true) return at;
      throw new Error('Nobody publishes.');
    }, PATIENCE);
  }

  /** A command sent to one replica after the other, with one key, until somebody answers it. */
  async insist(path: string, body: unknown): Promise<Body> {
    const key = randomUUID();
    return eventually(async () => {
      this.turn += 1;
      const client = httpClient({
        origin: this.url(this.turn % this.ports.length),
        prefix: `/api/${SERVICE}`,
        token: () => this.issuer.token('finance-officer'),
      });
      const late = sleep(ANSWERS_WITHIN).then(() => Promise.reject(new Error(`POST ${path} is not answered.`)));
      const answer = await Promise.race([client.post(path, body, { 'idempotency-key': key }), late]);
      if (answer.status >= 300)
        throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    }, READY_WITHIN);
  }

  async verify(): Promise<Body> {
    const client = httpClient({
      origin: this.url(0),
      prefix: `/api/${SERVICE}`,
      token: () => this.issuer.token('auditor'),
    });
    return (await client.get('/ledger/verify')).body;
  }

  async count(from: string): Promise<number> {
    const { rows } = await this.owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`);
    return rows[0]?.count ?? 0;
  }

  /** From now on who fires this trigger waits there, until `work` is over. `work` gets whoever waits: a backend's pid. */
  async parked(trigger: string, work: (waiting: () => Promise<number>) => Promise<void>): Promise<void> {
    await this.owner.query(`
      CREATE OR REPLACE FUNCTION park() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${PARKED}); RETURN NEW; END $$;
      ${trigger} EXECUTE FUNCTION park()`);
    await this.owner.query(`SELECT pg_advisory_lock(${PARKED})`);
    try {
      await work(() => this.waiting());
    } finally {
      await this.owner.query(`SELECT pg_advisory_unlock(${PARKED})`);
      await this.owner.query('DROP FUNCTION park() CASCADE');
    }
  }

  /** What a server does that notices at once that its client is gone: the transaction is undone. */
  async undo(pid: number): Promise<void> {
    await this.admin.query('SELECT pg_terminate_backend($1)', [pid]);
    await eventually(async () => {
      const { rowCount } = await this.admin.query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
      expect(rowCount).toBe(0);
    });
  }

  async stop(): Promise<void> {
    for (const at of this.all) this.freeze(at, 'SIGCONT');
    await Promise.all(this.all.map((at) => this.end(at, 'SIGTERM')));
    await this.log.close();
    await Promise.all([this.owner.end(), this.admin.end(), this.issuer.close()]);
    for (const database of this.databases) await database.drop();
  }

  private async waiting(): Promise<number> {
    return eventually(async () => {
      const { rows } = await this.owner.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${PARKED} AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      if (!rows[0]) throw new Error('Nobody has come to that point.');
      return rows[0].pid;
    }, PATIENCE);
  }

  private url(at: number): string {
    return `http://127.0.0.1:${this.ports[at]}`;
  }

  private async ready(at: number): Promise<Body> {
    const asked = fetch(`${this.url(at)}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    return asked.then((answer) => answer.json()).catch(() => undefined);
  }

  private follow(topics: string[]): void {
    const store = ({ topic, value }: OutgoingMessage): void => {
      if (!this.published.has(topic)) this.published.set(topic, []);
      this.published.get(topic)?.push(JSON.parse(value) as CloudEvent);
    };
    const onBatch = async ({ messages }: { messages: OutgoingMessage[] }): Promise<void> => messages.forEach(store);
    this.log.subscribe({ group: `observer-${randomUUID()}`, topics, onBatch });
  }
}
