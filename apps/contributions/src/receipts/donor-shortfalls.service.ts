import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { UNKNOWN_DONOR } from '../donors/donor';
import { Envelopes, shortfall } from '../envelopes/envelopes.service';
import { type Origin, trace } from '../envelopes/origin';
import { ownerless } from './receipt.postings';
import { Unapplied } from './receipt.entity';

interface Dates {
  valueDate: string;
  accountingDate?: string;
}

/** What the bank took back from a donor beyond what was the donor's: repaid by what else of its money waits. */
@Injectable()
export class DonorShortfalls {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Takes what waits for an owner, the oldest first, until nothing is missing. Money of unknown payers never pays for one
   * another: what is missing there is an accountant's to settle.
   */
  async repay(tx: EntityManager, donor: string, dates: Dates, origin: Origin): Promise<void> {
    if (donor === UNKNOWN_DONOR) return;
    const missing = await this.ledger.balance(shortfall(donor), undefined, tx);
    if (!missing.isPositive()) return;
    const amount = await this.takeWaiting(tx, donor, missing, dates, origin);
    if (amount.isZero()) return;
    const data = { account: shortfall(donor), amount: amount.toJSON(), cause: 'Nouvelle recette' };
    await this.outbox.add(tx, 'abonde.contributions.shortfall-cleared.v1', {
      key: shortfall(donor),
      data,
      ...trace(origin),
    });
  }

  private async takeWaiting(
    tx: EntityManager,
    donor: string,
    missing: Money,
    dates: Dates,
    origin: Origin,
  ): Promise<Money> {
    const rows = await tx.find(Unapplied, {
      where: { donor, remaining: MoreThan(0n) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    let rest = missing;
    for (const row of rows) {
      const taken = rest.min(Money.minor(row.remaining));
      if (taken.isZero()) break;
      row.remaining -= taken.minor;
      rest = rest.minus(taken);
      await this.post(tx, row, taken, dates, origin);
    }
    await tx.save(rows);
    return missing.minus(rest);
  }

  private async post(
    tx: EntityManager,
    { donor, match }: Unapplied,
    amount: Money,
    dates: Dates,
    origin: Origin,
  ): Promise<void> {
    const general = await this.envelopes.general(tx);
    await this.envelopes.record(
      tx,
      {
        kind: 'shortfall-repaid',
        reason: 'Insuffisance comblée',
        reference: donor,
        ...dates,
        metadata: { match, donor },
        postings: debitCredit(`fund:unapplied:${donor}`, shortfall(donor), amount, ownerless(donor, general)),
      },
      [{ agreement: general.code, delta: -amount.minor, cause: 'UNAPPLIED' }],
      origin,
    );
  }
}
