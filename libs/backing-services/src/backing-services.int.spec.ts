import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  createServiceDatabase,
  dropServiceDatabase,
  startEventLog,
  startPostgres,
  type StartedPostgres,
} from './index';

async function ask<Row>(url: string, query: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(query)).rows as Row[];
  } finally {
    await client.end();
  }
}

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  const started: StartedPostgres[] = [];
  const said: string[] = [];
  /** No Docker, no Java, nothing given. */
  const bare = { PATH: process.env.PATH, DOCKER_HOST: 'unix:///nowhere.sock' };
  const start = async (): Promise<StartedPostgres> => {
    const postgres = await startPostgres({
      dataDir,
      purpose: 'tests',
      progress: (line) => said.push(line),
      environment: bare,
    });
    started.push(postgres);
    return postgres;
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'abonde-backing-'));
    chmodSync(dataDir, 0o755);
    await start();
  }, 60_000);

  afterAll(async () => {
    for (const postgres of started) await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is taken when there is nothing else, and says so', async () => {
    const [{ how, url }] = started as [StartedPostgres];
    expect(how).toBe('embedded');
    expect(said[0]).toBe('PostgreSQL in a container: not used, no Docker engine answers.');
    expect(said.at(-1)).toContain('embedded, version 17');
    const [row] = await ask<{ server_version: string }>(url, 'SHOW server_version');
    expect(row?.server_version).toMatch(/^17\./);
  });

  it('is found again by a second start', async () => {
    const second = await start();
    expect(second.url).toBe(started[0]?.url);
  });

  it('asks for a password', async () => {
    const url = new URL(started[0]?.url ?? '');
    url.password = 'wrong';
    await expect(ask(url.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('prefers what is given', async () => {
    const given = await startPostgres({
      dataDir,
      purpose: 'run',
      progress: () => undefined,
      environment: { ...bare, DATABASE_URL: 'postgres://elsewhere/db' },
    });
    expect(given).toMatchObject({ how: 'given', url: 'postgres://elsewhere/db' });
  });

  it('carries the event log when no Kafka can be had, and says that it is not Kafka', async () => {
    const postgresUrl = started[0]?.url ?? '';
    const path = process.env.PATH;
    process.env.PATH = dataDir;
    try {
      const options = { dataDir, postgresUrl, purpose: 'tests' as const, progress: (line: string) => said.push(line) };
      const log = await startEventLog({ ...options, environment: bare });
      expect(log).toMatchObject({
        how: 'embedded',
        setting: expect.stringContaining('postgres:postgres://abonde_events_owner'),
      });
      expect(said.at(-1)).toContain('not Kafka');
      await expect(startEventLog({ ...options, environment: bare, choice: 'kafka' })).rejects.toThrow('java');
      const given = await startEventLog({ ...options, environment: { ...bare, KAFKA_BROKERS: 'a:9092,b:9092' } });
      expect(given.setting).toBe('kafka:a:9092,b:9092');
      const embedded = await startEventLog({
        ...options,
        environment: { KAFKA_BROKERS: 'a:9092' },
        choice: 'embedded',
      });
      expect(embedded.how).toBe('embedded');
    } finally {
      process.env.PATH = path;
    }
  });

  it('gives each service a database that its restricted role can use and not change', async () => {
    const admin = started[0]?.url ?? '';
    const { url, ownerUrl, name } = await createServiceDatabase(admin, 'emergency-fund');
    expect(name).toBe('abonde_emergency_fund');
    await ask(ownerUrl, 'CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, what text)');
    await ask(url, `INSERT INTO thing (what) VALUES ('a'); UPDATE thing SET what = 'b'`);
    expect(await ask(url, 'SELECT what FROM thing')).toEqual([{ what: 'b' }]);
    await expect(ask(url, 'CREATE TABLE other (id int)')).rejects.toThrow('permission denied');
    await expect(ask(url, 'DROP TABLE thing')).rejects.toThrow('must be owner');
    expect(await createServiceDatabase(admin, 'emergency-fund')).toEqual({ url, ownerUrl, name });

    const other = await createServiceDatabase(admin, 'treasury');
    const trespass = new URL(other.url);
    trespass.pathname = `/${name}`;
    await expect(ask(trespass.toString(), 'SELECT 1')).rejects.toThrow('permission denied');
    await dropServiceDatabase(admin, 'emergency-fund');
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
  });

  it('ends as a power cut would, and has at the next start what was committed', async () => {
    const [{ url, crash }] = started as [StartedPostgres];
    await ask(url, `SET synchronous_commit = on; CREATE TABLE kept (what text); INSERT INTO kept VALUES ('committed')`);
    await crash?.();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
    await start();
    expect(await ask(started.at(-1)?.url ?? '', 'SELECT what FROM kept')).toEqual([{ what: 'committed' }]);
  }, 60_000);
});
