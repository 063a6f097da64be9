import { endOfMonth, type Month } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, forbidden, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BankAccount } from '../accounts/account.entity';
import { AccountsService } from '../accounts/accounts.service';
import type { ClosedPeriodDto, ReopeningDto } from './reconciliation.dto';
import { ReconciliationService } from './reconciliation.service';

/** Months are closed account by account; when every account open that month is, the month is locked in all books. */
@Injectable()
export class PeriodsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly accounts: AccountsService,
    private readonly reconciliation: ReconciliationService,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {DomainError} 422 `PERIOD_NOT_OVER`, 409 `UNEXPLAINED_ENTRIES`, `BOOKS_DIFFER_FROM_BANK`, `TRANSFERS_IN_BETWEEN`, `PERIOD_ALREADY_CLOSED` */
  close(command: Command, reference: string, month: Month): Promise<ClosedPeriodDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const found = await this.accounts.get(reference, tx);
      const account = await tx.findOneOrFail(BankAccount, {
        where: { id: found.id },
        lock: { mode: 'pessimistic_write' },
      });
      await this.serialise(tx);
      const balance = await this.checked(tx, account, month);
      const inserted: unknown[] = await tx.query(
        `INSERT INTO closed_periods (account_id, month, balance_minor, closed_by, closed_by_name) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING month`,
        [account.id, month, balance.minor.toString(), command.actor.id, command.actor.name],
      );
      if (inserted.length === 0)
        throw conflict('PERIOD_ALREADY_CLOSED', `${month} is already closed for ${account.code}.`, { month });
      const locked = await this.lockWhenComplete(tx, month, command.correlationId);
      return { account: account.code, month, balance: balance.toJSON(), locked };
    });
  }

  /** Two controllers reopen a month, of all accounts that closed it: one asks, another grants. */
  reopen(command: Command, month: Month, reason: string): Promise<ReopeningDto> {
    return this.unitOfWork.run(command, async (tx) => {
      await this.serialise(tx);
      const [closed]: unknown[] = await tx.query('SELECT FROM closed_periods WHERE month = $1 LIMIT 1', [month]);
      if (!closed) throw conflict('PERIOD_NOT_LOCKED', `${month} is not closed.`, { month });
      const [asked]: { id: string; asked_by: string }[] = await tx.query(
        'SELECT id, asked_by FROM period_reopenings WHERE month = $1 AND granted_by IS NULL FOR UPDATE',
        [month],
      );
      if (!asked) {
        await tx.query(
          'INSERT INTO period_reopenings (id, month, reason, asked_by, asked_by_name) VALUES ($1, $2, $3, $4, $5)',
          [uuid(), month, reason, command.actor.id, command.actor.name],
        );
        return { month, status: 'ASKED' };
      }
      if (asked.asked_by === command.actor.id) throw forbidden('A month is reopened by two persons.');
      await tx.query(
        'UPDATE period_reopenings SET granted_by = $2, granted_by_name = $3, granted_at = now() WHERE id = $1',
        [asked.id, command.actor.id, command.actor.name],
      );
      await this.unlock(tx, month, command.correlationId);
      return { month, status: 'REOPENED' };
    });
  }

  private async checked(tx: EntityManager, account: BankAccount, month: Month): Promise<Money> {
    const end = endOfMonth(`${month}-01`);
    const today = await this.clock.today(tx);
    if (end > today)
      throw new DomainError({
        code: 'PERIOD_NOT_OVER',
        status: 422,
        title: 'Period not over',
        detail: `${month} ends on ${end}, after the business day.`,
        month,
        businessDay: today,
      });
    const unexplained = await this.ledger.holding(`suspense:${account.code}`, { asOf: end }, tx);
    if (unexplained && !(unexplained.amount.isZero() && unexplained.eur.isZero())) {
      throw conflict('UNEXPLAINED_ENTRIES', `${unexplained.amount} of ${account.code} is not explained on ${end}.`, {
        month,
        unexplained: unexplained.amount,
      });
    }
    const stated = await this.reconciliation.bankBalance(tx, account, end);
    const booked =
      (await this.ledger.holding(`bank:${account.code}`, { asOf: end }, tx))?.amount ?? Money.zero(account.currency);
    if (!stated.equals(booked))
      throw conflict('BOOKS_DIFFER_FROM_BANK', `The bank says ${stated}, the books ${booked}.`, {
        month,
        stated,
        booked,
        difference: stated.minus(booked),
      });
    return stated;
  }

  /** One closing at a time, so that the last one sees all the others. */
  private async serialise(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('treasury-periods', 0))`);
  }

  private async lockWhenComplete(tx: EntityManager, month: Month, correlationId: string): Promise<boolean> {
    const end = endOfMonth(`${month}-01`);
    const [waiting]: { accounts: number }[] = await tx.query(
      `SELECT count(*)::int AS accounts FROM bank_accounts a
        WHERE a.opening_date <= $1 AND NOT EXISTS (SELECT FROM closed_periods c WHERE c.account_id = a.id AND c.month = $2)`,
      [end, month],
    );
    if (waiting && waiting.accounts > 0) return false;
    await this.checkTransfers(tx, month, end);
    await tx.query('INSERT INTO locked_months (month) VALUES ($1) ON CONFLICT DO NOTHING', [month]);
    await this.ledger.lockPeriod(tx, month);
    await this.tell(tx, 'closed', month, correlationId);
    return true;
  }

  /** A transfer under way over the end of the month is met later; one without counterpart isn't explained. */
  private async checkTransfers(tx: EntityManager, month: Month, end: string): Promise<void> {
    const then = await this.ledger.balances('internal-transfers:*', { asOf: end }, tx);
    const now = await this.ledger.balances('internal-transfers:*', {}, tx);
    const open = [...then].find(([account, eur]) => !eur.isZero() && !now.get(account)?.isZero());
    if (open)
      throw conflict('TRANSFERS_IN_BETWEEN', `${open[0]} holds ${open[1]} without counterpart.`, {
        month,
        account: open[0],
        balance: open[1],
      });
  }

  private async unlock(tx: EntityManager, month: Month, correlationId: string): Promise<void> {
    const [locked]: unknown[] = await tx.query('SELECT FROM locked_months WHERE month = $1', [month]);
    if (locked) {
      await this.tell(tx, 'reopened', month, correlationId);
      await tx.query('DELETE FROM locked_months WHERE month = $1', [month]);
      await this.ledger.unlockPeriod(tx, month);
    }
    await tx.query('DELETE FROM closed_periods WHERE month = $1', [month]);
  }

  private async tell(
    tx: EntityManager,
    what: 'closed' | 'reopened',
    month: Month,
    correlationId: string,
  ): Promise<void> {
    const rows: { account: string; minor: string; currency: string }[] = await tx.query(
      `SELECT a.code AS account, c.balance_minor::text AS minor, a.currency FROM closed_periods c JOIN bank_accounts a ON a.id = c.account_id
        WHERE c.month = $1 ORDER BY a.code`,
      [month],
    );
    const accounts = rows.map(({ account, minor, currency }) => ({
      account,
      balance: Money.minor(BigInt(minor), currency).toJSON(),
    }));
    await this.outbox.add(tx, `abonde.treasury.period-${what}.v1`, {
      key: month,
      data: { month, accounts },
      correlationId,
    });
  }
}

function conflict(code: string, detail: string, figures: Record<string, unknown>): DomainError {
  return new DomainError({ ...figures, code, status: 409, title: 'The period cannot be closed or reopened', detail });
}
