import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Unavailable } from './attempt';
import { findRunning, freePort, launch, type Running, runToEnd } from './local-process';
import type { Progress } from './options';

/** Seconds that the first download may take. */
const downloadPatience = 240;

/** A single-node Kafka of this machine: Java and Maven are there, nothing else is needed. @throws {Unavailable} */
export async function startLocalKafka(
  dataDir: string,
  progress: Progress,
  reachedAt = (port: number): string => `127.0.0.1:${port}`,
): Promise<Running & { brokers: string }> {
  const place = join(dataDir, 'kafka');
  mkdirSync(place, { recursive: true });
  const record = join(place, 'running.json');
  const found = await findRunning(record, answers);
  if (found) return { ...found, brokers: reachedAt(found.port) };
  await requireJava();
  const classpath = join(await libraries(place, progress), '*');
  const [port, controllerPort] = [await freePort(), await freePort()];
  const settings = join(place, 'server.properties');
  const brokers = reachedAt(port);
  writeFileSync(settings, serverProperties(join(place, 'data'), port, controllerPort, brokers));
  if (!existsSync(join(place, 'data', 'meta.properties'))) {
    // In one word: an id that begins with a dash would pass for another option.
    const cluster = `--cluster-id=${randomBytes(16).toString('base64url')}`;
    const format = ['kafka.tools.StorageTool', 'format', cluster, '-c', settings];
    await runToEnd('java', ['-cp', classpath, ...format], { seconds: 60 });
  }
  progress('Kafka: starting a local broker, about 8 s…');
  const running = await launch({
    command: 'java',
    args: ['-Xmx256m', '-cp', classpath, 'kafka.Kafka', settings],
    log: join(place, 'kafka.log'),
    patience: 60,
    ...{ record, port, answers },
  });
  return { ...running, brokers };
}

async function requireJava(): Promise<void> {
  const version = await runToEnd('java', ['-version'], { seconds: 20 });
  const major = Number(/version "(\d+)/.exec(version)?.[1] ?? 0);
  if (major < 17) throw new Unavailable(`Java ${major} is there and Kafka needs 17`);
}

async function libraries(place: string, progress: Progress): Promise<string> {
  const folder = join(place, 'libs');
  const declaration = readFileSync(kafkaFile('pom.xml'), 'utf8');
  const stamp = join(folder, 'pom.xml');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === declaration) return folder;
  progress('Kafka: fetching its libraries with Maven, 44 MB the first time…');
  const target = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-f', kafkaFile('pom.xml')];
  await runToEnd('mvn', ['-q', '-B', ...target], { seconds: downloadPatience });
  writeFileSync(stamp, declaration);
  return folder;
}

/** A file of `infra/kafka`, which lies above the sources and above what is built from them. */
function kafkaFile(name: string, from = __dirname): string {
  const file = join(from, 'infra', 'kafka', name);
  if (existsSync(file)) return file;
  if (dirname(from) === from) throw new Unavailable(`infra/kafka/${name} is missing`);
  return kafkaFile(name, dirname(from));
}

function serverProperties(data: string, port: number, controllerPort: number, advertised: string): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': data,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    // A demonstration left alone for months goes on where it was.
    'offsets.retention.minutes': 5_256_000,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function answers(port: number): Promise<boolean> {
  const kafka = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.listTopics();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
