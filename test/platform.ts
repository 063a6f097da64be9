import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createServiceDatabase,
  dropServiceDatabase,
  freePort,
  startEventLog,
  type StartedEventLog,
} from '@abonde/backing-services';
import { adminUrl } from '@abonde/testing';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import type { Who } from '../infra/actors/who';
import { type Service, ServiceProcesses, services } from '../infra/start/service-processes';
import { Person } from './person';

/** The first business day; what happens before the clock is advanced is dated before it. */
const BUSINESS_DAY = '2026-03-31';

/** The six services as the processes they are, on databases and topics of their own, beside whatever else runs there. */
export class Platform {
  private readonly persons = new Map<string, Person>();
  private stopped = false;

  private constructor(
    /** `http://127.0.0.1:<port>` of the gateway. */
    readonly base: string,
    private readonly name: string,
    private readonly processes: ServiceProcesses,
    private readonly eventLog: StartedEventLog,
  ) {}

  /**
   * What is built in `BUILD_DIR` (default `dist`), on the PostgreSQL of the tests and the event log that can be had.
   * @param suite names the folder of its logs and documents: suites run side by side
   */
  static async start(suite: string): Promise<Platform> {
    const name = `${suite}_${randomBytes(4).toString('hex')}`;
    // Not the demonstration's: its event log ends with it.
    const dataDir = join(process.cwd(), '.data/journeys', suite);
    for (const past of ['logs', 'documents', 'gateway']) rmSync(join(dataDir, past), { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    const progress = (sentence: string): void => void process.stderr.write(`Journeys: ${sentence}\n`);
    const eventLog = await startEventLog({ dataDir, purpose: 'tests', postgresUrl: adminUrl(), progress });
    const port = await freePort();
    const processes = new ServiceProcesses({
      dataDir,
      port,
      build: process.env['BUILD_DIR'] ?? 'dist',
      databases: `${name}_`,
      settings: { NODE_ENV: 'development', BUSINESS_DAY, LOG_LEVEL: 'warn', DATABASE_POOL: '4' },
    });
    const platform = new Platform(`http://127.0.0.1:${port}`, name, processes, eventLog);
    try {
      await processes.start(adminUrl(), await platform.ownEventLog(), () => undefined);
    } catch (error) {
      await platform.stop();
      throw error;
    }
    return platform;
  }

  /** Someone with a token of the demonstration's provider, stepped up for decisions unless told otherwise. */
  as(who: Who, { stepUp = true } = {}): Person {
    const key = `${who}/${stepUp}`;
    const known = this.persons.get(key) ?? new Person(this.base, who, stepUp);
    this.persons.set(key, known);
    return known;
  }

  /** A crash: SIGKILL. */
  kill(service: Service): Promise<void> {
    return this.processes.kill(service);
  }

  /** Starts again what was killed. A journey that ran out of time starts nothing any more. */
  launch(service: Service): void {
    if (!this.stopped) this.processes.launch(service);
  }

  untilReady(service: Service): Promise<void> {
    return this.processes.untilReady(service);
  }

  urlOf(service: Service): string {
    return this.processes.urlOf(service);
  }

  /** A connection of the superuser to a service's database. */
  async superuser<T>(service: Service, work: (client: Client) => Promise<T>): Promise<T> {
    const url = new URL(adminUrl());
    url.pathname = `/abonde_${this.name}_${service.replaceAll('-', '_')}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.processes.stop();
    for (const service of [...services, 'events']) await dropServiceDatabase(adminUrl(), `${this.name}_${service}`);
    if (this.eventLog.how !== 'embedded') await this.forgetTopics();
    await this.eventLog.stop();
  }

  private async ownEventLog(): Promise<string> {
    if (this.eventLog.how !== 'embedded') return `${this.eventLog.setting}/${this.name}`;
    return `postgres:${(await createServiceDatabase(adminUrl(), `${this.name}_events`)).ownerUrl}`;
  }

  private async forgetTopics(): Promise<void> {
    const brokers = this.eventLog.setting.replace('kafka:', '').split(',');
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    const isOurs = (name: string): boolean => name.startsWith(`${this.name}.`);
    try {
      await admin.connect();
      await admin.deleteTopics({ topics: (await admin.listTopics()).filter(isOurs) });
      const { groups } = await admin.listGroups();
      // A group whose member was killed stays a while, and is forgotten by itself.
      await admin.deleteGroups(groups.map(({ groupId }) => groupId).filter(isOurs)).catch(() => undefined);
    } finally {
      await admin.disconnect();
    }
  }
}
