import { endOfMonth } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import type { PeriodDto } from './periods.dto';

interface PeriodRow {
  month: string;
  open: number;
  minor: string | null;
  closed_by: string | null;
  closed_at: Date | null;
  locked: boolean;
  asked_reason: string | null;
  asked_by: string | null;
  asked_at: Date | null;
  asked_by_id: string | null;
}

/** Months of an account, the latest first, with who closed them and who asks to reopen them. */
@Injectable()
export class AccountPeriods {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly clock: BusinessClock,
  ) {}

  async list(reference: string, reader: string): Promise<PeriodDto[]> {
    const account = await this.accounts.get(reference);
    const today = await this.clock.today();
    const rows: PeriodRow[] = await this.dataSource.query(
      `SELECT p.month, coalesce(o.open, 0)::int AS open, c.balance_minor::text AS minor, coalesce(c.closed_by_name, c.closed_by) AS closed_by, c.closed_at,
              l.month IS NOT NULL AS locked, r.reason AS asked_reason, coalesce(r.asked_by_name, r.asked_by) AS asked_by, r.asked_at, r.asked_by AS asked_by_id
         FROM (SELECT to_char(m, 'YYYY-MM') AS month FROM generate_series(date_trunc('month', $2::date), $3::date, interval '1 month') AS m) p
         LEFT JOIN (SELECT to_char(booking_date, 'YYYY-MM') AS month, count(*) AS open FROM bank_entries WHERE account_id = $1 AND match_id IS NULL GROUP BY 1) o
           ON o.month = p.month
         LEFT JOIN closed_periods c ON c.account_id = $1 AND c.month = p.month
         LEFT JOIN locked_months l ON l.month = p.month
         LEFT JOIN period_reopenings r ON r.month = p.month AND r.granted_by IS NULL
        ORDER BY p.month DESC LIMIT 600`,
      [account.id, account.openingDate, today],
    );
    return rows.map((row) => periodOf(row, account.currency, today, reader));
  }
}

function periodOf(row: PeriodRow, currency: string, today: string, reader: string): PeriodDto {
  const { month, open, minor, closed_by: closedBy, asked_reason: reason } = row;
  return {
    month,
    over: endOfMonth(`${month}-01`) <= today,
    openEntries: open,
    state: row.locked ? 'LOCKED' : minor === null ? 'OPEN' : 'CLOSED',
    balance: minor === null ? null : Money.minor(BigInt(minor), currency).toJSON(),
    closedBy,
    closedAt: instant(row.closed_at),
    reopening:
      reason === null
        ? null
        : {
            reason,
            askedBy: row.asked_by ?? '',
            askedAt: instant(row.asked_at) ?? '',
            mine: row.asked_by_id === reader,
          },
  };
}

function instant(at: Date | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
