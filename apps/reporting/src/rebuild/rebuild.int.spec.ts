import type { Book } from '@abonde/contracts';
import { adminUrl, startTestService, type TestService } from '@abonde/testing';
import { Client } from 'pg';
import { AppModule } from '../app.module';
import type { Facts } from '../entries/sealed-books.testing';
import { publishAgreement, publishAll, publishNames, smallPath } from '../entries/small-path.testing';
import { STORING } from '../intake/place.query';

/** Milliseconds: a rebuild looks once a second whether it may take over. */
const PATIENCE = 30_000;
jest.setTimeout(3 * PATIENCE);

describe('a rebuild', () => {
  let service: TestService;
  let superuser: Client;
  const books = smallPath();

  beforeAll(async () => {
    service = await startTestService({ service: 'reporting', module: AppModule });
    await publishAll(service, books);
    await publishNames(service);
    await settled(books.all().length + 5);
    const [{ name } = { name: '' }] = await service.sql<{ name: string }>('SELECT current_database() AS name');
    const server = new URL(adminUrl());
    server.pathname = name;
    superuser = new Client({ connectionString: server.href });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await service.stop();
  });

  const auditor = () => service.http('auditor');
  const digest = async () => (await auditor().get('/digest')).body;
  const last = async () => (await auditor().get('/rebuild')).body;
  const rebuild = async () => (await service.http('administrator').post('/rebuild', { reason: 'test' })).body.epoch;
  const received = async () => (await auditor().get('/overview')).body.received.value.amount;
  const settled = (events: number) =>
    service.eventually(async () => {
      expect(await digest()).toMatchObject({ events, heads: books.all().length });
    }, PATIENCE);
  const done = (epoch: number) =>
    service.eventually(async () => expect(await last()).toMatchObject({ epoch, state: 'DONE' }), PATIENCE);

  /** Money received by agreement, which takes part in figures, sums, registers and heads. */
  async function newReceipt(): Promise<void> {
    await seal('contributions', {
      kind: 'receipt-recorded',
      day: '2026-06-15',
      dimensions: { instrument: 'COOPERATION', donor: 'SIAAP', agreement: 'SIAAP-2020-SR' },
      lines: ['clearing:treasury > receivable:SIAAP-2020-SR 10.00', 'fund:money > fund:envelope:SIAAP-2020-SR 10.00'],
    });
  }

  async function seal(book: Book, facts: Facts): Promise<void> {
    const data = books.post(book, facts);
    await service.publish('abonde.ledger.transaction-sealed.v1', { key: book, data });
  }

  /** What readers find their way by, whatever the names. */
  const indexes = async () =>
    (
      await service.sql<{ definition: string }>(
        `SELECT regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') AS definition FROM pg_indexes
          WHERE schemaname = 'public' AND tablename IN ('stream_event', 'entry', 'month_sum', 'book_head', 'register') ORDER BY 1`,
      )
    ).map(({ definition }) => definition);

  it('never asked for is not found', async () => {
    expect((await auditor().get('/rebuild')).status).toBe(404);
    expect((await service.http('finance-controller').post('/rebuild', {})).status).toBe(403);
  });

  it('is built beside what stands: readers are answered meanwhile, and new events are in both', async () => {
    await service.setDay('2026-06-30');
    await settled(books.all().length + 6);
    const before = await digest();
    const indexed = await indexes();
    expect(indexed.length).toBeGreaterThan(15);
    expect(await received()).toBe('570.00');
    // While this lock is held nothing is stored where readers are, and nothing takes its place.
    await superuser.query('SELECT pg_advisory_lock($1)', [STORING]);
    expect(await rebuild()).toBe(2);
    expect(await rebuild()).toBe(2);
    await service.eventually(async () => expect(await last()).toMatchObject({ state: 'BUILDING', of: before.events }));
    expect([await digest(), await received()]).toEqual([before, '570.00']);
    await newReceipt();
    expect(await received()).toBe('570.00');
    await superuser.query('SELECT pg_advisory_unlock($1)', [STORING]);
    for (let at = 0; at < 5; at += 1) {
      await newReceipt();
      expect(Number(await received())).toBeGreaterThanOrEqual(570);
    }
    await done(2);
    await settled(before.events + 6);
    expect(await received()).toBe('630.00');
    expect(await indexes()).toEqual(indexed);
    const { identical, before: stood, after } = await last();
    expect([identical, stood]).toEqual([true, after]);
    expect(await digest()).toMatchObject({ epoch: 2, events: before.events + 6 });
  });

  it('leaves nothing of what was built or read before', () =>
    service.eventually(async () => {
      const rows = await service.sql(`
        SELECT nspname AS left FROM pg_namespace WHERE nspname LIKE 'epoch%' UNION ALL
        SELECT DISTINCT consumer FROM inbox WHERE consumer LIKE 'reporting-%' AND consumer <> 'reporting-2'`);
      expect(rows).toEqual([]);
    }));

  it('brings back what somebody changed or dropped, and says that it differs from what stood', async () => {
    const sound = await digest();
    await superuser.query(`DELETE FROM entry WHERE book = 'disbursements'; UPDATE month_sum SET debit = debit + 1;
      UPDATE register SET data = '{}'; DELETE FROM stream_event WHERE topic = 'abonde.contributions'`);
    const altered = await digest();
    expect(altered.digest).not.toBe(sound.digest);
    const epoch = await rebuild();
    await done(epoch);
    const { identical, after } = await last();
    expect([identical, after]).toEqual([false, sound.digest]);
    expect(await digest()).toEqual({ ...sound, epoch });
  });

  it('keeps words as they were written, and finds the donor of an agreement that was signed later', async () => {
    const { events } = await digest();
    const kind = 'tabs\t, lines\r\n, \\N, \\. and "quotes"';
    const lines = ['fund:transfer:contributions > fund:allocation:KH-SR:LATE-2026 1.00'];
    await seal('disbursements', { kind, day: '2026-06-16', lines, dimensions: { agreement: 'LATE-2026' } });
    await settled(events + 1);
    await publishAgreement(service, 'LATE-2026', 'GENEVE');
    await settled(events + 2);
    const late = () => service.sql(`SELECT DISTINCT kind, donor FROM entry WHERE agreement = 'LATE-2026'`);
    expect(await late()).toEqual([{ kind, donor: 'GENEVE' }]);
    await done(await rebuild());
    expect((await last()).identical).toBe(true);
    expect(await late()).toEqual([{ kind, donor: 'GENEVE' }]);
  });

  it('waits for a long read to end rather than hold up those that come after it', async () => {
    await superuser.query('BEGIN; SELECT count(*) FROM entry');
    const epoch = await rebuild();
    await service.eventually(async () => {
      const { read, of } = await last();
      expect([read, of > 0]).toEqual([of, true]);
    });
    expect(await received()).toBe('630.00');
    expect((await last()).state).toBe('BUILDING');
    await superuser.query('COMMIT');
    await done(epoch);
    expect((await last()).identical).toBe(true);
  });

  it('sets aside what no database can hold, and stores what came with it', async () => {
    const { events } = await digest();
    await seal('treasury', { kind: 'nothing \0', lines: ['suspense:MAIN > clearing:contributions 1.00'] });
    await newReceipt();
    await service.eventually(async () => {
      expect(await service.sql('SELECT key, code FROM dead_letter')).toEqual([
        { key: 'treasury', code: 'INVALID_MESSAGE' },
      ]);
      expect(await digest()).toMatchObject({ events: events + 1 });
    });
  });
});
