import type { Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Pool, type Clause, type Movement, type ProjectHistory } from '../accruals/pool';
import { FundEntries } from '../fund/fund-entries.service';

/** The pool whose interest the fund's own cash shares: its bank accounts are in euros. */
export const FUND_POOL = 'EUR';

export interface KnownPool {
  pool: Pool;
  clauses: ReadonlyMap<string, readonly Clause[]>;
}

export interface LateFact {
  day: Day;
  cause: string;
}

interface ClauseRow {
  from: Day;
  kind: Clause['kind'];
  threshold?: string;
}

/** What the service knows of the others, each fact at its value date. */
@Injectable()
export class Facts {
  constructor(private readonly entries: FundEntries) {}

  /** Everything that decides the interest of a pool, as known now. */
  async pool(tx: EntityManager, pool: string): Promise<KnownPool> {
    const clauses = await this.clauses(tx, pool);
    const movements = await this.movements(tx, pool);
    return { pool: new Pool({ movements, clauses, projects: await this.projects(tx) }), clauses };
  }

  /** A fact that bears on interest from `day` on; the next run posts the difference in its name. */
  async mark(tx: EntityManager, day: Day, cause: string, pool?: string): Promise<void> {
    await tx.query(
      'INSERT INTO late_facts (pool, day, cause) SELECT DISTINCT pool, $1::date, $2 FROM placements WHERE $3::text IS NULL OR pool = $3',
      [day, cause, pool ?? null],
    );
  }

  /** Marks the pool of an agreement; nothing while the agreement isn't known. */
  async markAgreement(tx: EntityManager, agreement: string, day: Day, cause: string): Promise<void> {
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

  private async movements(tx: EntityManager, pool: string): Promise<Movement[]> {
    const rows: { project: string | null; agreement: string; day: Day; minor: string }[] = await tx.query(
      `SELECT m.project, m.agreement, m.day, sum(m.minor)::text AS minor
         FROM unit_movements m JOIN agreements a ON a.code = m.agreement
        WHERE a.pool = $1 GROUP BY m.project, m.agreement, m.day`,
      [pool],
    );
    const known: Movement[] = rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
    if (pool !== FUND_POOL) return known;
    const own = await this.entries.ownCash(tx);
    return [...known, ...own.map(({ day, minor }) => ({ project: null, agreement: null, day, minor }))];
  }

  private async projects(tx: EntityManager): Promise<Map<string, ProjectHistory>> {
    const projects = new Map<string, ProjectHistory>();
    const of = (project: string): ProjectHistory => {
      const known = projects.get(project) ?? { states: [], attributions: [] };
      projects.set(project, known);
      return known;
    };
    const states: { project: string; day: Day; state: string }[] = await tx.query(
      'SELECT project, day, state FROM project_states ORDER BY day, sequence',
    );
    for (const { project, day, state } of states)
      of(project).states.push({ from: day, inProgress: state === 'IN_PROGRESS' });
    const attributions: { project: string; day: Day; minor: string }[] = await tx.query(
      'SELECT project, day, minor FROM project_attributions ORDER BY day, sequence',
    );
    for (const { project, day, minor } of attributions)
      of(project).attributions.push({ from: day, isAttributed: BigInt(minor) > 0n });
    return projects;
  }
}
