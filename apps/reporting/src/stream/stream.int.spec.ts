import { request, type IncomingMessage } from 'node:http';
import { EVENT_LOG, type EventLog } from '@abonde/messaging';
import { startTestService, type TestService } from '@abonde/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { publishAll, publishNames, smallPath } from '../entries/small-path.testing';
import { Intake } from '../intake/intake.service';
import type { CloudEvent } from '@abonde/contracts';

interface Received {
  id?: string;
  event?: string;
  data?: string;
}

/** A dashboard that reads the stream. */
class Reader {
  readonly events: Received[] = [];
  text = '';
  private response?: IncomingMessage;

  static async open(origin: string, token: string, query = '', headers: Record<string, string> = {}): Promise<Reader> {
    const reader = new Reader();
    await new Promise<void>((resolve, reject) => {
      request(
        `${origin}/api/reporting/stream${query}`,
        { headers: { authorization: token, ...headers } },
        (response) => {
          reader.response = response;
          response.setEncoding('utf8').on('data', (chunk: string) => reader.take(chunk));
          response.once('data', () => resolve());
          response.on('error', () => undefined);
        },
      )
        .on('error', reject)
        .end();
    });
    return reader;
  }

  close(): void {
    this.response?.destroy();
  }

  private take(chunk: string): void {
    this.text += chunk;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/).slice(0, 2)));
      if (fields['event']) this.events.push(fields);
    }
  }
}

describe('stream, intake and rebuild', () => {
  let service: TestService;
  const readers: Reader[] = [];
  const books = smallPath();

  beforeAll(async () => {
    service = await startTestService({
      service: 'reporting',
      module: AppModule,
      environment: { STREAM_WINDOW: '100' },
    });
    await service.setDay('2026-05-31');
    await publishAll(service, books);
    await publishNames(service);
    await stored(books.all().length + 6);
  });

  afterAll(async () => {
    for (const reader of readers) reader.close();
    await service.stop();
  });

  async function stored(count: number): Promise<void> {
    await service.eventually(async () => {
      const [row] = await service.sql<{ count: number }>('SELECT count(*)::int AS count FROM stream_event');
      expect(row?.count).toBe(count);
    });
  }

  /** The client of the tests has no streams: its token is read from what it sends. */
  async function token(): Promise<string> {
    const sent = jest.spyOn(globalThis, 'fetch');
    await service.http('auditor').get('/events?limit=1');
    const tokens = sent.mock.calls.flatMap(
      ([, init]) => (init?.headers as Record<string, string> | undefined)?.['authorization'] ?? [],
    );
    sent.mockRestore();
    return tokens.at(-1) ?? '';
  }

  async function open(query = '', headers: Record<string, string> = {}): Promise<Reader> {
    const reader = await Reader.open(service.origin, await token(), query, headers);
    readers.push(reader);
    return reader;
  }

  const head = async () => (await service.http('auditor').get('/events?limit=1')).body.items[0].id as string;
  const name = (day: string) => service.publish('abonde.platform.business-day-set.v1', { key: 'clock', data: { day } });

  it('sends what happens from now on, at once, under the ids of its epoch', async () => {
    const reader = await open();
    const from = await head();
    const event = await name('2026-06-01');
    await service.eventually(async () => expect(reader.events).toHaveLength(1));
    const [received] = reader.events;
    expect(received).toMatchObject({ event: event.type, id: `1-${Number(from.split('-')[1]) + 1}` });
    expect(JSON.parse(received?.data ?? '')).toEqual(event);
  });

  it('replays after Last-Event-ID, each event once and in order, and only the topics asked for', async () => {
    const all = (await service.http('auditor').get('/events?limit=30')).body.items;
    const from = all[20].id;
    const reader = await open('', { 'last-event-id': from });
    const expected = all
      .slice(0, 20)
      .map(({ id }: { id: string }) => id)
      .reverse();
    await service.eventually(async () => expect(reader.events.map(({ id }) => id)).toEqual(expected));
    const names = await open(`?topics=contributions&lastEventId=${from}`);
    const agreements = all
      .slice(0, 20)
      .filter(({ topic }: { topic: string }) => topic === 'abonde.contributions').length;
    await service.eventually(async () => expect(names.events).toHaveLength(agreements));
    await name('2026-06-02');
    await service.eventually(async () => expect(reader.events).toHaveLength(21));
    expect(names.events).toHaveLength(agreements);
  });

  it('asks to start afresh when an id is beyond the window, of another epoch or no id', async () => {
    for (const id of ['1-999999', '7-1', 'nonsense']) {
      const reader = await open('', { 'last-event-id': id });
      await service.eventually(async () => expect(reader.events[0]?.event).toBe('reset'));
      expect(reader.events[0]?.id).toBe(await head());
    }
  });

  it('tells recent events as sentences with names and money', async () => {
    const { items, nextCursor } = (await service.http('auditor').get('/events?topics=ledger&limit=3')).body;
    expect(items).toHaveLength(3);
    expect(nextCursor).toBe(items[2].id);
    const aid = (await service.http('auditor').get('/events?topics=ledger&limit=200')).body.items.find(
      ({ sentence }: { sentence: { params: { kind: string } } }) => sentence.params.kind === 'receipt-recorded',
    );
    expect(aid).toMatchObject({
      instrument: 'COOPERATION',
      names: { SIAAP: 'SIAAP' },
      sentence: {
        key: 'ledger.transaction-sealed',
        params: {
          book: 'contributions',
          amount: { amount: '500.00', currency: 'EUR' },
          donor: 'SIAAP',
          agreement: 'SIAAP-2020-SR',
        },
      },
    });
    expect((await service.http('auditor').get(aid.entries)).body.items[0].transaction).toBe(
      aid.event.data.transaction.id,
    );
  });

  it('is the same whatever the order of arrival and however often events come', async () => {
    const before = (await service.http('auditor').get('/digest')).body;
    const events = (
      await service.sql<{ payload: CloudEvent }>('SELECT payload FROM stream_event ORDER BY position')
    ).map(({ payload }) => payload);
    const [dataSource, intake] = [service.app.get(DataSource), service.app.get(Intake)];
    await dataSource.transaction((tx) => intake.store(tx, [...events].reverse()));
    expect((await service.http('auditor').get('/digest')).body).toEqual(before);
    await service.sql('TRUNCATE stream_event, entry, month_sum, book_head, register');
    const shuffled = [...events].sort((a, b) => a.id.slice(-6).localeCompare(b.id.slice(-6)));
    for (let at = 0; at < shuffled.length; at += 7) {
      await dataSource.transaction((tx) =>
        intake.store(tx, [...shuffled.slice(at, at + 7), ...shuffled.slice(at, at + 2)]),
      );
    }
    expect((await service.http('auditor').get('/digest')).body).toEqual(before);
  });

  it('rebuilds the same content under a new epoch, and resets its readers', async () => {
    const before = (await service.http('auditor').get('/digest')).body;
    const reader = await open();
    expect((await service.http('finance-officer').post('/rebuild', {})).status).toBe(403);
    const { status, body } = await service.http('administrator').post('/rebuild', { reason: 'test' });
    expect({ status, body }).toEqual({ status: 202, body: { epoch: 2 } });
    await service.eventually(async () =>
      expect((await service.http('auditor').get('/rebuild')).body).toMatchObject({ state: 'DONE', identical: true }),
    );
    expect((await service.http('auditor').get('/digest')).body).toEqual({ ...before, epoch: 2 });
    await service.eventually(async () =>
      expect(reader.events[0]).toMatchObject({ event: 'reset', id: expect.stringMatching(/^2-/) }),
    );
    const event = await name('2026-06-03');
    await service.eventually(async () => expect(reader.events.at(-1)?.event).toBe(event.type));
    expect(reader.events.slice(1).map((one) => JSON.parse(one.data ?? '').id)).toEqual([event.id]);
  });

  it('resets a reader that stood still while more than the window passed', async () => {
    const from = await head();
    const log = service.app.get<EventLog>(EVENT_LOG);
    expect(log.kind).toBe('postgres');
    for (let at = 0; at < 120; at += 1) await name('2026-06-04');
    await service.eventually(async () =>
      expect(Number((await head()).split('-')[1])).toBeGreaterThan(Number(from.split('-')[1]) + 119),
    );
    const reader = await open('', { 'last-event-id': from });
    await service.eventually(async () => expect(reader.events[0]?.event).toBe('reset'));
  });
});
