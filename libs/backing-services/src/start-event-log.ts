import { type Candidate, firstOf, Unavailable, within } from './attempt';
import { canGuard, requireImage } from './docker';
import { startLocalKafka } from './local-kafka';
import { type BackingOptions, nothingToStop, type Started } from './options';
import { createServiceDatabase } from './service-database';

export interface EventLogOptions extends BackingOptions {
  /** Connection that may create databases, for the embedded log. */
  postgresUrl: string;
  /** `--events=…` on the command line: no other is tried. */
  choice?: 'kafka' | 'embedded';
  /** `host:port` under which a local Kafka is reached, where that isn't the port it listens on: a proxy's address. */
  reachedAt?: (port: number) => string;
}

export interface StartedEventLog extends Started<'given' | 'container' | 'local-kafka' | 'embedded'> {
  /** Value of `EVENT_LOG` for the services. */
  setting: string;
}

/**
 * `KAFKA_BROKERS` if set; else, for tests, a container; else a local broker where Java 17 and Maven are there; else a log
 * in PostgreSQL.
 * @throws {Unavailable} when Kafka is asked for and can't be had
 */
export async function startEventLog(options: EventLogOptions): Promise<StartedEventLog> {
  const { purpose, choice, progress, environment = process.env } = options;
  const kafka: Candidate<StartedEventLog>[] = environment.KAFKA_BROKERS
    ? [{ name: 'Kafka', start: () => given(environment.KAFKA_BROKERS as string) }]
    : [
        ...(purpose === 'tests' ? [{ name: 'Kafka in a container', start: () => inContainer(options) }] : []),
        { name: 'Local Kafka', start: () => local(options) },
      ];
  const embedded: Candidate<StartedEventLog> = { name: 'Embedded event log', start: () => inPostgres(options) };
  const candidates = { kafka, embedded: [embedded], any: [...kafka, embedded] }[choice ?? 'any'];
  const started = await firstOf(candidates, progress);
  progress(`Event log: ${labels[started.how]} (${started.why}).`);
  return started;
}

const labels = {
  given: 'the Kafka that was given',
  container: 'Kafka in a container',
  'local-kafka': 'Kafka on this machine',
  embedded: 'embedded in PostgreSQL, not Kafka',
};

function given(brokers: string): Promise<StartedEventLog> {
  return Promise.resolve({
    how: 'given',
    setting: `kafka:${brokers}`,
    why: 'KAFKA_BROKERS is set',
    stop: nothingToStop,
  });
}

async function local({ dataDir, progress, reachedAt }: EventLogOptions): Promise<StartedEventLog> {
  const { brokers, stop, crash } = await startLocalKafka(dataDir, progress, reachedAt);
  return { how: 'local-kafka', setting: `kafka:${brokers}`, why: 'Java and Maven are here', stop, crash };
}

async function inContainer({ environment = process.env, progress }: EventLogOptions): Promise<StartedEventLog> {
  // The module knows how to start images of that name only.
  const image = environment.KAFKA_IMAGE ?? 'confluentinc/cp-kafka:8.0.0';
  if (!image.includes('cp-kafka')) throw new Unavailable(`KAFKA_IMAGE is ${image}, and must be one of cp-kafka`);
  await requireImage(image, environment, progress);
  const guard = await canGuard(environment, progress);
  progress(`Kafka: starting a container of ${image}…`);
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const starting = new KafkaContainer(image)
    .withKraft()
    .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false', KAFKA_HEAP_OPTS: '-Xmx384m' })
    .withAutoCleanup(guard)
    .start();
  const container = await within(90, `a container of ${image}`, starting).catch((error: unknown) => {
    void starting.then((late) => late.stop()).catch(() => undefined);
    throw error;
  });
  const setting = `kafka:${container.getHost()}:${container.getMappedPort(9093)}`;
  return { how: 'container', setting, why: 'a Docker engine answers', stop: async () => void (await container.stop()) };
}

async function inPostgres({ postgresUrl, choice }: EventLogOptions): Promise<StartedEventLog> {
  const { ownerUrl } = await createServiceDatabase(postgresUrl, 'events');
  const why = choice === 'embedded' ? 'asked for' : 'no Kafka could be had';
  return { how: 'embedded', setting: `postgres:${ownerUrl}`, why, stop: nothingToStop };
}
