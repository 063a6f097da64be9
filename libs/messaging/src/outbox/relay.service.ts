import type { EventData } from '@abonde/contracts';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Client } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { BackOff, pause } from '../log/back-off';
import { EVENT_LOG, type EventLog, type OutgoingMessage } from '../log/event-log';
import { Topics } from '../log/topics.service';
import { afterCommit } from './after-commit';
import { Outbox, type TypedEvent } from './outbox.service';
import { OutboxPruning } from './outbox-pruning';
import { OwnerLock } from './owner-lock';
import { SEALER, type Sealer } from './sealer';

/** Milliseconds between looks when nothing wakes the owner: what other replicas commit. */
const poll = 25;
/** The same once nothing was found for a while: an idle service costs next to nothing. */
const quietPoll = 200;
const quietAfter = 3_000;
/** Milliseconds between attempts of the others to become the owner. */
const candidacy = 500;
const batch = 1_000;
/** Marks the relay's own transactions, which need not wake it. */
const own = 'abonde-relay';

interface UnsentRow extends OutgoingMessage {
  position: string;
}

/**
 * Publishes the outbox. One owner at a time; it selects unsent rows, it moves no cursor, so that a row that commits late
 * is not skipped. Rows of a key have positions in the order of their commits, hence the order of a key is kept.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Relay');
  private readonly stopping = new AbortController();
  private readonly lock: OwnerLock;
  private readonly pruning = new OutboxPruning();
  private awake = new AbortController();
  private running?: Promise<void>;
  private sealer?: Sealer;
  private owner = false;
  private lastWork = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly topics: Topics,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly modules: ModuleRef,
  ) {
    this.lock = new OwnerLock(dataSource, own);
  }

  onApplicationBootstrap(): void {
    this.sealer = this.findSealer();
    afterCommit(this.dataSource, ({ queryRunner }) => queryRunner.data[own] || this.wake());
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Whether this process is the one that publishes. */
  get isOwner(): boolean {
    return this.owner;
  }

  /** Looks at once; only what it finds keeps it looking often, since every commit of the service wakes it. */
  wake(): void {
    this.awake.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private findSealer(): Sealer | undefined {
    try {
      return this.modules.get<Sealer>(SEALER, { strict: false });
    } catch {
      return undefined;
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const backOff = new BackOff();
    while (!signal.aborted) {
      this.awake = new AbortController();
      try {
        const more = await this.turn();
        backOff.reset();
        if (!more) await pause(this.owner ? this.interval() : candidacy, this.owner ? this.awake.signal : signal);
      } catch (error) {
        this.owner = false;
        this.logger.warn(`The outbox waits: ${String(error)}`);
        await this.lock.release();
        await backOff.wait(signal);
      }
    }
    this.owner = false;
    await this.lock.release();
  }

  private interval(): number {
    return Date.now() - this.lastWork < quietAfter ? poll : quietPoll;
  }

  /** @returns whether there is more to do at once */
  private async turn(): Promise<boolean> {
    const connection = await this.lock.hold();
    this.owner = connection !== undefined;
    if (!connection) return false;
    const sealed = await this.lock.during(this.seal());
    return (await this.publish(connection)) || sealed || (await this.pruning.step(connection)) > 0;
  }

  private async seal(): Promise<boolean> {
    const { sealer } = this;
    if (!sealer) return false;
    if (sealer.pending && !(await sealer.pending(this.dataSource.manager))) return false;
    return this.dataSource.transaction(async (tx) => {
      if (tx.queryRunner) tx.queryRunner.data[own] = true;
      if (!(await this.sealsAlone(tx))) return false;
      const sealed = await sealer.seal(tx);
      await this.outbox.addAll(tx, sealed.map(sealedEvent));
      return sealed.length > 0;
    });
  }

  /** For the moment in which a former owner has not yet noticed that its connection is gone. */
  private async sealsAlone(tx: EntityManager): Promise<boolean> {
    const [row]: { alone: boolean }[] = await tx.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('abonde-sealer')) AS alone`,
    );
    return row?.alone ?? false;
  }

  private async publish(connection: Client): Promise<boolean> {
    const { rows } = await connection.query<UnsentRow>(
      `SELECT position, topic, key, event::text AS value FROM outbox WHERE sent_at IS NULL ORDER BY position LIMIT ${batch}`,
    );
    if (rows.length === 0) return false;
    this.lastWork = Date.now();
    await this.lock.during(this.send(rows));
    await connection.query('UPDATE outbox SET sent_at = now() WHERE position = ANY ($1::bigint[])', [
      rows.map(({ position }) => position),
    ]);
    return rows.length === batch;
  }

  private async send(rows: readonly OutgoingMessage[]): Promise<void> {
    await this.topics.ensure();
    await this.log.publish(rows.map(({ topic, key, value }) => ({ topic, key, value })));
  }
}

function sealedEvent(
  data: EventData<'abonde.ledger.transaction-sealed.v1'>,
): TypedEvent<'abonde.ledger.transaction-sealed.v1'> {
  const { accountingDate, valueDate, transfer } = data.transaction;
  return {
    type: 'abonde.ledger.transaction-sealed.v1',
    key: data.book,
    data,
    accountingDate,
    valueDate,
    transfer: transfer ?? undefined,
  };
}
