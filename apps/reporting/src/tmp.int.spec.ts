import { randomUUID } from 'node:crypto';
import { startTestService } from '@abonde/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { parseEvent, type CloudEvent } from '@abonde/contracts';
import { AppModule } from './app.module';
import { Intake } from './intake/intake.service';
import { entriesOf } from './entries/entry';
import { sealHash } from '@abonde/ledger';
import { SealedBooks } from './entries/sealed-books.testing';
it('bench', async () => {
  const service = await startTestService({ service: 'reporting', module: AppModule });
  const books = new SealedBooks();
  const events: CloudEvent[] = [];
  for (let i = 0; i < 10000; i++) {
    const data = books.post('contributions', {
      day: `20${10 + (i % 16)}-0${1 + (i % 9)}-10`,
      dimensions: { instrument: 'COOPERATION', agreement: `A${i % 50}`, donor: 'D' },
      lines: [`clearing:treasury > receivable:A${i % 50} 10.00`, `fund:money > fund:envelope:A${i % 50} 10.00`],
    });
    events.push(
      parseEvent({
        specversion: '1.0',
        id: randomUUID(),
        type: 'abonde.ledger.transaction-sealed.v1',
        source: 'x',
        subject: 'contributions',
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        sequence: i + 1,
        correlationid: 'x',
        data,
      }) as CloudEvent,
    );
  }
  const [ds, intake] = [service.app.get(DataSource), service.app.get(Intake)];
  const spent: Record<string, number> = {};
  let t = performance.now();
  for (const e of events) entriesOf(e as never);
  spent['entriesOf'] = performance.now() - t;
  t = performance.now();
  for (const e of events) {
    const { book, number, transaction } = (
      e as never as { data: { book: 'contributions'; number: number; transaction: never } }
    ).data;
    sealHash({ book, number, transaction });
  }
  spent['sealHash'] = performance.now() - t;
  t = performance.now();
  for (let at = 0; at < events.length; at += 500)
    await ds.transaction(async (tx) => {
      const query = tx.query.bind(tx);
      const timed = Object.create(tx) as EntityManager;
      timed.query = async (sql: string, p: never) => {
        const s = performance.now();
        const r = await query(sql, p);
        const k = sql.trim().slice(0, 40).replace(/\s+/g, ' ');
        spent[k] = (spent[k] ?? 0) + performance.now() - s;
        return r as never;
      };
      await intake.store(timed, events.slice(at, at + 500));
    });
  spent['total'] = performance.now() - t;
  console.error(Object.fromEntries(Object.entries(spent).map(([k, v]) => [k, Math.round(v)])));
  await service.stop();
}, 200000);
