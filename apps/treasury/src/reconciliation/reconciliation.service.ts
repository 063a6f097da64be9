import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BankAccount } from '../accounts/account.entity';
import { AccountsService } from '../accounts/accounts.service';
import type { ListedItemDto, ReconciliationDto } from './reconciliation.dto';

interface ItemRow {
  id: string;
  date: Day;
  minor: string;
  currency: string;
  label: string | null;
}

/** The bank's word beside the journal's, at any date. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly ledger: Ledger,
    private readonly clock: BusinessClock,
  ) {}

  async statement(reference: string, day?: Day): Promise<ReconciliationDto> {
    const db = this.dataSource.manager;
    const account = await this.accounts.get(reference);
    const asOf = day ?? (await this.clock.today());
    const bankBalance = await this.bankBalance(db, account, asOf);
    const held = await this.ledger.holding(`bank:${account.code}`, { asOf });
    const ledgerBalance = held?.amount ?? Money.zero(account.currency);
    return {
      account: account.code,
      asOf,
      bankBalance: bankBalance.toJSON(),
      ledgerBalance: ledgerBalance.toJSON(),
      ledgerBalanceEur: (held?.eur ?? Money.zero()).toJSON(),
      difference: bankBalance.minus(ledgerBalance).toJSON(),
      lastStatement: await this.lastStatement(db, account, asOf),
      inTransit: await this.inTransit(db, account, asOf),
      unmatched: await this.unmatched(db, account, asOf),
      unexplained: (await this.ledger.balance(`suspense:${account.code}`, { asOf })).toJSON(),
      internalTransfers:
        (await this.ledger.holding(`internal-transfers:${account.currency}`, { asOf }))?.amount.toJSON() ??
        Money.zero(account.currency).toJSON(),
      closedPeriods: await this.closedPeriods(db, account),
    };
  }

  /** Opening and every entry booked until that day. Before the account opened there was nothing. */
  async bankBalance(tx: EntityManager, account: BankAccount, asOf: Day): Promise<Money> {
    const [row]: { sum: string }[] = await tx.query(
      'SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM bank_entries WHERE account_id = $1 AND booking_date <= $2',
      [account.id, asOf],
    );
    const opening = account.openingDate <= asOf ? account.openingMinor : 0n;
    return Money.minor(opening + BigInt(row?.sum ?? 0), account.currency);
  }

  private async lastStatement(
    db: EntityManager,
    { id, currency }: BankAccount,
    asOf: Day,
  ): Promise<ReconciliationDto['lastStatement']> {
    const [row]: { id: string; number: string; to: Day; closing: string }[] = await db.query(
      `SELECT id, number, to_day::text AS to, closing_minor::text AS closing FROM statements
        WHERE account_id = $1 AND to_day <= $2 ORDER BY to_day DESC, imported_at DESC LIMIT 1`,
      [id, asOf],
    );
    return row ? { ...row, closing: Money.minor(BigInt(row.closing), currency).toJSON() } : null;
  }

  private async inTransit(db: EntityManager, { id }: BankAccount, asOf: Day): Promise<ListedItemDto[]> {
    const rows: ItemRow[] = await db.query(
      `SELECT o.id, f.emitted_on::text AS date, o.amount_minor::text AS minor, o.currency, coalesce(o.tranche, o.aid_case, o.agreement, o.project) AS label
         FROM payment_orders o JOIN payment_files f ON f.id = o.file_id WHERE o.state = 'EMITTED' AND f.account_id = $1 AND f.emitted_on <= $2 ORDER BY f.emitted_on, o.id`,
      [id, asOf],
    );
    return rows.map(item);
  }

  private async unmatched(db: EntityManager, { id, currency }: BankAccount, asOf: Day): Promise<ListedItemDto[]> {
    const rows: ItemRow[] = await db.query(
      `SELECT e.id, e.booking_date::text AS date, e.amount_minor::text AS minor, $3 AS currency, coalesce(e.content->>'counterparty', e.content->>'information') AS label
         FROM bank_entries e WHERE e.account_id = $1 AND e.booking_date <= $2 AND e.match_id IS NULL ORDER BY e.booking_date, e.id LIMIT 1000`,
      [id, asOf, currency],
    );
    return rows.map(item);
  }

  private async closedPeriods(db: EntityManager, { id }: BankAccount): Promise<string[]> {
    const rows: { month: string }[] = await db.query(
      'SELECT month FROM closed_periods WHERE account_id = $1 ORDER BY month',
      [id],
    );
    return rows.map(({ month }) => month);
  }
}

function item({ id, date, minor, currency, label }: ItemRow): ListedItemDto {
  return { id, date, label, amount: Money.minor(BigInt(minor), currency).toJSON() };
}
