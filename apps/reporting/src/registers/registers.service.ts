import { addDays, type Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface Named {
  kind: string;
  code: string;
  name: string;
  country: string | null;
}
export interface ProjectName {
  project: string;
  title: string;
  city: string;
  country: string;
  instrument: string;
  theme: string;
  state: string | null;
}

/** What waits for someone, by kind of act. */
export interface Todo {
  allocationsToConfirm: number;
  tranchesToCertify: number;
  tranchesToApprove: number;
  tranchesToPay: number;
  dossiersToCheck: number;
  paymentsToApprove: number;
  paymentsToEmit: number;
  aidToDecide: number;
  /** Promised to donors, late or due within `REPORTS_AHEAD` days. */
  reportsToWrite: number;
}

/** Names and states, as business events last said them. */
@Injectable()
export class Registers {
  constructor(private readonly dataSource: DataSource) {}

  async names(): Promise<Map<string, Named>> {
    const rows: Named[] = await this.dataSource.query(
      `SELECT kind, code, coalesce(data ->> 'name', data ->> 'title', data ->> 'city', code) AS name, data ->> 'country' AS country
         FROM register WHERE facet = 'name' OR (kind = 'project' AND facet IN ('state', 'subsidy'))
        ORDER BY kind, code, facet DESC`,
    );
    return new Map(rows.map((row) => [`${row.kind}:${row.code}`, row]));
  }

  projects(): Promise<ProjectName[]> {
    return this.dataSource.query(
      `SELECT code AS project, named.title, named.city, named.country, named.instrument, named.theme, state.state
         FROM (SELECT DISTINCT ON (code) code, data ->> 'title' AS title, data ->> 'city' AS city, data ->> 'country' AS country,
                      data ->> 'instrument' AS instrument, data ->> 'theme' AS theme
                 FROM register WHERE kind = 'project' AND facet IN ('state', 'subsidy') ORDER BY code, facet) AS named
         LEFT JOIN (SELECT code, data ->> 'to' AS state FROM register WHERE kind = 'project' AND facet = 'state') AS state USING (code)
        ORDER BY code`,
    );
  }

  async facet<T>(kind: string, code: string, facet: string): Promise<T | undefined> {
    const [row]: { data: T }[] = await this.dataSource.query(
      'SELECT data FROM register WHERE kind = $1 AND code = $2 AND facet = $3',
      [kind, code, facet],
    );
    return row?.data;
  }

  /** Codes of what belongs to another named thing: the agreements of a donor, the projects of a city. */
  async codesOf(kind: 'agreement' | 'project', owner: 'donor' | 'city', code: string): Promise<string[]> {
    const rows: { code: string }[] = await this.dataSource.query(
      `SELECT DISTINCT code FROM register WHERE kind = $1 AND facet IN ('terms', 'state', 'subsidy') AND data ->> $2 = $3 ORDER BY 1`,
      [kind, owner, code],
    );
    return rows.map((row) => row.code);
  }

  async todo(today: Day): Promise<Todo> {
    const [row]: Todo[] = await this.dataSource.query(
      `
      SELECT count(*) FILTER (WHERE type = 'contributions.allocation-proposed')::int AS "allocationsToConfirm",
             count(*) FILTER (WHERE type = 'disbursements.tranche-requested')::int AS "tranchesToCertify",
             count(*) FILTER (WHERE type = 'disbursements.tranche-certified')::int AS "tranchesToApprove",
             count(*) FILTER (WHERE type = 'disbursements.tranche-approved')::int AS "tranchesToPay",
             count(*) FILTER (WHERE kind = 'project' AND facet = 'state' AND data ->> 'to' = 'SUBMITTED')::int AS "dossiersToCheck",
             count(*) FILTER (WHERE type = 'treasury.payment-ordered')::int AS "paymentsToApprove",
             count(*) FILTER (WHERE type = 'treasury.payment-approved')::int AS "paymentsToEmit",
             (${AID_TO_DECIDE})::int AS "aidToDecide",
             (${REPORTS_TO_WRITE})::int AS "reportsToWrite"
        FROM register`,
      [addDays(today, REPORTS_AHEAD)],
    );
    return row!;
  }
}

/** Days before its date from which a report counts: as long before as whoever writes it is reminded. */
const REPORTS_AHEAD = 30;

const REPORTS_TO_WRITE = `
  SELECT count(*) FROM register AS agreement, jsonb_array_elements(agreement.data -> 'reports') AS report
   WHERE agreement.kind = 'agreement' AND agreement.facet = 'reports'
     AND report ->> 'state' = 'DUE' AND (report ->> 'dueOn')::date <= $1`;

/** Proposals that both have signed in their last version and nobody has decided. */
const AID_TO_DECIDE = `
  SELECT count(*) FROM register AS proposal
   WHERE proposal.kind = 'case' AND proposal.facet = 'proposal'
     AND (SELECT count(*) FROM register AS signed
           WHERE signed.kind = 'case' AND signed.code = proposal.code AND signed.facet LIKE 'signed:%'
             AND signed.data ->> 'proposal' = proposal.data ->> 'proposal' AND signed.data ->> 'version' = proposal.data ->> 'version') = 2
     AND NOT EXISTS (SELECT FROM register AS decision
                      WHERE decision.kind = 'case' AND decision.code = proposal.code
                        AND decision.facet = 'decision' AND decision.sequence > proposal.sequence)`;
