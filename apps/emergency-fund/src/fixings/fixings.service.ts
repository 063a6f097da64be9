import type { Day } from '@abonde/calendar';
import { type Actor, DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fixing } from '../accruals/rates';
import { Facts } from '../facts/facts.service';
import { faultOf, readFixings } from './fixing-file';
import type { CorrectFixingDto, IndexDto, RecordedFixingDto } from './fixings.dto';

export interface FixingImport {
  added: number;
  corrected: number;
  unchanged: number;
  /** First day whose fixing is new or another one. */
  from: Day | null;
}

interface Told {
  index: string;
  fixings: readonly Fixing[];
  /** Why one is mended; null for a file. */
  reason: string | null;
  actor: Actor;
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

  /** Indices with a fixing, and those that a rate refers to. */
  indices(tx: EntityManager): Promise<IndexDto[]> {
    return tx.query(
      `SELECT coalesce(f.index, r.index) AS index, f.first, f.last, coalesce(f.days, 0)::int AS days
         FROM (SELECT index, min(day) AS first, max(day) AS last, count(DISTINCT day) AS days FROM index_fixings GROUP BY index) f
         FULL JOIN (SELECT DISTINCT index FROM placement_rates WHERE index IS NOT NULL) r ON r.index = f.index
        ORDER BY 1`,
    );
  }

  /** All that was recorded of an index, latest day first, each day's latest first: what was corrected stays. */
  recorded(tx: EntityManager, index: string, before: string | undefined, limit: number): Promise<RecordedFixingDto[]> {
    return tx.query(
      `SELECT day, rate, reason, recorded_by AS "recordedBy", to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "recordedAt",
              id = max(id) OVER (PARTITION BY day) AS "inForce", id::text AS id
         FROM index_fixings WHERE index = $1 AND ($2::text IS NULL OR (day, id) < (split_part($2, '/', 1)::date, split_part($2, '/', 2)::bigint))
        ORDER BY day DESC, id DESC LIMIT $3`,
      [index, before ?? null, limit],
    );
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
    return this.take(tx, { index, fixings, reason: null, actor });
  }

  /** Mends one day, naming why. @throws {DomainError} 422 INVALID_FIXING with its fault and field */
  async correct(
    tx: EntityManager,
    index: string,
    { day, rate, reason }: CorrectFixingDto,
    actor: Actor,
  ): Promise<FixingImport> {
    const fault = faultOf(day, rate);
    if (fault) {
      throw new DomainError({
        code: 'INVALID_FIXING',
        status: 422,
        title: 'A fixing that cannot be',
        fault,
        field: fault === 'INVALID_RATE' ? 'rate' : 'day',
      });
    }
    return this.take(tx, { index, fixings: [{ day, rate }], reason, actor });
  }

  private async take(tx: EntityManager, told: Told): Promise<FixingImport> {
    const { index, fixings } = told;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('fixings:' || $1, 0))`, [index]);
    const known = new Map((await this.of(tx, index)).map(({ day, rate }) => [day, rate]));
    const changed = fixings.filter(({ day, rate }) => known.get(day) !== rate).sort((a, b) => (a.day < b.day ? -1 : 1));
    const corrected = changed.filter(({ day }) => known.has(day)).length;
    const from = changed[0]?.day ?? null;
    if (from !== null) await this.record(tx, { ...told, fixings: changed }, from);
    return {
      added: changed.length - corrected,
      corrected,
      unchanged: fixings.length - changed.length,
      from,
    };
  }

  private async record(tx: EntityManager, { index, fixings, reason, actor }: Told, from: Day): Promise<void> {
    await tx.query(
      `INSERT INTO index_fixings (index, day, rate, recorded_by, reason)
       SELECT $1, f.day, f.rate, $4, $5 FROM unnest($2::date[], $3::text[]) AS f (day, rate)`,
      [index, fixings.map(({ day }) => day), fixings.map(({ rate }) => rate), actor.id, reason],
    );
    const pools: { pool: string }[] = await tx.query(
      `SELECT DISTINCT p.pool FROM placements p JOIN placement_rates r ON r.placement = p.code
        WHERE r.index = $1 AND r.confirmed_at IS NOT NULL`,
      [index],
    );
    const text = `fixings of ${index} from ${from}${reason === null ? '' : `: ${reason}`}`;
    const cause = { kind: 'FIXINGS', text, figures: { index, day: from, reason: reason ?? '' } } as const;
    for (const { pool } of pools) await this.facts.mark(tx, from, cause, pool);
  }
}
