import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudEvent, EventType } from '@abonde/contracts';
import { EVENT_LOG, type EventLog } from '@abonde/messaging';
import { createApp, type Role } from '@abonde/platform';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { eventually } from './eventually';
import { type Client, httpClient } from './http-client';
import { testDatabase } from './test-database';
import { type PublishedEvent, TestProducer } from './test-producer';
import { startTokenIssuer, type TokenOptions } from './token-issuer';

/** A machine that does much else handles an event late; asked again, it would be another event. */
const PATIENCE_MS = 30_000;

export interface TestServiceOptions {
  /** `contributions` */
  service: string;
  module: Type | DynamicModule;
  /** More settings. */
  environment?: Record<string, string>;
  /** Value of `EVENT_LOG`; default: a log of its own in PostgreSQL. */
  eventLog?: string;
}

export interface TestService {
  app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** Paths such as `/donors` are taken below `/api/<service>`. */
  http(who: Role | TokenOptions): Client;
  /** Without a token. */
  anonymous: Client;
  /** As another producer would; the service handles it a little later (see `handled`, `eventually`). */
  publish<T extends EventType>(type: T, event: PublishedEvent<T>): Promise<CloudEvent<T>>;
  /** Waits until the service has recorded the event as handled, kept waiting or dead. */
  handled(event: CloudEvent): Promise<void>;
  /** What this service put in its outbox, in its order. */
  published<T extends EventType>(type?: T): Promise<CloudEvent<T>[]>;
  /** As the owner of the schema. */
  sql<Row = Record<string, unknown>>(query: string, parameters?: unknown[]): Promise<Row[]>;
  eventually: typeof eventually;
  /** Sets the business day and waits until the service has it. */
  setDay(day: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a service in this process: its own database, its own event log, a port of its own, a local identity provider. */
export async function startTestService(options: TestServiceOptions): Promise<TestService> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) await cleanup();
  };
  try {
    return await start(options, cleanups, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  { service, module, environment = {}, eventLog }: TestServiceOptions,
  cleanups: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<TestService> {
  const database = await testDatabase();
  cleanups.push(() => database.drop());
  process.env.EVENT_LOG = eventLog ?? (await ownEventLog(cleanups));
  const issuer = await startTokenIssuer();
  cleanups.push(() => issuer.close());
  const documents = await mkdtemp(join(tmpdir(), 'abonde-documents-'));
  cleanups.push(() => rm(documents, { recursive: true, force: true }));
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  cleanups.push(() => owner.end());

  const app = await createApp({
    service,
    module,
    environment: {
      LOG_LEVEL: 'silent',
      ...process.env,
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      OIDC_ISSUER: issuer.issuer,
      OIDC_JWKS_URL: issuer.jwksUrl,
      DOCUMENTS_DIR: documents,
      ...environment,
    },
  });
  cleanups.push(() => app.close());
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();

  const origin = await app.getUrl();
  const prefix = `/api/${service}`;
  const producer = new TestProducer(app.get<EventLog>(EVENT_LOG));
  const sql: TestService['sql'] = async <Row>(query: string, parameters: unknown[] = []) =>
    (await owner.query(query, parameters)).rows as Row[];
  const handled = async ({ id }: CloudEvent): Promise<void> => {
    await eventually(async () => (await sql('SELECT FROM inbox WHERE event_id = $1', [id])).length > 0, PATIENCE_MS);
  };
  return {
    app,
    origin,
    http: (who) => httpClient({ origin, prefix, token: () => issuer.token(who) }),
    anonymous: httpClient({ origin, prefix }),
    publish: (type, event) => producer.publish(type, event),
    handled,
    published: (type) => publishedEvents(sql, type),
    sql,
    eventually,
    setDay: async (day) =>
      handled(await producer.publish('abonde.platform.business-day-set.v1', { key: 'clock', data: { day } })),
    stop,
  };
}

async function ownEventLog(cleanups: (() => Promise<unknown>)[]): Promise<string> {
  const database = await testDatabase();
  cleanups.push(() => database.drop());
  return `postgres:${database.ownerUrl}`;
}

async function publishedEvents<T extends EventType>(sql: TestService['sql'], type?: T): Promise<CloudEvent<T>[]> {
  const rows = await sql<{ event: CloudEvent<T> }>(
    `SELECT event FROM outbox WHERE event ? 'specversion' AND ($1::text IS NULL OR event ->> 'type' = $1) ORDER BY position`,
    [type ?? null],
  );
  return rows.map(({ event }) => event);
}
