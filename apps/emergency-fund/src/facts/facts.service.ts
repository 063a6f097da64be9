import type { Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Clause, ProjectHistory } from '../accruals/dispositions';
import { type PlannedMovement, withPlanned } from '../accruals/planned';
import { Pool, type UnitHistory } from '../accruals/pool';
import type { Steps } from '../accruals/timeline';
import type { ChargePolicy } from '../charges/charge-policy';
import { FundEntries } from '../fund/fund-entries.service';
import type { Cause } from './cause';

/** The pool whose interest the fund's own cash shares: its bank accounts are in euros. */
export const FUND_POOL = 'EUR';

export interface KnownPool {
  pool: Pool;
  charges: readonly ChargePolicy[];
  clauses: ReadonlyMap<string, readonly Clause[]>;
}

export interface Donor {
  code: string;
  name: string;
}

export interface LateFact {
  day: Day;
  cause: Cause;
}

interface ClauseRow {
  from: Day;
  kind: Clause['kind'];
  threshold?: string;
}

/**
 * What comes before a project is in implementation says nothing about it, and may be dated after it: a file can be written
 * down years after the project began.
 */
const SINCE_IMPLEMENTATION = `(SELECT * FROM project_states WHERE state IN ('IN_PROGRESS', 'SUSPENDED', 'COMPLETED', 'CLOSED', 'CANCELLED')) since_implementation`;

const NOTHING: Steps<boolean> = { days: [], values: [] };

/** What the service knows of the others, each fact at its value date. */
@Injectable()
export class Facts {
  constructor(private readonly entries: FundEntries) {}

  /**
   * Everything that decides the interest of a pool from a day on, as known now; what came before is one balance.
   * @param planned movements of the pool that are still to come, for a projection
   */
  async pool(tx: EntityManager, pool: string, from: Day, planned: readonly PlannedMovement[] = []): Promise<KnownPool> {
    const clauses = await this.clauses(tx, pool);
    const units = withPlanned(await this.units(tx, pool, from), planned);
    const projects = await this.projects(tx, pool);
    const facts = Pool.of({ units, clauses, projects });
    const whole = pool === FUND_POOL ? facts.withOwnCash(await this.entries.ownCash(tx, from)) : facts;
    return { pool: whole, clauses, charges: await this.charges(tx) };
  }

  /** The same pool after the fund's own cash has changed. */
  async withOwnCash(tx: EntityManager, known: KnownPool, name: string, from: Day): Promise<KnownPool> {
    if (name !== FUND_POOL) return known;
    return { ...known, pool: known.pool.withOwnCash(await this.entries.ownCash(tx, from)) };
  }

  /** Pools that agreements' money belongs to, and the fund's own. */
  async poolNames(tx: EntityManager): Promise<string[]> {
    const rows: { pool: string }[] = await tx.query('SELECT pool FROM agreements UNION SELECT $1 ORDER BY pool', [
      FUND_POOL,
    ]);
    return rows.map(({ pool }) => pool);
  }

  /** Who bears negative interest, as confirmed, in order of day. */
  charges(tx: EntityManager): Promise<ChargePolicy[]> {
    return tx.query(
      `SELECT from_day AS "from", bearer FROM charge_policies WHERE confirmed_at IS NOT NULL
        ORDER BY from_day, confirmed_at, id`,
    );
  }

  /** Donors by agreement; an agreement that isn't known yet has none. */
  async donors(tx: EntityManager): Promise<Map<string, Donor>> {
    const rows: { code: string; donor: string; name: string }[] = await tx.query(
      'SELECT code, donor, coalesce(donor_name, donor) AS name FROM agreements WHERE donor IS NOT NULL',
    );
    return new Map(rows.map(({ code, donor, name }) => [code, { code: donor, name }]));
  }

  /** A fact that bears on interest from `day` on; the next run posts the difference in its name. */
  async mark(tx: EntityManager, day: Day, cause: Cause, pool?: string): Promise<void> {
    await tx.query(
      'INSERT INTO late_facts (pool, day, cause) SELECT DISTINCT pool, $1::date, $2::jsonb FROM placements WHERE $3::text IS NULL OR pool = $3',
      [day, JSON.stringify(cause), pool ?? null],
    );
  }

  /** Marks the pool of an agreement; nothing while the agreement isn't known. */
  async markAgreement(tx: EntityManager, agreement: string, day: Day, cause: Cause): Promise<void> {
    const [known]: { pool: string }[] = await tx.query('SELECT pool FROM agreements WHERE code = $1', [agreement]);
    if (known) await this.mark(tx, day, cause, known.pool);
  }

  /** Takes the marks of a pool: the facts learnt since the last run, earliest value date first. */
  async takeMarks(tx: EntityManager, pool: string): Promise<LateFact[]> {
    return tx.query(
      `WITH taken AS (DELETE FROM late_facts WHERE pool = $1 RETURNING day, cause, id)
       SELECT day, cause FROM taken ORDER BY day, id`,
      [pool],
    );
  }

  private async clauses(tx: EntityManager, pool: string): Promise<Map<string, Clause[]>> {
    const rows: { code: string; clauses: ClauseRow[] }[] = await tx.query(
      'SELECT code, clauses FROM agreements WHERE pool = $1',
      [pool],
    );
    return new Map(
      rows.map(({ code, clauses }) => [
        code,
        clauses
          .map(({ from, kind, threshold }) => ({
            from,
            kind,
            ...(threshold !== undefined && { threshold: BigInt(threshold) }),
          }))
          .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
      ]),
    );
  }

  private async units(tx: EntityManager, pool: string, from: Day): Promise<UnitHistory[]> {
    const rows: (Steps<string> & { project: string | null; agreement: string })[] = await tx.query(
      `SELECT project, agreement, array_agg(day - DATE '1970-01-01' ORDER BY day) AS days,
              array_agg(held::text ORDER BY day) AS values
         FROM (SELECT m.project, m.agreement, greatest(m.day, $2) AS day,
                      sum(sum(m.minor)) OVER (PARTITION BY m.agreement, m.project ORDER BY greatest(m.day, $2)) AS held
                 FROM unit_movements m JOIN agreements a ON a.code = m.agreement
                WHERE a.pool = $1 GROUP BY 1, 2, 3) balances
        GROUP BY project, agreement`,
      [pool, from],
    );
    return rows.map(({ project, agreement, days, values }) => ({
      project,
      agreement,
      held: { days, values: values.map(BigInt) },
    }));
  }

  private async projects(tx: EntityManager, pool: string): Promise<Map<string, ProjectHistory>> {
    const projects = new Map<string, ProjectHistory>();
    for (const { project, ...inProgress } of await this.histories(
      tx,
      pool,
      SINCE_IMPLEMENTATION,
      `state = 'IN_PROGRESS'`,
    ))
      projects.set(project, { inProgress, isAttributed: NOTHING });
    for (const { project, ...isAttributed } of await this.histories(tx, pool, 'project_attributions', 'minor > 0'))
      projects.set(project, { inProgress: projects.get(project)?.inProgress ?? NOTHING, isAttributed });
    return projects;
  }

  /** What holds of each project that has money in the pool, day by day. */
  private histories(
    tx: EntityManager,
    pool: string,
    table: typeof SINCE_IMPLEMENTATION | 'project_attributions',
    condition: string,
  ): Promise<(Steps<boolean> & { project: string })[]> {
    return tx.query(
      `SELECT project, array_agg(day - DATE '1970-01-01' ORDER BY day, sequence) AS days,
              array_agg(${condition} ORDER BY day, sequence) AS values
         FROM ${table}
        WHERE project IN (SELECT m.project FROM unit_movements m JOIN agreements a ON a.code = m.agreement WHERE a.pool = $1)
        GROUP BY project`,
      [pool],
    );
  }
}
