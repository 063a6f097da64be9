import type { Day } from '@abonde/calendar';
import { type Actor, DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fixing } from '../accruals/rates';
import { Facts } from '../facts/facts.service';
import { readFixings } from './fixing-file';

export interface FixingImport {
  added: number;
  corrected: number;
  unchanged: number;
  /** First day whose fixing is new or another one. */
  from: Day | null;
}

/** What indices were, day by day. Nothing is overwritten: a correction is recorded after what it corrects. */
@Injectable()
export class Fixings {
  constructor(private readonly facts: Facts) {}

  /** In order of day, each as it was last recorded. */
  of(tx: EntityManager, index: string): Promise<Fixing[]> {
    return tx.query('SELECT DISTINCT ON (day) day, rate FROM index_fixings WHERE index = $1 ORDER BY day, id DESC', [
      index,
    ]);
  }

  /** Takes a file whole or not at all. What was accrued on the days that change is restated by the next run. */
  async import(tx: EntityManager, index: string, csv: string, actor: Actor): Promise<FixingImport> {
    const { fixings, faults } = readFixings(csv);
    if (faults.length > 0 || fixings.length === 0) {
      throw new DomainError({
        code: 'INVALID_FIXINGS',
        status: 422,
        title: 'Fixings that cannot be read',
        detail: 'Nothing was imported.',
        faults: faults.slice(0, 100),
      });
    }
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fixings:' || $1, 0))`, [index]);
    const known = new Map((await this.of(tx, index)).map(({ day, rate }) => [day, rate]));
    const changed = fixings.filter(({ day, rate }) => known.get(day) !== rate).sort((a, b) => (a.day < b.day ? -1 : 1));
    const corrected = changed.filter(({ day }) => known.has(day)).length;
    const from = changed[0]?.day ?? null;
    if (from !== null) await this.record(tx, index, changed, from, actor);
    return {
      added: changed.length - corrected,
      corrected,
      unchanged: fixings.length - changed.length,
      from,
    };
  }

  private async record(
    tx: EntityManager,
    index: string,
    changed: readonly Fixing[],
    from: Day,
    actor: Actor,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO index_fixings (index, day, rate, recorded_by)
       SELECT $1, f.day, f.rate, $4 FROM unnest($2::date[], $3::text[]) AS f (day, rate)`,
      [index, changed.map(({ day }) => day), changed.map(({ rate }) => rate), actor.id],
    );
    const pools: { pool: string }[] = await tx.query(
      `SELECT DISTINCT p.pool FROM placements p JOIN placement_rates r ON r.placement = p.code
        WHERE r.index = $1 AND r.confirmed_at IS NOT NULL`,
      [index],
    );
    for (const { pool } of pools) await this.facts.mark(tx, from, `fixings of ${index} from ${from}`, pool);
  }
}
