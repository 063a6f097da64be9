import { randomUUID } from 'node:crypto';
import { connect as plainSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '@abonde/testing';
import type { ISocketFactory } from 'kafkajs';
import { SlowLink } from '../slow-link.testing';
import type { EventLog, LogMessage, MessageBatch, OutgoingMessage, Subscription } from './event-log';
import { KafkaEventLog } from './kafka-event-log';
import { PostgresEventLog } from './postgres-event-log';

/** A topic of six partitions and a group that nobody else uses, seen by as many processes as a test wants. */
export class LogBench {
  topic = '';
  group = '';
  private readonly logs: EventLog[] = [];

  constructor(
    private readonly place: () => EventLog,
    private readonly slowPlace: (delay: number) => Promise<EventLog>,
  ) {}

  async begin(): Promise<void> {
    this.topic = `test.${randomUUID()}`;
    this.group = `group-${randomUUID()}`;
    const config = { 'retention.ms': '-1', 'max.message.bytes': '16777216' };
    await this.open().createTopics([
      { name: this.topic, partitions: 6, replication: 1, config },
      { name: `${this.topic}.dead-letter`, partitions: 1, replication: 1, config },
    ]);
  }

  async end(): Promise<void> {
    await Promise.all(this.logs.splice(0).map((log) => log.close()));
  }

  get first(): EventLog {
    return this.logs[0] as EventLog;
  }

  /** Another process's view of the same log. */
  open(): EventLog {
    const log = this.place();
    this.logs.push(log);
    return log;
  }

  /** One whose answers take `delay` milliseconds more. */
  async openLate(delay: number): Promise<EventLog> {
    const log = await this.slowPlace(delay);
    this.logs.push(log);
    return log;
  }

  message(key: string, value: string): OutgoingMessage {
    return { topic: this.topic, key, value };
  }

  /** `key:1`, `key:2`… */
  numbered(key: string, from: number, to: number): OutgoingMessage[] {
    return Array.from({ length: to - from + 1 }, (_, place) => this.message(key, `${key}:${from + place}`));
  }

  collect(
    log: EventLog,
    group = this.group,
    topics = [this.topic],
  ): { seen: LogMessage[]; subscription: Subscription } {
    const seen: LogMessage[] = [];
    const onBatch = async ({ messages }: MessageBatch): Promise<void> => void seen.push(...messages);
    return { seen, subscription: log.subscribe({ group, topics, onBatch }) };
  }

  /** What a group has not committed yet, over all partitions. */
  async lag(): Promise<number> {
    const places = await this.first.progress(this.group, [this.topic]);
    return places.reduce((sum, { end, committed }) => sum + end - committed, 0);
  }
}

export function valuesOf(seen: readonly LogMessage[], key: string): string[] {
  return seen.filter((one) => one.key === key).map(({ value }) => value);
}

/** The same promises, kept by both logs; Kafka's are skipped where none is given. */
export function onEachLog(promises: (bench: LogBench) => void): void {
  describe('the event log in PostgreSQL', () => {
    let database: TestDatabase;
    const links: SlowLink[] = [];
    const bench = new LogBench(
      () => new PostgresEventLog(database.ownerUrl),
      async (delay) => {
        const link = await SlowLink.to(database.ownerUrl, delay);
        links.push(link);
        return new PostgresEventLog(link.url);
      },
    );
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(async () => {
      for (const link of links) link.close();
      await database.drop();
    });
    promisesOf(bench, promises);
  });

  const brokers = process.env.KAFKA_BROKERS;
  (brokers ? describe : describe.skip)('the event log in Kafka', () => {
    const settings = { brokers: brokers ?? '' };
    const slow = (delay: number): EventLog => new KafkaEventLog({ ...settings, socketFactory: lateSockets(delay) });
    promisesOf(
      new LogBench(
        () => new KafkaEventLog(settings),
        async (delay) => slow(delay),
      ),
      promises,
    );
  });
}

function promisesOf(bench: LogBench, promises: (bench: LogBench) => void): void {
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());
  promises(bench);
}

/** Sockets to a broker whose every answer arrives late, in order. */
function lateSockets(delay: number): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = plainSocket({ host, port }, onConnect);
    const emit = socket.emit.bind(socket);
    socket.emit = (event: string | symbol, ...given: unknown[]): boolean => {
      if (event !== 'data') return emit(event, ...given);
      void sleep(delay).then(() => emit(event, ...given));
      return true;
    };
    return socket;
  };
}
