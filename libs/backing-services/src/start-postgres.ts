import { canGuard, requireImage } from './docker';
import { firstOf, within } from './attempt';
import { startEmbeddedPostgres } from './embedded-postgres';
import { type BackingOptions, nothingToStop, type Started } from './options';

export interface StartedPostgres extends Started<'given' | 'container' | 'embedded'> {
  /** Connection of a role that may create databases and roles. */
  url: string;
}

/**
 * `DATABASE_URL` if set; else, for tests, a container if a Docker engine answers; else the embedded programs.
 * @throws {Unavailable} when none of them starts
 */
export async function startPostgres(options: BackingOptions): Promise<StartedPostgres> {
  const { dataDir, purpose, progress, environment = process.env } = options;
  const given = environment.DATABASE_URL;
  const candidates = [
    ...(purpose === 'tests' ? [{ name: 'PostgreSQL in a container', start: () => inContainer(options) }] : []),
    { name: 'Embedded PostgreSQL', start: () => embedded() },
  ];
  const started = given
    ? { how: 'given' as const, url: given, why: 'DATABASE_URL is set', stop: nothingToStop }
    : await firstOf<StartedPostgres>(candidates, progress);
  progress(`PostgreSQL: ${labels[started.how]} (${started.why}).`);
  return started;

  async function embedded(): Promise<StartedPostgres> {
    const { url, place, stop, crash } = await startEmbeddedPostgres({ dataDir, durable: purpose === 'run', progress });
    return { how: 'embedded', url, why: `DATABASE_URL is not set; data in ${place}`, stop, crash };
  }
}

const labels = { given: 'the one that was given', container: 'a container', embedded: 'embedded, version 17' };

/** Sorted and compared as the embedded one does. */
const initdb = '--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C';
/** A test that loses its machine starts again from nothing. */
const carefree = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

async function inContainer({ environment = process.env, progress }: BackingOptions): Promise<StartedPostgres> {
  const image = environment.POSTGRES_IMAGE ?? 'postgres:17-alpine';
  await requireImage(image, environment, progress);
  const guard = await canGuard(environment, progress);
  progress(`PostgreSQL: starting a container of ${image}…`);
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const starting = new PostgreSqlContainer(image)
    .withUsername('postgres')
    .withEnvironment({ POSTGRES_INITDB_ARGS: initdb })
    .withSharedMemorySize(256 * 1024 * 1024)
    .withCommand(['postgres', ...carefree.flatMap((flag) => ['-c', flag])])
    .withAutoCleanup(guard)
    .start();
  const container = await within(60, `a container of ${image}`, starting).catch((error: unknown) => {
    void starting.then((late) => late.stop()).catch(() => undefined);
    throw error;
  });
  const stop = async (): Promise<void> => void (await container.stop());
  return { how: 'container', url: container.getConnectionUri(), why: 'a Docker engine answers', stop };
}
