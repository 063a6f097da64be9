import { addDays, maxDay, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlannedMovement } from '../accruals/planned';

export interface PlannedMoney extends PlannedMovement {
  kind: 'INSTALMENT' | 'TRANCHE';
  /** Of the agreement or project it moves. */
  pool: string;
}

/** Days from the request of a tranche to its payment, where no more is known. */
const DAYS_TO_PAY = 30;

interface InstalmentRow {
  agreement: string;
  pool: string;
  day: Day;
  minor: string;
}

interface TrancheRow {
  project: string;
  minor: string;
  split: { agreement: string; amount: { amount: string; currency: string } }[];
  day: Day;
}

/** Money that is known to move and hasn't yet: instalments that are called, tranches that are asked for. */
@Injectable()
export class Plans {
  /** Whatever is late is taken for tomorrow. */
  async known(tx: EntityManager, today: Day): Promise<PlannedMoney[]> {
    const tomorrow = addDays(today, 1);
    return [...(await this.instalments(tx, tomorrow)), ...(await this.tranches(tx, tomorrow))];
  }

  /** Foreign instalments are left out: at what rate they will arrive nobody knows. */
  private async instalments(tx: EntityManager, tomorrow: Day): Promise<PlannedMoney[]> {
    const rows: InstalmentRow[] = await tx.query(
      `SELECT i.agreement, a.pool, i.due_on AS day, (i.minor - i.settled_minor)::text AS minor
         FROM known_instalments i JOIN agreements a ON a.code = i.agreement
        WHERE NOT i.cancelled AND i.minor > i.settled_minor AND i.currency = 'EUR' ORDER BY i.due_on, i.instalment`,
    );
    return rows.map(({ agreement, pool, day, minor }) => ({
      kind: 'INSTALMENT',
      project: null,
      agreement,
      pool,
      day: maxDay(day, tomorrow),
      minor: BigInt(minor),
    }));
  }

  private async tranches(tx: EntityManager, tomorrow: Day): Promise<PlannedMoney[]> {
    const rows: TrancheRow[] = await tx.query(
      `SELECT project, minor::text, split, known_on AS day FROM known_tranches
        WHERE state IN ('REQUESTED', 'CERTIFIED', 'APPROVED') ORDER BY known_on, tranche`,
    );
    const pools = await poolsOf(tx);
    return rows.flatMap(({ project, minor, split, day }): PlannedMoney[] => {
      const on = maxDay(addDays(day, DAYS_TO_PAY), tomorrow);
      const of = (agreement: string | null, pool: string, cents: bigint): PlannedMoney => ({
        kind: 'TRANCHE',
        project,
        agreement,
        pool,
        day: on,
        minor: -cents,
      });
      if (split.length === 0) return [of(null, pools.get(`project:${project}`) ?? 'EUR', BigInt(minor))];
      return split.map(({ agreement, amount }) => of(agreement, pools.get(agreement) ?? 'EUR', Money.of(amount).minor));
    });
  }
}

/** Pools by agreement; and by project, of the agreement that gave it most. */
async function poolsOf(tx: EntityManager): Promise<Map<string, string>> {
  const rows: { name: string; pool: string }[] = await tx.query(
    `SELECT code AS name, pool FROM agreements
     UNION ALL
     SELECT name, pool FROM (
       SELECT DISTINCT ON (m.project) 'project:' || m.project AS name, a.pool
         FROM unit_movements m JOIN agreements a ON a.code = m.agreement WHERE m.project IS NOT NULL
        GROUP BY m.project, a.pool ORDER BY m.project, sum(m.minor) DESC, a.pool) of_projects`,
  );
  return new Map(rows.map(({ name, pool }) => [name, pool]));
}
