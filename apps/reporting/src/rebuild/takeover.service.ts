import type { CloudEvent } from '@abonde/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Intake, inEpoch, STORING } from '../intake/intake.service';
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

  /**
   * In one transaction: nobody reads a mixture. Digests of both are kept, over the same events: what one of them has read
   * a moment before the other is given to it. Given up, to be tried again, when a long read holds the tables.
   */
  async take(epoch: number): Promise<void> {
    // Beforehand: readers of what stands don't wait while the indexes are made.
    await this.dataSource.query('SELECT index_rebuild($1)', [epoch]);
    await this.dataSource.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '1s'`);
      await tx.query('SELECT pg_advisory_xact_lock($1)', [STORING]);
      if (!(await isUnderWay(tx, epoch))) return;
      const [missing, ahead] = [await this.between(tx, STANDING, epoch), await this.between(tx, epoch, STANDING)];
      await inEpoch(tx, epoch);
      await this.intake.store(tx, missing);
      const after = await digestOf(tx);
      await inEpoch(tx, STANDING);
      await this.intake.store(tx, ahead);
      const before = await digestOf(tx);
      await tx.query('SELECT finish_rebuild($1, $2, $3)', [epoch, before.digest, after.digest]);
      await tx.query('SELECT pg_notify($1, $2)', [EPOCH_CHANNEL, String(epoch)]);
      if (before.digest !== after.digest) this.logger.warn(`Epoch ${epoch} differs from what stood before it.`);
    });
  }

  /** Events that one side has and the other has not, oldest first. */
  private async between(tx: EntityManager, has: Place, lacks: Place): Promise<CloudEvent[]> {
    const rows: { payload: CloudEvent }[] = await tx.query(
      `SELECT payload FROM ${schemaOf(has)}.stream_event AS here
        WHERE NOT EXISTS (SELECT FROM ${schemaOf(lacks)}.stream_event AS there WHERE there.event_id = here.event_id) ORDER BY position`,
    );
    return rows.map(({ payload }) => payload);
  }
}

/** The read models that stand, or those of an epoch that is being built. */
type Place = number | typeof STANDING;
const STANDING = 'public';

function schemaOf(place: Place): string {
  return place === STANDING ? place : `epoch_${place}`;
}

async function isUnderWay(tx: EntityManager, epoch: number): Promise<boolean> {
  const found: unknown[] = await tx.query('SELECT FROM rebuild WHERE epoch = $1 AND finished_at IS NULL FOR UPDATE', [
    epoch,
  ]);
  return found.length > 0;
}
