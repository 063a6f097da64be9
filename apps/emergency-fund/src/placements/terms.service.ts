import { addDays, maxDay, type Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Terms } from '../accruals/accrual';
import { Placement } from './placement.entity';

/** What the interest of placements is computed with. */
@Injectable()
export class PlacementTerms {
  /** Held until the transaction ends: one run or credit of a pool at a time. */
  async lockPool(tx: EntityManager, pool: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('interest-pool:' || $1, 0))`, [pool]);
  }

  async pools(tx: EntityManager): Promise<string[]> {
    const rows: { pool: string }[] = await tx.query('SELECT DISTINCT pool FROM placements ORDER BY pool');
    return rows.map(({ pool }) => pool);
  }

  inPool(tx: EntityManager, pool: string): Promise<Placement[]> {
    return tx.find(Placement, { where: { pool }, order: { code: 'ASC' } });
  }

  async of(tx: EntityManager, placement: Placement): Promise<Terms> {
    const rates: { from: Day; rate: string }[] = await tx.query(
      `SELECT in_force_from AS "from", rate FROM placement_rates
        WHERE placement = $1 AND confirmed_at IS NOT NULL ORDER BY in_force_from, confirmed_at, id`,
      [placement.code],
    );
    const others = (await this.inPool(tx, placement.pool)).filter(
      ({ code, principal }) => code !== placement.code && principal !== null,
    );
    return {
      dayCount: placement.dayCount,
      openedOn: placement.openedOn,
      maturesOn: placement.maturesOn,
      rates,
      principal: placement.principal === null ? null : BigInt(placement.principal),
      deposits: others.map(({ openedOn, maturesOn, principal }) => ({
        from: openedOn,
        until: maturesOn,
        principal: BigInt(principal!),
      })),
    };
  }

  /** First day whose interest the bank has not credited yet. */
  async uncreditedFrom(tx: EntityManager, { code, openedOn }: Placement): Promise<Day> {
    const [last]: { day: Day | null }[] = await tx.query(
      'SELECT max(to_day) AS day FROM interest_credits WHERE placement = $1 AND NOT reversed',
      [code],
    );
    return last?.day ? maxDay(openedOn, addDays(last.day, 1)) : openedOn;
  }
}
