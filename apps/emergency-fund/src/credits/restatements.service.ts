import { addDays, epochDay, maxDay, minDay, type Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { fingerprint } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stillToPost } from '../accruals/accrual';
import { distribute, type Distributed } from '../accruals/distribution';
import { Facts, type KnownPool, type LateFact } from '../facts/facts.service';
import { type Credit, Credits } from './credits.service';
import { causesUpTo, inWords, RestatementLog } from './restatement-log.service';
import { Settlements } from './settlement.service';

/** Distributions as the facts say they should be, and the differences from what was posted. */
@Injectable()
export class Restatements {
  constructor(
    private readonly facts: Facts,
    private readonly credits: Credits,
    private readonly settlements: Settlements,
    private readonly outbox: Outbox,
    private readonly ledger: Ledger,
    private readonly log: RestatementLog,
  ) {}

  /** What each part of a credit gets, given all that is known now. */
  async distribution(
    tx: EntityManager,
    credit: Pick<Credit, 'id' | 'from' | 'to' | 'minor'>,
    known: KnownPool,
    pool: string,
  ): Promise<Distributed[]> {
    return distributed(credit, known, await this.credits.thresholdsBefore(tx, pool, credit));
  }

  /**
   * Recomputes the credits whose period a late fact touches, in their order, and posts the differences in its name.
   * Nothing before the first of them is read.
   */
  async restate(tx: EntityManager, pool: string, late: readonly LateFact[], actor: string): Promise<void> {
    const touched = late[0] ? await this.credits.ofPool(tx, pool, late[0].day) : [];
    const [first] = touched;
    if (!first) return;
    const from = touched.map((credit) => credit.from).reduce(minDay);
    let known = await this.facts.pool(tx, pool, from);
    const lines = await this.credits.linesOf(
      tx,
      touched.map(({ id }) => id),
    );
    const cumulated = await this.credits.thresholdsBefore(tx, pool, first);
    for (const credit of touched) {
      const now = distributed(credit, known, cumulated);
      const isChanged = await this.post(tx, credit, lines.get(credit.id) ?? [], now, late, actor);
      if (isChanged) known = await this.facts.withOwnCash(tx, known, pool, from);
    }
  }

  private async post(
    tx: EntityManager,
    credit: Credit,
    before: Distributed[],
    now: Distributed[],
    late: readonly LateFact[],
    actor: string,
  ): Promise<boolean> {
    const lines = stillToPost(now, before);
    if (lines.length === 0) return false;
    const { placement, id, to, valueDate, minor } = credit;
    const { causes, from } = causesUpTo(late, to);
    const cause = inWords(causes);
    await this.credits.replaceLines(tx, id, now);
    const accountedOn = await this.ledger.firstOpenDay(tx, valueDate);
    await this.log.record(
      tx,
      { placement, credit: id, touchedFrom: from ?? credit.from, through: to, accountedOn, causes },
      before,
      now,
    );
    await this.settlements.settle(tx, {
      kind: 'interest-restated',
      reason: `Interest of ${placement} credited through ${to}, distributed again: ${cause}`,
      placement,
      credit,
      lines,
      valueDate,
      actor,
      accrued: [],
      cash: null,
      bearsFrom: bearsFrom(credit),
    });
    await this.outbox.add(tx, 'abonde.emergency-fund.interest-restated.v1', {
      key: placement,
      data: {
        placement,
        through: to,
        total: Money.minor(minor).toJSON(),
        digest: fingerprint(now.map((line) => [line.key, line.minor.toString()])),
        cause,
      },
      valueDate,
    });
    return true;
  }
}

/** Interest never bears interest in its own period, even when the bank dates it on the period's last day. */
export function bearsFrom({ to, valueDate }: { to: Day; valueDate: Day }): Day {
  return maxDay(valueDate, addDays(to, 1));
}

function distributed(
  { from, to, minor }: Pick<Credit, 'from' | 'to' | 'minor'>,
  { pool, clauses, charges }: KnownPool,
  cumulated: Map<string, bigint>,
): Distributed[] {
  const nombres = pool.nombres(epochDay(from), epochDay(to) + 1);
  return distribute(minor, nombres, to, { charges, clauses, cumulated });
}
