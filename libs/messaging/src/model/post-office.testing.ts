import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent, EventType } from '@abonde/contracts';
import { adminUrl, eventually, testDatabase, type TestDatabase } from '@abonde/testing';
import { Client } from 'pg';
import { type Apply, type Harness, openHarness } from '../messaging.harness';
import { Waiting } from '../inbox/errors';
import type { Consumption } from '../inbox/consumption';
import type { EventLog, OutgoingMessage, Subscription } from '../log/event-log';
import { PostgresEventLog } from '../log/postgres-event-log';
import { declaredTopics } from '../log/topic-declaration';
import type { TypedEvent } from '../outbox/outbox.service';
import type { Relay } from '../outbox/relay.service';

/** One event type of each of three topics that says a word in its data. */
const words: Record<string, (word: string) => Pick<TypedEvent, 'type' | 'data'>> = {
  'abonde.treasury': (reason) => ({
    type: 'abonde.treasury.match-undo-requested.v1',
    data: { match: randomUUID(), targetKind: 'instalment', reason },
  }),
  'abonde.contributions': (cause) => ({
    type: 'abonde.contributions.shortfall-raised.v1',
    data: { account: 'fund:shortfall:A', amount: { amount: '1.00', currency: 'EUR' }, cause },
  }),
  'abonde.disbursements': (cause) => ({
    type: 'abonde.disbursements.shortfall-raised.v1',
    data: { account: 'fund:shortfall:P', amount: { amount: '1.00', currency: 'EUR' }, cause },
  }),
};
export const topics = Object.keys(words);

/** `says`: what the handler makes of it. `thing`: what it needs or brings. */
export interface Letter {
  topic: string;
  key: string;
  says: 'plain' | 'needs' | 'brings' | 'poison';
  thing: string;
}

class NotApplicable extends Error {
  readonly code = 'NOT_APPLICABLE';
  readonly status = 422;
}

/** The whole way of events: outbox, relays, the log, members of a group, inbox; and everything that goes wrong on it. */
export class PostOffice {
  /** What must have its effect once, by topic and key, in order. */
  readonly sent = new Map<string, string[]>();
  private readonly members: { subscription: Subscription; consumption: Consumption }[] = [];
  private relays: Relay[] = [];
  private faults = { beforePublishing: 0, afterPublishing: 0, handling: 0 };
  private mended = false;
  private written = 0;

  private constructor(
    private readonly harness: Harness,
    private readonly log: PostgresEventLog,
    private readonly logDatabase: TestDatabase,
    private readonly admin: Client,
  ) {}

  static async open(): Promise<PostOffice> {
    const [harness, logDatabase] = await Promise.all([openHarness(), testDatabase()]);
    const log = new PostgresEventLog(logDatabase.ownerUrl);
    await log.createTopics(declaredTopics());
    const admin = new Client(adminUrl());
    await admin.connect();
    const office = new PostOffice(harness, log, logDatabase, admin);
    office.startRelay();
    office.join();
    return office;
  }

  async close(): Promise<void> {
    for (const member of this.members) await leave(member);
    await this.harness.close();
    await this.log.close();
    await this.logDatabase.drop();
    await this.admin.end();
  }

  /** In one transaction, as a command does. What the caller hears counts for nothing: only what was committed is sent. */
  async send(letters: readonly Letter[], ends: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const named = letters.map((letter) => ({
      ...letter,
      word: `${(this.written += 1)} ${letter.says} ${letter.thing}`,
    }));
    const { dataSource, outbox } = this.harness;
    const attempt = dataSource.transaction(async (tx) => {
      for (const { topic, key, word } of named) {
        const event = words[topic]?.(word);
        if (event) await outbox.addAll(tx, [{ ...event, key } as TypedEvent]);
      }
      if (ends === 'ROLLBACK') throw new Error('The command was refused.');
    });
    await attempt.catch(() => undefined);
    const rows = await eventually<{ id: string }[]>(() =>
      dataSource.query(`SELECT id FROM outbox WHERE ${wordOf('event')} = $1`, [named[0]?.word]),
    );
    if (rows.length === 0) return;
    for (const { topic, key, word } of named) {
      const place = `${topic}/${key}`;
      this.sent.set(place, [...(this.sent.get(place) ?? []), word]);
    }
  }

  /** Several relays may run: one owns the outbox. */
  startRelay(): void {
    this.relays.push(this.harness.relay({ log: this.faultyLog() }));
  }

  async restartRelay(): Promise<void> {
    const [first, ...others] = this.relays;
    this.relays = others;
    await first?.stop();
    this.startRelay();
  }

  join(): void {
    const consumption = this.harness.consumption(this.handle);
    consumption.start();
    const onBatch: Parameters<EventLog['subscribe']>[0]['onBatch'] = (batch) => consumption.take(batch);
    const subscription = this.log.subscribe({ group: 'contributions', topics, onBatch });
    this.members.push({ subscription, consumption });
  }

  async leave(): Promise<void> {
    const member = this.members.shift();
    if (member) await leave(member);
    if (this.members.length === 0) this.join();
  }

  /** Everything that was ever published comes again. */
  async rewind(): Promise<void> {
    for (let member = this.members.shift(); member; member = this.members.shift()) await leave(member);
    const places = await this.log.progress('contributions', topics);
    await this.log.reposition(
      'contributions',
      places.map(({ topic, partition }) => ({ topic, partition, offset: 0 })),
    );
    this.join();
  }

  fail(fault: keyof PostOffice['faults'], times: number): void {
    this.faults[fault] = times;
  }

  /** Ends every connection to a database, whatever it is doing. */
  async cut(which: 'service' | 'log'): Promise<void> {
    const name =
      which === 'log'
        ? new URL(this.logDatabase.url).pathname.slice(1)
        : await eventually(
            async () => (await this.harness.dataSource.query('SELECT current_database() AS name'))[0].name as string,
          );
    await this.admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = $2',
      [name, 'client backend'],
    );
    await sleep(5);
  }

  /** What could not be handled now can, and is put back. */
  async mend(): Promise<void> {
    this.mended = true;
    const rows = await eventually<{ topic: string; key: string }[]>(() =>
      this.harness.dataSource.query('SELECT topic, key FROM blocked_key WHERE dead_letter IS NOT NULL'),
    );
    for (const row of rows) {
      await eventually(async () => {
        await this.members[0]?.consumption.putBack(row, 'admin');
      });
    }
  }

  /** Effects by topic and key, in the order in which they were made. */
  async effects(): Promise<Map<string, string[]>> {
    const rows: { what: string }[] = await this.harness.dataSource.query('SELECT what FROM effect ORDER BY id');
    const effects = new Map<string, string[]>();
    for (const { what } of rows) {
      const [topic, key, word] = what.split('/') as [string, string, string];
      const place = `${topic}/${key}`;
      effects.set(place, [...(effects.get(place) ?? []), word]);
    }
    return effects;
  }

  async heldBack(): Promise<number> {
    const [row] = await this.harness.dataSource.query(
      'SELECT (SELECT count(*) FROM held_message) + (SELECT count(*) FROM blocked_key) AS held',
    );
    return Number(row.held);
  }

  private readonly handle: Apply = async (tx, { event, topic, key }, arrived) => {
    const word = said(event);
    const [, says, thing] = word.split(' ');
    if (says === 'poison' && !this.mended) throw new NotApplicable(word);
    if (says === 'needs') {
      const [brought]: unknown[] = await tx.query('SELECT FROM effect WHERE what LIKE $1', [`% brings ${thing}`]);
      if (!brought) throw new Waiting(`thing:${thing}`);
    }
    await tx.query('INSERT INTO effect (what) VALUES ($1)', [`${topic}/${key}/${word}`]);
    if (says === 'brings') arrived(`thing:${thing}`);
    if (this.faults.handling > 0) {
      this.faults.handling -= 1;
      throw new Error('The process ended.');
    }
  };

  /** The log, which sometimes fails before it has written anything, and sometimes after it has written all. */
  private faultyLog(): EventLog {
    const { log, faults } = this;
    const lost = (fault: keyof PostOffice['faults']): void => {
      if (faults[fault] === 0) return;
      faults[fault] -= 1;
      throw new Error('No answer from the log.');
    };
    return {
      kind: log.kind,
      createTopics: (declared) => log.createTopics(declared),
      publish: async (messages: readonly OutgoingMessage[]) => {
        lost('beforePublishing');
        await log.publish(messages);
        lost('afterPublishing');
      },
      subscribe: (options) => log.subscribe(options),
      progress: (group, named) => log.progress(group, named),
      positionsAt: (named, moment) => log.positionsAt(named, moment),
      reposition: (group, positions) => log.reposition(group, positions),
      close: () => Promise.resolve(),
    };
  }
}

async function leave({
  subscription,
  consumption,
}: {
  subscription: Subscription;
  consumption: Consumption;
}): Promise<void> {
  await subscription.stop();
  await consumption.stop();
}

function said({ data }: CloudEvent<EventType>): string {
  const { reason, cause } = data as { reason?: string; cause?: string };
  return reason ?? cause ?? '';
}

function wordOf(column: string): string {
  return `coalesce(${column} -> 'data' ->> 'reason', ${column} -> 'data' ->> 'cause')`;
}
