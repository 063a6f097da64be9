import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { BusinessClock, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BankAccount } from '../accounts/account.entity';
import { AccountsService } from '../accounts/accounts.service';
import { entriesLink } from './entries-link';
import type { ListedItemDto, ReconciliationDto } from './reconciliation.dto';

type Unmatched = Pick<ReconciliationDto, 'unmatched' | 'unmatchedTotal' | 'unmatchedNext'>;

interface ItemRow {
  id: string;
  date: Day;
  minor: string;
  currency: string;
  label: string | null;
  transfer?: string | null;
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

  /**
   * Figures and lists of one instant.
   * @param listed how many of the entries that nothing explains are listed; they are counted and summed in any case
   * @throws {DomainError} 404 `NOT_FOUND`
   */
  async statement(reference: string, day: Day | undefined, listed: number | 'all'): Promise<ReconciliationDto> {
    const account = await this.accounts.get(reference);
    const asOf = day ?? (await this.clock.today());
    return this.dataSource.transaction('REPEATABLE READ', (db) => this.statementOf(db, account, asOf, listed));
  }

  private async statementOf(
    db: EntityManager,
    account: BankAccount,
    asOf: Day,
    listed: number | 'all',
  ): Promise<ReconciliationDto> {
    const bankBalance = await this.bankBalance(db, account, asOf);
    const held = await this.ledger.holding(`bank:${account.code}`, { asOf }, db);
    const ledgerBalance = held?.amount ?? Money.zero(account.currency);
    const suspense = await this.ledger.holding(`suspense:${account.code}`, { asOf }, db);
    const between = await this.ledger.holding(`internal-transfers:${account.currency}`, { asOf }, db);
    const nothing = Money.zero(account.currency);
    return {
      account: account.code,
      accountName: account.name,
      currency: account.currency,
      asOf,
      bankBalance: bankBalance.toJSON(),
      ledgerBalance: ledgerBalance.toJSON(),
      ledgerEntries: entriesLink({ account: `bank:${account.code}`, to: asOf }),
      ledgerBalanceEur: (held?.eur ?? Money.zero()).toJSON(),
      difference: bankBalance.minus(ledgerBalance).toJSON(),
      lastStatement: await this.lastStatement(db, account, asOf),
      inTransit: await this.inTransit(db, account, asOf),
      awaitingConfirmation: await this.awaiting(db, account, asOf),
      beingUndone: await this.beingUndone(db, account, asOf),
      ...(await this.unmatched(db, account, asOf, listed)),
      unexplained: (suspense?.eur ?? Money.zero()).toJSON(),
      unexplainedAmount: (suspense?.amount ?? nothing).toJSON(),
      unexplainedEntries: entriesLink({ account: `suspense:${account.code}`, to: asOf }),
      internalTransfers: (between?.amount ?? nothing).toJSON(),
      internalTransferEntries: entriesLink({ account: `internal-transfers:${account.currency}`, to: asOf }),
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

  /** Sent by that day and not debited by then, whatever happened since. */
  private async inTransit(db: EntityManager, { id }: BankAccount, asOf: Day): Promise<ListedItemDto[]> {
    const rows: ItemRow[] = await db.query(
      `SELECT o.id, f.emitted_on::text AS date, o.amount_minor::text AS minor, o.currency,
              concat_ws(' ', o.beneficiary, coalesce(o.tranche, o.aid_case, o.agreement, o.project)) AS label
         FROM payment_orders o JOIN payment_files f ON f.id = o.file_id
        WHERE f.account_id = $1 AND f.emitted_on <= $2 AND (o.state = 'EMITTED' OR EXISTS (SELECT FROM match_targets t JOIN bank_entries e ON e.id = t.entry_id
          WHERE t.kind = 'payment-order' AND t.target_id = o.id::text AND t.live AND e.accounting_date > $2))
        ORDER BY f.emitted_on, o.id`,
      [id, asOf],
    );
    return rows.map(item);
  }

  private async awaiting(db: EntityManager, { id, currency }: BankAccount, asOf: Day): Promise<ListedItemDto[]> {
    const rows: ItemRow[] = await db.query(
      `SELECT DISTINCT m.id, e.booking_date::text AS date, e.amount_minor::text AS minor, $3 AS currency, t.transfer,
              coalesce(e.content->>'counterparty', e.content->>'information') AS label
         FROM bank_entries e JOIN matches m ON m.id = e.match_id AND m.state = 'SENT'
         JOIN match_targets t ON t.match_id = m.id AND t.live AND t.kind IN ('instalment', 'donation', 'unapplied')
        WHERE e.account_id = $1 AND e.booking_date <= $2 ORDER BY date, m.id`,
      [id, asOf, currency],
    );
    return rows.map(item);
  }

  /** Of every kind: whoever booked a part has not answered yet. */
  private async beingUndone(db: EntityManager, { id, currency }: BankAccount, asOf: Day): Promise<ListedItemDto[]> {
    const rows: ItemRow[] = await db.query(
      `SELECT e.id, e.booking_date::text AS date, e.amount_minor::text AS minor, $3 AS currency,
              (SELECT CASE WHEN count(DISTINCT t.transfer) = 1 THEN min(t.transfer::text) END FROM match_targets t WHERE t.match_id = m.id AND t.live) AS transfer,
              coalesce(e.content->>'counterparty', e.content->>'information') AS label
         FROM bank_entries e JOIN matches m ON m.id = e.match_id AND m.state = 'UNDO_REQUESTED'
        WHERE e.account_id = $1 AND e.booking_date <= $2 ORDER BY e.booking_date, e.id`,
      [id, asOf, currency],
    );
    return rows.map(item);
  }

  private async unmatched(
    db: EntityManager,
    { id, code, currency }: BankAccount,
    asOf: Day,
    listed: number | 'all',
  ): Promise<Unmatched> {
    const open = 'FROM bank_entries e WHERE e.account_id = $1 AND e.booking_date <= $2 AND e.match_id IS NULL';
    const [total]: { count: number; minor: string }[] = await db.query(
      `SELECT count(*)::int AS count, coalesce(sum(e.amount_minor), 0)::text AS minor ${open}`,
      [id, asOf],
    );
    const rows: ItemRow[] = await db.query(
      `SELECT e.id, e.booking_date::text AS date, e.amount_minor::text AS minor, $3 AS currency, coalesce(e.content->>'counterparty', e.content->>'information') AS label
         ${open} ORDER BY e.booking_date, e.id LIMIT $4`,
      [id, asOf, currency, listed === 'all' ? null : listed + 1],
    );
    const limit = listed === 'all' ? rows.length : listed;
    const { items, nextCursor } = paged(rows, limit, (row) => [row.date, row.id], item);
    const { count = 0, minor = '0' } = total ?? {};
    return {
      unmatched: items,
      unmatchedTotal: { count, amount: Money.minor(BigInt(minor), currency).toJSON() },
      unmatchedNext: nextCursor && unmatchedLink({ account: code, to: asOf, cursor: nextCursor }),
    };
  }

  private async closedPeriods(db: EntityManager, { id }: BankAccount): Promise<string[]> {
    const rows: { month: string }[] = await db.query(
      'SELECT month FROM closed_periods WHERE account_id = $1 ORDER BY month',
      [id],
    );
    return rows.map(({ month }) => month);
  }
}

/** The entries after those listed, page by page. */
function unmatchedLink(query: { account: string; to: Day; cursor: string }): string {
  return `/api/treasury/entries?${new URLSearchParams({ status: 'unmatched', ...query }).toString()}`;
}

function item({ id, date, minor, currency, label, transfer }: ItemRow): ListedItemDto {
  const amount = Money.minor(BigInt(minor), currency).toJSON();
  return { id, date, label, amount, entries: transfer ? entriesLink({ transfer }) : null };
}
