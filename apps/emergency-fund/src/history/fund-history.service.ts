import { addMonths, type Day, endOfMonth, maxDay, minDay, type Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { staysInFund } from '../accruals/distribution';
import type { Line } from '../accruals/pool';
import { EMERGENCY, SHORTFALL, TO_CONTRIBUTIONS } from '../chart';
import { dimensionsFilter, entriesOf, type LedgerFilter } from '../fund/ledger-link';
import type { EarningsDto, HistoryDto } from './fund-history.dto';

interface EarningRow extends Line {
  title: string | null;
  credited: string;
  accrued: string;
}

/** How the fund came to what it has: its balance through time with the aids that took from it, and whose money earned it. */
@Injectable()
export class FundHistory {
  constructor(private readonly clock: BusinessClock) {}

  /** Months back from the business day; the first point is what was there on the first day. */
  async through(tx: EntityManager, months: number): Promise<HistoryDto> {
    const to = await this.clock.today(tx);
    const from = addMonths(to, -months);
    const [points, aids] = [await this.points(tx, from, to), await this.aids(tx, from, to)];
    return { from, to, points, aids, credited: await this.credited(tx, from, to) };
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
      amount: figure(BigInt(minor), { account: EMERGENCY, case: code, kind: 'aid-decided', from: day, to: day }),
    }));
  }

  /** What the bank credited for the fund in each month of the period; months without anything are left out. */
  private async credited(tx: EntityManager, from: Day, to: Day): Promise<HistoryDto['credited']> {
    const rows: { month: Month; minor: string }[] = await tx.query(
      `SELECT to_char(p.accounting_date, 'YYYY-MM') AS month, sum(-p.eur)::text AS minor
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path = $3 AND p.accounting_date BETWEEN $1 AND $2
          AND p.dimensions->>'disposition' IN ('EMERGENCY_FUND', 'OWN')
        GROUP BY 1 HAVING sum(p.eur) <> 0 ORDER BY 1`,
      [from, to, EMERGENCY],
    );
    return rows.map(({ month, minor }) => {
      const [first, last] = [maxDay(from, `${month}-01`), minDay(to, endOfMonth(`${month}-01`))];
      return { month, amount: figure(BigInt(minor), { ...CREDITED, from: first, to: last, disposition: OF_FUND }) };
    });
  }

  /** Interest, line by line: what the bank credited in a period, what is earned and not yet credited, whom it goes to. */
  async earnings(tx: EntityManager, asked: { from?: Day | undefined; to?: Day | undefined }): Promise<EarningsDto> {
    const to = asked.to ?? (await this.clock.today(tx));
    const from = asked.from ?? addMonths(to, -12);
    const rows: EarningRow[] = await tx.query(EARNINGS, [from, to, EMERGENCY, TO_CONTRIBUTIONS]);
    const [fund, elsewhere] = [rows.filter(staysInFund), rows.filter((row) => !staysInFund(row))];
    return {
      ...{ from, to },
      fund: earned(fund, from, to, CREDITED, OF_FUND),
      elsewhere: earned(elsewhere, from, to, HANDED_OVER, ELSEWHERE),
    };
  }
}

const OF_FUND = 'EMERGENCY_FUND,OWN';
const ELSEWHERE = 'RETAIN_IN_AGREEMENT,RETURN_TO_DONOR,OFFSET_AGAINST_NEXT_PAYMENT,THRESHOLD,GENERAL';
const CREDITED = { account: EMERGENCY, side: 'credit' } as const;
const HANDED_OVER = { account: TO_CONTRIBUTIONS, side: 'credit' } as const;
const ACCRUED = { account: 'accrued-interest:*' } as const;

/** @param credited account on which what was credited is read */
function earned(
  rows: readonly EarningRow[],
  from: Day,
  to: Day,
  credited: LedgerFilter,
  disposition: string,
): EarningsDto['fund'] {
  const sum = (of: (row: EarningRow) => string): bigint => rows.reduce((total, row) => total + BigInt(of(row)), 0n);
  return {
    credited: figure(
      sum((row) => row.credited),
      { ...credited, from, to, disposition },
    ),
    accrued: figure(
      sum((row) => row.accrued),
      { ...ACCRUED, disposition },
    ),
    lines: rows.map((row) => {
      const { project, title, agreement } = row;
      const of = dimensionsFilter(row);
      return {
        ...{ project, title, agreement, disposition: row.disposition },
        credited: figure(BigInt(row.credited), { ...credited, ...of, from, to }),
        accrued: figure(BigInt(row.accrued), { ...ACCRUED, ...of }),
      };
    }),
  };
}

function figure(minor: bigint, entries: LedgerFilter): { amount: string; currency: string; entries: string } {
  return { ...Money.minor(minor).toJSON(), entries: entriesOf(entries) };
}

function floored(minor: bigint): { amount: string; currency: string } {
  return Money.minor(minor < 0n ? 0n : minor).toJSON();
}

/** What stays in the fund is credited on its own account; all else is credited where it is handed over. */
const EARNINGS = `
  WITH earned AS (
    SELECT p.dimensions->>'project' AS project, p.dimensions->>'agreement' AS agreement,
           p.dimensions->>'disposition' AS disposition,
           coalesce(sum(-p.eur) FILTER (WHERE a.path NOT LIKE 'accrued-interest:%' AND p.accounting_date BETWEEN $1 AND $2), 0) AS credited,
           coalesce(sum(p.eur) FILTER (WHERE a.path LIKE 'accrued-interest:%'), 0) AS accrued
      FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
     WHERE p.dimensions->>'disposition' IS NOT NULL
       AND (a.path LIKE 'accrued-interest:%'
            OR a.path = CASE WHEN p.dimensions->>'disposition' IN ('EMERGENCY_FUND', 'OWN') THEN $3 ELSE $4 END)
     GROUP BY 1, 2, 3
  )
  SELECT e.project, e.agreement, e.disposition, e.credited::text, e.accrued::text,
         (SELECT s.title FROM project_states s WHERE s.project = e.project ORDER BY s.sequence DESC LIMIT 1) AS title
    FROM earned e WHERE e.credited <> 0 OR e.accrued <> 0
   ORDER BY e.credited + e.accrued DESC, e.project, e.agreement`;
