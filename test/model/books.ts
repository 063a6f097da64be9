import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppModule as Contributions } from '../../apps/contributions/src/app.module';
import { AppModule as Disbursements } from '../../apps/disbursements/src/app.module';
import { AppModule as EmergencyFund } from '../../apps/emergency-fund/src/app.module';
import { AppModule as Reporting } from '../../apps/reporting/src/app.module';
import { AppModule as Treasury } from '../../apps/treasury/src/app.module';
import {
  adminUrl,
  type Answer,
  eventually,
  httpClient,
  startTestService,
  startTokenIssuer,
  testDatabase,
  type TestService,
  type TokenIssuer,
  type TokenOptions,
} from '@abonde/testing';
import { Client } from 'pg';

const modules = {
  contributions: Contributions,
  treasury: Treasury,
  disbursements: Disbursements,
  'emergency-fund': EmergencyFund,
  reporting: Reporting,
};
export type ServiceName = keyof typeof modules;
export const serviceNames = Object.keys(modules) as ServiceName[];

/** Milliseconds in which what crosses services has to arrive, on a machine that does other things too. */
const PATIENCE = 60_000;
const DAY = '2026-06-30';

/** The five services with a database each, in this process, and one embedded event log between them. */
export class Books {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly services: ReadonlyMap<ServiceName, TestService>,
    private readonly issuer: TokenIssuer,
    private readonly log: Client,
    private readonly admin: Client,
    private readonly cleanups: (() => Promise<unknown>)[],
  ) {}

  static async open(): Promise<Books> {
    const cleanups: (() => Promise<unknown>)[] = [];
    const database = await testDatabase();
    cleanups.push(() => database.drop());
    const issuer = await startTokenIssuer();
    cleanups.push(() => issuer.close());
    const environment: Record<string, string> = {
      BUSINESS_DAY: DAY,
      DATABASE_POOL: '6',
      OIDC_ISSUER: issuer.issuer,
      OIDC_JWKS_URL: issuer.jwksUrl,
    };
    const services = new Map<ServiceName, TestService>();
    const eventLog = `postgres:${database.ownerUrl}`;
    for (const service of serviceNames) {
      const started = await startTestService({ service, module: modules[service], environment, eventLog });
      environment[`${service.toUpperCase().replaceAll('-', '_')}_URL`] = started.origin;
      services.set(service, started);
      cleanups.push(() => started.stop());
    }
    const [log, admin] = [new Client(database.ownerUrl), new Client(adminUrl())];
    for (const client of [log, admin]) {
      await client.connect();
      cleanups.push(() => client.end());
    }
    return new Books(services, issuer, log, admin, cleanups);
  }

  async close(): Promise<void> {
    for (let cleanup = this.cleanups.pop(); cleanup; cleanup = this.cleanups.pop()) await cleanup();
  }

  of(service: ServiceName): TestService {
    const found = this.services.get(service);
    if (!found) throw new Error(`${service} does not run.`);
    return found;
  }

  /**
   * A command, sent with one key until a service answers it: what a client does whose connection breaks. It may be refused for
   * a reason of its own, with a code; nothing else.
   */
  async ask(who: TokenOptions, path: string, body: unknown = {}): Promise<Answer> {
    const key = randomUUID();
    const answer = await eventually(async () => {
      const given = await this.client(who, path).post(path, body, { 'idempotency-key': key });
      if (given.status >= 500) throw new Error(`${path} answered ${given.status} ${JSON.stringify(given.body)}`);
      return given;
    }, PATIENCE);
    const { status, body: said } = answer;
    if (status >= 300 && (![403, 404, 409, 422].includes(status) || !said.code || said.code === 'VALIDATION_FAILED'))
      throw new Error(`${path} answered ${status} ${JSON.stringify(said)} to ${JSON.stringify(body)}`);
    return answer;
  }

  /** A command that nothing stands in the way of. */
  async succeed(who: TokenOptions, path: string, body: unknown = {}): Promise<Answer['body']> {
    const { status, body: said } = await this.ask(who, path, body);
    if (status >= 300) throw new Error(`${path} answered ${status} ${JSON.stringify(said)} to ${JSON.stringify(body)}`);
    return said;
  }

  async read(path: string): Promise<Answer['body']> {
    return eventually(async () => {
      const { status, body } = await this.client({ roles: ['auditor'] }, path).get(path);
      if (status !== 200) throw new Error(`${path} answered ${status} ${JSON.stringify(body)}`);
      return body;
    }, PATIENCE);
  }

  /**
   * Another member holds what a service reads of a topic, and reads nothing: the topic stands still for the service while the
   * others go on. A batch in hand is given up and comes again.
   */
  async holdBack(service: ServiceName, topic: string): Promise<void> {
    await this.log.query(
      `UPDATE event_log_group SET owner = $3, leased_until = now() + interval '1 hour' WHERE group_name = $1 AND topic = $2`,
      [service, topic, randomUUID()],
    );
    await this.renew(service);
  }

  async letGo(): Promise<void> {
    await this.log.query(
      `UPDATE event_log_group SET owner = NULL, leased_until = NULL WHERE leased_until > now() + interval '1 minute'`,
    );
    for (const service of serviceNames) await this.renew(service);
  }

  /** All that a service has read of a topic comes again. */
  async redeliver(service: ServiceName, topic: string): Promise<void> {
    await this.holdBack(service, topic);
    await sleep(50);
    await this.log.query(
      `UPDATE event_log_group SET owner = NULL, leased_until = NULL, next_offset = 0 WHERE group_name = $1 AND topic = $2`,
      [service, topic],
    );
    await this.renew(service);
  }

  /** Every connection of a service to its database ends, in whatever it is doing. */
  async cut(service: ServiceName): Promise<void> {
    const [{ name } = { name: '' }] = await this.of(service).sql<{ name: string }>('SELECT current_database() AS name');
    await this.admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = $2',
      [name, `${name}_app`],
    );
  }

  /** Topics a service reads. */
  async topicsOf(service: ServiceName): Promise<string[]> {
    const { rows } = await this.log.query<{ topic: string }>(
      'SELECT DISTINCT topic FROM event_log_group WHERE group_name = $1 ORDER BY topic',
      [service],
    );
    return rows.map(({ topic }) => topic);
  }

  /** Until every service has published and read all there is, and nothing waits for anything. */
  async settled(): Promise<void> {
    let calm = 0;
    await eventually(async () => {
      const pending = await this.pending();
      calm = pending.length === 0 ? calm + 1 : 0;
      if (pending.length > 0) throw new Error(`Not settled: ${pending.join(', ')}`);
      return calm > 1;
    }, PATIENCE);
  }

  private async pending(): Promise<string[]> {
    const found: string[] = [];
    for (const [name, service] of this.services) {
      const [row] = await service.sql<{ unsent: number; held: string[] }>(
        `SELECT (SELECT count(*)::int FROM outbox WHERE sent_at IS NULL) AS unsent,
                ARRAY(SELECT topic || '/' || key || ' for ' || coalesce(waiting_for, 'ever') FROM blocked_key) AS held`,
      );
      if (row?.unsent) found.push(`${name} has ${row.unsent} to publish`);
      found.push(...(row?.held ?? []).map((key) => `${name} holds ${key}`));
      if (name === 'reporting') continue;
      const [{ unsealed } = { unsealed: 0 }] = await service.sql<{ unsealed: number }>(
        'SELECT count(*)::int AS unsealed FROM ledger.unsealed',
      );
      if (unsealed) found.push(`${name} has ${unsealed} to seal`);
    }
    const { rows } = await this.log.query<{ group_name: string; topic: string; behind: string }>(
      `SELECT g.group_name, g.topic, sum(p.next_offset - g.next_offset) AS behind FROM event_log_group g
         JOIN event_log_partition p USING (topic, partition) GROUP BY 1, 2 HAVING sum(p.next_offset - g.next_offset) > 0`,
    );
    return [...found, ...rows.map((row) => `${row.group_name} is ${row.behind} behind on ${row.topic}`)];
  }

  private async renew(service: ServiceName): Promise<void> {
    await this.log.query(`SELECT pg_notify('event_log_members', $1)`, [service]);
  }

  private client(who: TokenOptions, path: string): ReturnType<typeof httpClient> {
    const service = /^\/api\/([^/]+)\//.exec(path)?.[1] as ServiceName;
    const key = JSON.stringify(who);
    const token = this.tokens.get(key) ?? this.issuer.token(who);
    this.tokens.set(key, token);
    return httpClient({ origin: this.of(service).origin, prefix: '', token: () => token });
  }
}
