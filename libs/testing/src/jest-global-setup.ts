import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Not by its alias: jest maps module names in tests, not in its set-up.
import { startEventLog, startPostgres, Unavailable } from '../../backing-services/src/index';

declare global {
  var stopBackingServices: (() => Promise<void>) | undefined;
}

/** What is read of jest's own settings. */
interface GlobalConfig {
  testPathPatterns: { isSet(): boolean };
}

const progress = (sentence: string): void => console.log(sentence);

/**
 * One PostgreSQL for the whole run, unless `DATABASE_URL` names one. One Kafka too when everything is run or `EVENTS=kafka`
 * asks for it, unless `KAFKA_BROKERS` names one; what is about Kafka itself is skipped where none can be had.
 */
export default async function setUp({ testPathPatterns }: GlobalConfig): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'abonde-test-'));
  // The user that runs PostgreSQL may be another one.
  await chmod(dataDir, 0o755);
  const stops: (() => Promise<void>)[] = [];
  globalThis.stopBackingServices = async () => {
    for (const stop of stops.reverse()) await stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const postgres = await startPostgres({ dataDir, purpose: 'tests', progress });
  stops.push(postgres.stop);
  process.env.DATABASE_URL = postgres.url;
  const { KAFKA_BROKERS, EVENTS = testPathPatterns.isSet() ? 'embedded' : 'kafka' } = process.env;
  if (!KAFKA_BROKERS && EVENTS === 'kafka') await startKafka(dataDir, postgres.url, stops);
}

async function startKafka(dataDir: string, postgresUrl: string, stops: (() => Promise<void>)[]): Promise<void> {
  try {
    const { setting, stop } = await startEventLog({
      dataDir,
      postgresUrl,
      purpose: 'tests',
      choice: 'kafka',
      progress,
    });
    stops.push(stop);
    process.env.KAFKA_BROKERS = setting.replace(/^kafka:/, '');
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    progress(`Kafka: none can be had, ${error.message.split('\n')[0]}; its own tests are skipped.`);
  }
}
