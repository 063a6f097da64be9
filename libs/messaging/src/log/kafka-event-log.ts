import { Logger } from '@nestjs/common';
import {
  type Admin,
  type ISocketFactory,
  Kafka,
  KafkaJSError,
  logLevel,
  Partitioners,
  type Producer,
  type TopicMessages,
} from 'kafkajs';
import type {
  EventLog,
  OutgoingMessage,
  PartitionProgress,
  Position,
  SubscribeOptions,
  Subscription,
} from './event-log';
import { BackOff } from './back-off';
import { KafkaSubscription } from './kafka-subscription';
import type { DeclaredTopic } from './topic-declaration';

/** Bytes of a request: a broker takes 1 MiB for a batch of one partition unless told otherwise. */
const requestBytes = 512 * 1024;
const adminRetries = { retries: 3 };
/** Tries of what a broker refuses for a moment, while partitions get their leaders: some 15 seconds. */
const settlingTries = 10;

export interface KafkaSettings {
  /** `host:port`, comma separated. */
  brokers: string;
  ssl?: boolean;
  /** SCRAM-SHA-512. */
  username?: string;
  password?: string;
  /** How connections are made; default: straight to the broker. */
  socketFactory?: ISocketFactory;
}

/** Apache Kafka: idempotent producer, acknowledged by all replicas, offsets committed after the work. */
export class KafkaEventLog implements EventLog {
  readonly kind = 'kafka';
  private readonly logger = new Logger('KafkaEventLog');
  private readonly kafka: Kafka;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private producer?: Promise<Producer>;
  private administrator?: Promise<Admin>;
  private sending: Promise<unknown> = Promise.resolve();

  constructor({ brokers, ssl, username, password, socketFactory }: KafkaSettings) {
    this.kafka = new Kafka({
      clientId: 'abonde',
      brokers: brokers.split(',').map((broker) => broker.trim()),
      ssl: ssl ?? false,
      ...(username && { sasl: { mechanism: 'scram-sha-512', username, password: password ?? '' } }),
      ...(socketFactory && { socketFactory }),
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3_000,
      requestTimeout: 15_000,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    });
  }

  async createTopics(declared: readonly DeclaredTopic[]): Promise<void> {
    const admin = await this.admin();
    const existing = new Set(await admin.listTopics());
    const missing = declared.filter(({ name }) => !existing.has(name));
    if (missing.length === 0) return;
    const { brokers } = await admin.describeCluster();
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, replication, config }) => {
        const replicationFactor = Math.min(replication, brokers.length);
        const durable = replicationFactor > 2 ? { 'min.insync.replicas': '2' } : {};
        const configEntries = Object.entries({ ...durable, ...config }).map(([key, value]) => ({ name: key, value }));
        return { topic: name, numPartitions: partitions, replicationFactor, configEntries };
      }),
    });
    await settled(() => requireLeaders(admin, missing));
    this.logger.log(`Created ${missing.map(({ name }) => name).join(', ')}.`);
  }

  /** One publication at a time: what is published first is written first. */
  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const sent = this.sending.then(() => this.send(messages));
    this.sending = sent.catch(() => undefined);
    return sent;
  }

  subscribe(options: SubscribeOptions): Subscription {
    const subscription = new KafkaSubscription(this.kafka, options, (stopped) => this.subscriptions.delete(stopped));
    this.subscriptions.add(subscription);
    return subscription;
  }

  async progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    const admin = await this.admin();
    const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const progress = await Promise.all(
      committed.map(async ({ topic, partitions }) => {
        const ends = new Map((await settled(() => admin.fetchTopicOffsets(topic))).map((end) => [end.partition, end]));
        return partitions.map(({ partition, offset }) => {
          const { high = '0', low = '0' } = ends.get(partition) ?? {};
          return { topic, partition, end: Number(high), committed: Math.max(Number(offset), Number(low)) };
        });
      }),
    );
    return progress.flat();
  }

  async positionsAt(topics: readonly string[], moment: Date): Promise<Position[]> {
    const admin = await this.admin();
    const positions = await Promise.all(
      topics.map(async (topic) => {
        const offsets = await settled(() => admin.fetchTopicOffsetsByTimestamp(topic, moment.getTime()));
        return offsets.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }));
      }),
    );
    return positions.flat();
  }

  async reposition(group: string, positions: readonly Position[]): Promise<void> {
    const admin = await this.admin();
    for (const topic of new Set(positions.map((position) => position.topic))) {
      const partitions = positions
        .filter((position) => position.topic === topic)
        .map(({ partition, offset }) => ({ partition, offset: String(offset) }));
      await admin.setOffsets({ groupId: group, topic, partitions });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.sending;
    await this.forgetProducer();
    const admin = this.administrator;
    delete this.administrator;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  private async send(messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      const producer = await this.connectedProducer();
      for (const request of requests(messages)) {
        await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: byTopic(request) });
      }
    } catch (error) {
      // Its sequence numbers are no longer known to agree with the broker's: the next one starts afresh.
      await this.forgetProducer();
      throw error;
    }
  }

  private connectedProducer(): Promise<Producer> {
    this.producer ??= this.connectProducer().catch((error: unknown) => {
      delete this.producer;
      throw error;
    });
    return this.producer;
  }

  private async connectProducer(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  private async forgetProducer(): Promise<void> {
    const producer = this.producer;
    delete this.producer;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  private admin(): Promise<Admin> {
    this.administrator ??= this.connectAdmin().catch((error: unknown) => {
      delete this.administrator;
      throw error;
    });
    return this.administrator;
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: adminRetries });
    admin.on('admin.disconnect', () => delete this.administrator);
    await admin.connect();
    return admin;
  }
}

/** @throws {KafkaJSError} that may be retried, while a partition has no leader */
async function requireLeaders(admin: Admin, declared: readonly DeclaredTopic[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: declared.map(({ name }) => name) });
  const headless = topics.find(
    ({ partitions }) => partitions.length === 0 || partitions.some(({ leader }) => leader < 0),
  );
  if (headless) throw new KafkaJSError(`${headless.name} has no leader yet`, { retriable: true });
}

/** kafkajs gives up at once on some answers that a broker gives only while topics are new. */
async function settled<T>(work: () => Promise<T>, tries = settlingTries, backOff = new BackOff()): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !(error instanceof KafkaJSError) || !error.retriable) throw error;
    await backOff.wait(new AbortController().signal);
    return settled(work, tries - 1, backOff);
  }
}

/** Cuts messages, in their order, into requests that a broker accepts. */
function* requests(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let request: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value) + message.key.length + 64;
    if (request.length > 0 && bytes + size > requestBytes) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(message);
    bytes += size;
  }
  if (request.length > 0) yield request;
}

function byTopic(messages: readonly OutgoingMessage[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, value } of messages) {
    const group = topics.get(topic) ?? { topic, messages: [] };
    group.messages.push({ key, value });
    topics.set(topic, group);
  }
  return [...topics.values()];
}
