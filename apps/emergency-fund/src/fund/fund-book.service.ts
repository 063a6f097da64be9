import type { Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewTransaction } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EMERGENCY, SHORTFALL } from '../chart';
import type { Cause } from '../facts/cause';
import { Facts, FUND_POOL } from '../facts/facts.service';
import { NoticesService } from '../notifications/notices.service';

export const INSTRUMENT = { instrument: 'EMERGENCY' } as const;
export const SYSTEM = 'system:emergency-fund';

/** Why money moves: what every transaction of one operation says of itself. */
export interface Occasion {
  valueDate: Day;
  reason: string;
  actor: string;
  cause?: CloudEvent;
}

/** Posts what moves the fund's own money, and keeps its shortfall: raised by facts, repaid first by later income. */
@Injectable()
export class FundBook {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly facts: Facts,
    private readonly notices: NoticesService,
  ) {}

  /** Posts on the accounting day of the cause, and marks the fund's pool: its own cash bears interest from `bearsFrom`. */
  async post(
    tx: EntityManager,
    transactions: NewTransaction[],
    bearsFrom: Day,
    cause?: CloudEvent,
  ): Promise<{ id: string; duplicate: boolean }[]> {
    if (transactions.length === 0) return [];
    const books = await this.accountingDay(tx, cause);
    const posted = await this.ledger.post(
      tx,
      transactions.map((transaction) => ({ ...books, ...transaction })),
    );
    await this.facts.mark(tx, bearsFrom, moved(transactions[0]!.reason, bearsFrom), FUND_POOL);
    return posted;
  }

  /**
   * The opposite of what a transaction did, under a transfer of its own.
   * @throws {InsufficientFunds} when what it brought is not there any more
   */
  async reverse(
    tx: EntityManager,
    transaction: string,
    { kind, transfer, cause, ...on }: Occasion & { kind: string; transfer: string },
  ): Promise<void> {
    const books = await this.accountingDay(tx, cause);
    await this.ledger.reverse(tx, transaction, { ...books, ...on, kind, transfer });
    await this.facts.mark(tx, on.valueDate, moved(on.reason, on.valueDate), FUND_POOL);
  }

  /** Makes room for a fact that takes `needed` from an account: what it lacks is raised as its shortfall. */
  async cover(
    tx: EntityManager,
    account: string,
    shortfall: string,
    needed: Money,
    on: Occasion,
  ): Promise<NewTransaction[]> {
    const held = (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
    const missing = needed.minus(held);
    if (!missing.isPositive()) return [];
    await this.tell(tx, 'abonde.emergency-fund.shortfall-raised.v1', shortfall, missing, on);
    await this.notices.tell(tx, { kind: 'FUND_SHORT', of: `${shortfall} ${uuid()}`, actor: on.actor });
    return [
      {
        kind: 'shortfall-raised',
        reason: on.reason,
        valueDate: on.valueDate,
        actor: on.actor,
        postings: debitCredit(shortfall, account, missing, INSTRUMENT),
      },
    ];
  }

  /** Income of the fund repays what it lacks before anything else. */
  async repay(tx: EntityManager, on: Occasion): Promise<void> {
    const locked = await this.ledger.lock(tx, [EMERGENCY, SHORTFALL]);
    const owed = locked.get(SHORTFALL) ?? Money.zero();
    const repaid = owed.min(locked.get(EMERGENCY) ?? Money.zero());
    if (!repaid.isPositive()) return;
    await this.ledger.post(tx, [
      {
        kind: 'shortfall-repaid',
        ...(await this.accountingDay(tx, on.cause)),
        reason: on.reason,
        valueDate: on.valueDate,
        actor: on.actor,
        postings: debitCredit(EMERGENCY, SHORTFALL, repaid, INSTRUMENT),
      },
    ]);
    if (repaid.equals(owed)) await this.tell(tx, 'abonde.emergency-fund.shortfall-cleared.v1', SHORTFALL, repaid, on);
  }

  /** A fact keeps the accounting day it had where it came from, unless that period is closed here. */
  private async accountingDay(tx: EntityManager, cause: CloudEvent | undefined): Promise<{ accountingDate?: Day }> {
    if (!cause?.accountingdate) return {};
    return { accountingDate: await this.ledger.firstOpenDay(tx, cause.accountingdate) };
  }

  private async tell(
    tx: EntityManager,
    type: 'abonde.emergency-fund.shortfall-raised.v1' | 'abonde.emergency-fund.shortfall-cleared.v1',
    account: string,
    amount: Money,
    on: Occasion,
  ): Promise<void> {
    await this.outbox.add(tx, type, {
      key: account,
      data: { account, amount: amount.toJSON(), cause: on.reason },
      valueDate: on.valueDate,
      ...(on.cause && { cause: on.cause }),
    });
  }
}

/** The fund's own cash is not what it was. */
function moved(reason: string, day: Day): Cause {
  return { kind: 'FUND_MONEY', text: reason, figures: { day } };
}
