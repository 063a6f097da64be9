import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Not by its alias: jest maps module names in tests, not in its set-up.
import { startPostgres } from '../../backing-services/src/index';

declare global {
  var stopBackingServices: (() => Promise<void>) | undefined;
}

/** One PostgreSQL for the whole run, unless `DATABASE_URL` names one. */
export default async function setUp(): Promise<void> {
  if (process.env.DATABASE_URL) return;
  const dataDir = await mkdtemp(join(tmpdir(), 'abonde-test-'));
  // The user that runs PostgreSQL may be another one.
  await chmod(dataDir, 0o755);
  const postgres = await startPostgres({ dataDir, purpose: 'tests', progress: (sentence) => console.log(sentence) });
  process.env.DATABASE_URL = postgres.url;
  globalThis.stopBackingServices = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
