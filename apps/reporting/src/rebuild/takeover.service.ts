import type { CloudEvent } from '@abonde/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { Intake } from '../intake/intake.service';
import { goTo, type Place, schemaOf, STORING } from '../intake/place.query';
import { EPOCH_CHANNEL } from '../stream/stream-hub.service';
import { digestOf } from './digest.query';

/** Lets a rebuild that has read the log take the place of the read models that stand. */
@Injectable()
export class Takeover {
  private readonly logger = new Logger('Takeover');

  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: Intake,
  ) {}

  /** Readers of what stands don't wait while it is compared. Given up, to be tried again, when a long read holds the tables. */
  async take(epoch: number): Promise<void> {
    await this.dataSource.query('SELECT index_rebuild($1)', [epoch]);
    const [one, other] = [this.dataSource.createQueryRunner(), this.dataSource.createQueryRunner()];
    try {
      // Both beforehand: batches that wait for the locks may have all the other connections.
      await Promise.all([one.connect(), other.connect()]);
      await one.query('SELECT pg_advisory_lock($1)', [STORING]);
      if (!(await isUnderWay(one, epoch))) return;
      await one.query('SELECT pg_advisory_lock($1, $2)', [STORING, epoch]);
      await this.compareAndSwap(epoch, one, other);
    } finally {
      await one.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await Promise.all([one.release(), other.release()]);
    }
  }

  /**
   * Nothing is stored meanwhile. Digests of both are kept, over the same events: what one of them has read a moment before
   * the other is given to it.
   */
  private async compareAndSwap(epoch: number, one: QueryRunner, other: QueryRunner): Promise<void> {
    const [missing, ahead] = [await between(one, 'standing', epoch), await between(one, epoch, 'standing')];
    await one.manager.transaction((tx) => this.intake.store(tx, missing, epoch));
    await one.manager.transaction((tx) => this.intake.store(tx, ahead));
    const [before, after] = await Promise.all([digestAt(one, 'standing'), digestAt(other, epoch)]);
    await one.manager.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '1s'`);
      await tx.query('SELECT finish_rebuild($1, $2, $3)', [epoch, before, after]);
      await tx.query('SELECT pg_notify($1, $2)', [EPOCH_CHANNEL, String(epoch)]);
    });
    if (before !== after) this.logger.warn(`Epoch ${epoch} differs from what stood before it.`);
  }
}

/** Events that one side has and the other has not, oldest first. */
async function between(runner: QueryRunner, has: Place, lacks: Place): Promise<CloudEvent[]> {
  const rows: { payload: CloudEvent }[] = await runner.query(
    `SELECT payload FROM ${schemaOf(has)}.stream_event AS here
      WHERE NOT EXISTS (SELECT FROM ${schemaOf(lacks)}.stream_event AS there WHERE there.event_id = here.event_id) ORDER BY position`,
  );
  return rows.map(({ payload }) => payload);
}

function digestAt(runner: QueryRunner, place: Place): Promise<string> {
  return runner.manager.transaction(async (tx) => {
    await goTo(tx, place);
    const { digest } = await digestOf(tx);
    return digest;
  });
}

async function isUnderWay(runner: QueryRunner, epoch: number): Promise<boolean> {
  const found: unknown[] = await runner.query('SELECT FROM rebuild WHERE epoch = $1 AND finished_at IS NULL', [epoch]);
  return found.length > 0;
}
