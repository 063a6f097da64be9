import { declaredTopics, openEventLog, type OutgoingMessage } from '@abonde/messaging';
import { eventually } from '@abonde/testing';
import { Kafka, logLevel } from 'kafkajs';
import { atLeast, type Bench, type BenchContext, toKnow } from './bench';
import { type BenchedService, startBenchedService } from './benched-service';
import { isTold, ownProcessorMs, processorMs, ServerTime } from './processor-time';
import { type LogSize, sealedLog } from './sealed-log';

const size = { rounds: 10_000, shares: 2 };
const patience = 900_000;
const mb = 1_048_576;

/** How fast reporting reads a log again, against a consumer that does nothing with what it reads. */
export const rebuildBench: Bench = {
  name: 'rebuild',
  async run(context) {
    const service = await startBenchedService(context, 'reporting');
    try {
      const events = await fillLog(service.eventLog, size);
      await eventually(async () => (await stored(service)) >= events && (await summed(service)), patience);
      const bare = await worked(ownProcessorMs, () => readBare(context, service.eventLog, events));
      const server = isTold() ? await ServerTime.of(await context.postgres()) : undefined;
      const before = await service.residentBytes();
      const both = await worked(
        () => (server ? server.ms() + processorMs(service.id) : NaN),
        () => rebuilt(service, events),
      );
      const after = await service.residentBytes();
      const perThousand = (ms: number): number => (ms * 1_000) / events;
      context.say(
        `${events} events: rebuilt in ${both.seconds.toFixed(1)} s, read bare in ${bare.seconds.toFixed(1)} s`,
      );
      return [
        atLeast(0.25, {
          ...{ name: 'rebuild reporting, against a bare consumer', unit: 'events/s' },
          ...{ value: events / both.seconds, limit: events / bare.seconds },
        }),
        toKnow({
          ...{ name: 'processor time of service and database, a thousand events rebuilt', unit: 'ms' },
          ...{ value: perThousand(both.work), limit: perThousand(bare.work) },
        }),
        toKnow({ name: 'memory after a rebuild, against before', value: after / mb, unit: 'MB', limit: before / mb }),
      ];
    } finally {
      await service.stop();
    }
  },
};

interface Worked {
  seconds: number;
  /** Milliseconds of processor time. */
  work: number;
}

async function worked(processorTime: () => number, work: () => Promise<void>): Promise<Worked> {
  const [started, before] = [performance.now(), processorTime()];
  await work();
  return { seconds: (performance.now() - started) / 1_000, work: processorTime() - before };
}

/** @returns how many events were published */
export async function fillLog(eventLog: string, size: LogSize): Promise<number> {
  const log = openEventLog({ EVENT_LOG: eventLog });
  let published = 0;
  const publish = async (messages: OutgoingMessage[]): Promise<void> => {
    await log.publish(messages);
    published += messages.length;
  };
  try {
    await log.createTopics(declaredTopics());
    for (const messages of sealedLog(size)) await publish(messages);
    return published;
  } finally {
    await log.close();
  }
}

/** Events that reporting has stored, whose positions have no gaps. */
export async function stored(service: BenchedService): Promise<number> {
  const [row] = await service.sql<{ events: number }>(
    'SELECT coalesce(max(position) - min(position) + 1, 0)::int AS events FROM stream_event',
  );
  return row?.events ?? 0;
}

/** Whether the running sums have caught up with the entries, as they do a moment later: the service is at rest. */
export async function summed(service: BenchedService): Promise<boolean> {
  const behind = await service.sql(
    `SELECT FROM (SELECT book, max(number) AS last FROM book_head GROUP BY book) AS sealed
       LEFT JOIN running_head AS head USING (book) WHERE head.number IS DISTINCT FROM sealed.last`,
  );
  return behind.length === 0;
}

async function rebuilt(service: BenchedService, events: number): Promise<void> {
  const before = await epochOf(service);
  const { status } = await service.http('administrator').post('/rebuild', { reason: 'bench' });
  if (status !== 202) throw new Error(`The rebuild was refused with status ${status}.`);
  await eventually(async () => (await epochOf(service)) > before && (await stored(service)) >= events, patience);
}

async function epochOf(service: BenchedService): Promise<number> {
  const [row] = await service.sql<{ epoch: number }>('SELECT max(epoch) AS epoch FROM epoch');
  return row?.epoch ?? 0;
}

/** Joining the group counts too, on both sides. */
async function readBare(context: BenchContext, eventLog: string, events: number): Promise<void> {
  const namespace = eventLog.split('/')[1] ?? '';
  const kafka = new Kafka({ brokers: (await context.kafka()).split(','), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `${namespace}.bare`, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({
      topics: declaredTopics().map(({ name }) => `${namespace}.${name}`),
      fromBeginning: true,
    });
    await new Promise<void>((resolve, reject) => {
      let read = 0;
      const eachBatch = async ({ batch }: { batch: { messages: unknown[] } }): Promise<void> => {
        read += batch.messages.length;
        if (read >= events) resolve();
        return Promise.resolve();
      };
      consumer.run({ eachBatch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
