import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GENERAL } from '../donors/donor';
import { Envelopes } from '../envelopes/envelopes.service';
import type { Movement } from '../envelopes/movement';
import { MovementRow } from '../envelopes/movement.entity';
import { type Origin, trace } from '../envelopes/origin';
import { agreementsOf, ReceiptBooks } from './receipt-books.service';
import { type Receipt, ReceiptPart, Unapplied } from './receipt.entity';

type UndoRequested = CloudEvent<'abonde.treasury.match-undo-requested.v1'>;

/** Why a match cannot be undone, and how much must come back to which envelope first. */
interface Obstacle {
  agreement: string;
  reason: string;
  toRelease: Money;
}

/** Undoes matches at a person's request, as long as their money is still free. */
@Injectable()
export class Reversals {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
    private readonly receipts: ReceiptBooks,
  ) {}

  async undo(tx: EntityManager, event: UndoRequested, origin: Origin): Promise<void> {
    const { match, reason } = event.data;
    const receipt = await this.receipts.find(tx, match);
    if (receipt.state === 'UNDONE') return;
    const parts = await tx.findBy(ReceiptPart, { receipt: receipt.id });
    const obstacle = receipt.state === 'RETURNED' ? returned(parts) : await this.obstacle(tx, receipt, parts);
    if (obstacle) {
      const data = { ...obstacle, match, toRelease: obstacle.toRelease.toJSON() };
      await this.outbox.add(tx, 'abonde.contributions.receipt-reversal-refused.v1', {
        key: obstacle.agreement,
        data,
        ...trace(origin),
      });
      return;
    }
    const transfer = event.transfer ?? uuid();
    const posted = await this.ledger.reverse(tx, receipt.transaction, {
      kind: 'match-undone',
      reason,
      actor: origin.actor,
      transfer,
    });
    await this.restore(tx, receipt, parts);
    await this.envelopes.tell(
      tx,
      { ...posted, valueDate: receipt.valueDate },
      await this.opposite(tx, receipt.transaction),
      origin,
    );
    const dates = { transfer, accountingDate: posted.accountingDate, valueDate: receipt.valueDate };
    await this.receipts.tellReversed(
      tx,
      match,
      new Map(agreementsOf(parts).map((agreement) => [agreement, null])),
      dates,
      origin,
    );
  }

  /** The first reason why the money of a match is no longer all there. */
  private async obstacle(
    tx: EntityManager,
    receipt: Receipt,
    parts: readonly ReceiptPart[],
  ): Promise<Obstacle | undefined> {
    const forwarded = parts.find((one) => one.forwarded !== null);
    if (forwarded) {
      return {
        agreement: forwarded.agreement ?? GENERAL,
        reason: 'DONATION_FORWARDED',
        toRelease: Money.minor(forwarded.money),
      };
    }
    const applied = (await tx.findBy(Unapplied, { match: receipt.match })).find(
      ({ amount, remaining }) => amount !== remaining,
    );
    if (applied)
      return {
        agreement: applied.agreement ?? GENERAL,
        reason: 'ALREADY_APPLIED',
        toRelease: Money.minor(applied.amount - applied.remaining),
      };
    const needed = new Map<string, bigint>();
    for (const { agreement, delta, cause } of await tx.findBy(MovementRow, { transaction: receipt.transaction })) {
      if (cause !== 'UNAPPLIED') needed.set(agreement, (needed.get(agreement) ?? 0n) + delta);
    }
    for (const [agreement, amount] of [...needed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const free = await this.envelopes.available(tx, agreement);
      if (free && free.minor < amount)
        return { agreement, reason: 'MONEY_ALLOCATED', toRelease: Money.minor(amount).minus(free) };
    }
    return undefined;
  }

  private async opposite(tx: EntityManager, transaction: string): Promise<Movement[]> {
    const rows = await tx.findBy(MovementRow, { transaction });
    return rows.map(({ agreement, delta, cause }) => ({ agreement, delta: -delta, cause }));
  }

  private async restore(tx: EntityManager, receipt: Receipt, parts: readonly ReceiptPart[]): Promise<void> {
    receipt.state = 'UNDONE';
    await tx.save(receipt);
    await tx.update(Unapplied, { match: receipt.match }, { remaining: 0n });
    for (const { instalment, applied, booked } of parts) {
      if (instalment !== null && applied !== 0n)
        await this.receipts.owedAgain(tx, instalment, applied, booked, receipt.valueDate, 'UNDONE');
    }
  }
}

const returned = (parts: readonly ReceiptPart[]): Obstacle => ({
  agreement: agreementsOf(parts)[0] ?? GENERAL,
  reason: 'RETURNED_BY_BANK',
  toRelease: Money.zero(),
});
