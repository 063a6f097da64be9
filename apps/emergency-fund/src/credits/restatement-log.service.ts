import type { Day } from '@abonde/calendar';
import type { Disposition } from '@abonde/contracts';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Accrued } from '../accruals/accrual';
import type { Cause } from '../facts/cause';
import type { LateFact } from '../facts/facts.service';

/** A line of interest that a restatement changes; cents. */
export interface RestatedLine {
  project: string | null;
  agreement: string | null;
  disposition: Disposition;
  isCharge: boolean;
  before: string;
  after: string;
}

export interface Restatement {
  id: string;
  placement: string;
  /** Id of the credit that is shared anew; null for what had only accrued. */
  credit: string | null;
  touchedFrom: Day;
  through: Day;
  /** Day of the books: in an open period, whatever the days of the interest. */
  accountedOn: Day;
  causes: Cause[];
  lines: RestatedLine[];
  recordedAt: string;
}

/** How many causes are named in full on a transaction; the record of the restatement holds them all. */
const NAMED = 3;

/** Facts that bear on interest up to a day, each once. */
export function causesUpTo(late: readonly LateFact[], through: Day): { causes: Cause[]; from: Day | undefined } {
  const bearing = late.filter(({ day }) => day <= through);
  const byText = new Map(bearing.map(({ cause }) => [cause.text, cause]));
  return { causes: [...byText.values()], from: bearing[0]?.day };
}

export function inWords(causes: readonly Cause[]): string {
  const more = causes.length - NAMED;
  const named = causes.slice(0, NAMED).map(({ text }) => text);
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** Every restatement with what changed and why: the journal has the amounts, this the way from one to the other. */
@Injectable()
export class RestatementLog {
  async record(
    tx: EntityManager,
    restated: Omit<Restatement, 'id' | 'recordedAt' | 'lines'>,
    before: readonly Accrued[],
    after: readonly Accrued[],
  ): Promise<void> {
    const { placement, credit, touchedFrom, through, accountedOn, causes } = restated;
    await tx.query(
      `INSERT INTO restatements (id, placement, credit, touched_from, through, accounted_on, causes, lines)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        uuid(),
        placement,
        credit,
        touchedFrom,
        through,
        accountedOn,
        JSON.stringify(causes),
        JSON.stringify(changed(before, after)),
      ],
    );
  }

  /** Of a placement, or of one credit; latest first. */
  list(
    tx: EntityManager,
    { placement, credit, before, limit }: { placement: string; credit?: string; before?: string; limit: number },
  ): Promise<Restatement[]> {
    return tx.query(
      `SELECT id, placement, credit, touched_from AS "touchedFrom", through, accounted_on AS "accountedOn", causes, lines,
              to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "recordedAt"
         FROM restatements
        WHERE placement = $1 AND ($2::text IS NULL OR credit = $2) AND ($3::uuid IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4`,
      [placement, credit ?? null, before ?? null, limit],
    );
  }
}

/** The lines that are not the same before and after. */
function changed(before: readonly Accrued[], after: readonly Accrued[]): RestatedLine[] {
  const lines = new Map<string, RestatedLine>();
  const lineOf = ({ key, project, agreement, disposition, isCharge }: Accrued): RestatedLine => {
    const known = lines.get(key) ?? { project, agreement, disposition, isCharge, before: '0', after: '0' };
    lines.set(key, known);
    return known;
  };
  for (const line of before) lineOf(line).before = line.minor.toString();
  for (const line of after) lineOf(line).after = line.minor.toString();
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, line]) => (line.before === line.after ? [] : [line]));
}
