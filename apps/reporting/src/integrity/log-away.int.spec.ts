import { adminUrl, startTestService, testDatabase, type TestDatabase, type TestService } from '@abonde/testing';
import { Client } from 'pg';
import { AppModule } from '../app.module';
import { SealedBooks } from '../entries/sealed-books.testing';
import { type BookKeepers, bookKeepers } from './other-services.testing';

describe('while the event log is away', () => {
  let service: TestService;
  let log: TestDatabase;
  let others: BookKeepers;

  beforeAll(async () => {
    const books = new SealedBooks();
    others = await bookKeepers(() => books);
    log = await testDatabase();
    service = await startTestService({
      service: 'reporting',
      module: AppModule,
      environment: others.environment,
      eventLog: `postgres:${log.ownerUrl}`,
    });
  });
  afterAll(async () => {
    await service.stop();
    await log.drop();
    others.close();
  });

  /** Nobody reaches the database of the log any more, or everybody does again. */
  async function reachable(allowed: boolean): Promise<void> {
    const name = new URL(log.ownerUrl).pathname.slice(1);
    const admin = new Client({ connectionString: adminUrl() });
    await admin.connect();
    await admin.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${allowed}`);
    if (!allowed)
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await admin.end();
  }

  const read = async () => (await service.http('auditor').get('/integrity')).body;

  it('integrity says that it does not know how late it is, and answers everything else', async () => {
    await service.eventually(async () => expect((await read()).lag).toMatchObject({ events: 0, reason: null }));
    await reachable(false);
    const { status, body } = await service.http('auditor').get('/integrity');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: false,
      lag: { events: null, topics: [], reason: 'the event log does not answer' },
      conservation: { difference: { amount: '0.00' } },
    });
    expect(body.invariants.map(({ ok }: { ok: boolean }) => ok)).toEqual(Array(12).fill(true));
    expect((await service.anonymous.get('/metrics')).status).toBe(200);
    await reachable(true);
    await service.eventually(async () => expect((await read()).ok).toBe(true));
  });
});
