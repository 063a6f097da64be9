import { addMonths, type Day, maxDay } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EMERGENCY, SHORTFALL } from '../chart';
import type { EarningsDto, HistoryDto } from './fund-history.dto';

interface EarningRow {
  project: string | null;
  title: string | null;
  agreement: string | null;
  disposition: 'EMERGENCY_FUND' | 'OWN';
  credited: string;
  accrued: string;
}

const ledger = '/api/reporting/ledger?book=emergency-fund';

/** How the fund came to what it has: its balance through time with the aids that took from it, and whose money earned it. */
@Injectable()
export class FundHistory {
  constructor(private readonly clock: BusinessClock) {}

  /** Months back from the business day; the first point is what was there on the first day. */
  async through(tx: EntityManager, months: number): Promise<HistoryDto> {
    const to = await this.clock.today(tx);
    const from = addMonths(to, -months);
    return { from, to, points: await this.points(tx, from, to), aids: await this.aids(tx, from, to) };
  }

  private async points(tx: EntityManager, from: Day, to: Day): Promise<HistoryDto['points']> {
    const moved: { day: Day; minor: string }[] = await tx.query(
      `SELECT greatest(p.accounting_date, $1::date) AS day, sum(-p.eur)::text AS minor
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path IN ($3, $4) AND p.accounting_date <= $2
        GROUP BY 1 ORDER BY 1`,
      [from, to, EMERGENCY, SHORTFALL],
    );
    let held = 0n;
    const points = moved.map(({ day, minor }) => {
      held += BigInt(minor);
      return { on: day, available: floored(held) };
    });
    return points[0]?.on === from ? points : [{ on: from, available: floored(0n) }, ...points];
  }

  private async aids(tx: EntityManager, from: Day, to: Day): Promise<HistoryDto['aids']> {
    const rows: { day: Day; code: string; city: string; minor: string }[] = await tx.query(
      `SELECT p.accounting_date AS day, c.code, c.city, sum(p.eur)::text AS minor
         FROM ledger.postings p
         JOIN ledger.accounts a ON a.id = p.account
         JOIN ledger.transactions t ON t.position = p.transaction
         JOIN aid_cases c ON c.code = p.dimensions->>'case'
        WHERE a.path = $3 AND t.kind = 'aid-decided' AND p.accounting_date BETWEEN $1 AND $2
        GROUP BY 1, 2, 3 ORDER BY 1, 2`,
      [from, to, EMERGENCY],
    );
    return rows.map(({ day, code, city, minor }) => ({
      on: day,
      case: code,
      city,
      amount: {
        ...Money.minor(BigInt(minor)).toJSON(),
        entries: `${ledger}&account=${EMERGENCY}&case=${code}&kind=aid-decided`,
      },
    }));
  }

  /** Interest of the fund, line by line: what the bank credited in a period, and what is earned and not yet credited. */
  async earnings(tx: EntityManager, asked: { from?: Day | undefined; to?: Day | undefined }): Promise<EarningsDto> {
    const to = asked.to ?? (await this.clock.today(tx));
    const from = asked.from ?? addMonths(to, -12);
    const rows: EarningRow[] = await tx.query(EARNINGS, [from, maxDay(from, to), EMERGENCY]);
    const sum = (of: (row: EarningRow) => string): Money => Money.sum(rows.map((row) => Money.minor(BigInt(of(row)))));
    return {
      from,
      to,
      credited: sum(({ credited }) => credited).toJSON(),
      accrued: sum(({ accrued }) => accrued).toJSON(),
      lines: rows.map((row) => lineOf(row, from, to)),
    };
  }
}

function lineOf(row: EarningRow, from: Day, to: Day): EarningsDto['lines'][number] {
  const { project, title, agreement, disposition } = row;
  const [credited, accrued] = [Money.minor(BigInt(row.credited)).toJSON(), Money.minor(BigInt(row.accrued)).toJSON()];
  const line = { project, title, agreement, own: disposition === 'OWN' };
  if (project === null || agreement === null) return { ...line, credited, accrued };
  const of = `&project=${project}&agreement=${agreement}`;
  return {
    ...line,
    credited: { ...credited, entries: `${ledger}&account=${EMERGENCY}${of}&from=${from}&to=${to}&side=credit` },
    accrued: { ...accrued, entries: `${ledger}&account=accrued-interest:*${of}` },
  };
}

function floored(minor: bigint): { amount: string; currency: string } {
  return Money.minor(minor < 0n ? 0n : minor).toJSON();
}

const EARNINGS = `
  WITH earned AS (
    SELECT p.dimensions->>'project' AS project, p.dimensions->>'agreement' AS agreement,
           p.dimensions->>'disposition' AS disposition,
           coalesce(sum(-p.eur) FILTER (WHERE a.path = $3 AND p.accounting_date BETWEEN $1 AND $2), 0) AS credited,
           coalesce(sum(p.eur) FILTER (WHERE a.path LIKE 'accrued-interest:%'), 0) AS accrued
      FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
     WHERE (a.path = $3 OR a.path LIKE 'accrued-interest:%')
       AND p.dimensions->>'disposition' IN ('EMERGENCY_FUND', 'OWN')
     GROUP BY 1, 2, 3
  )
  SELECT e.project, e.agreement, e.disposition, e.credited::text, e.accrued::text,
         (SELECT s.title FROM project_states s WHERE s.project = e.project ORDER BY s.sequence DESC LIMIT 1) AS title
    FROM earned e WHERE e.credited <> 0 OR e.accrued <> 0
   ORDER BY e.credited + e.accrued DESC, e.project, e.agreement`;
