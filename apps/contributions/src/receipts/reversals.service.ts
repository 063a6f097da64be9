import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GENERAL } from '../donors/donor';
import { Envelopes } from '../envelopes/envelopes.service';
import { MovementRow } from '../envelopes/movement.entity';
import { type Origin, trace } from '../envelopes/origin';
import { type Application, Applications } from './applications.service';
import { Donations, type Forwarded, type Undoing } from './donations.service';
import { agreementsOf, ReceiptBooks } from './receipt-books.service';
import { type Receipt, ReceiptPart, Unapplied } from './receipt.entity';

/** Why a match cannot be undone, and how much must come back to which envelope first. */
interface Obstacle {
  agreement: string;
  reason: string;
  toRelease: Money;
}

/** What became of a receipt's money since: all of it is taken back before the receipt is. */
interface Since {
  forwarded: Forwarded[];
  applied: Application[];
}

/** Undoes matches at a person's request, as long as their money is still free. */
@Injectable()
export class Reversals {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
    private readonly receipts: ReceiptBooks,
    private readonly applications: Applications,
    private readonly donations: Donations,
  ) {}

  /** A donation that has gone on to the emergency fund is called back first: its answer comes by an event. */
  async undo(tx: EntityManager, undoing: Undoing, origin: Origin): Promise<void> {
    const receipt = await this.receipts.find(tx, undoing.match);
    if (receipt.state === 'UNDONE') return;
    const parts = await tx.findBy(ReceiptPart, { receipt: receipt.id });
    const since = await this.since(tx, receipt, parts);
    const obstacle = receipt.state === 'RETURNED' ? returned(parts) : await this.obstacle(tx, receipt, since);
    if (obstacle) return this.refuse(tx, undoing.match, obstacle, origin);
    if (since.forwarded.length > 0) return this.donations.recall(tx, undoing, since.forwarded, origin);
    await this.takeBack(tx, undoing, { receipt, parts, applied: since.applied }, origin);
  }

  /** The emergency fund gave the donations back; they go on again where something else stands in the way by now. */
  async handedBack(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.emergency-fund.donation-handed-back.v1'>,
    origin: Origin,
  ): Promise<void> {
    const { match, reason, undoTransfer: transfer } = data;
    const receipt = await this.receipts.find(tx, match);
    await this.donations.regain(tx, await tx.findBy(ReceiptPart, { receipt: receipt.id }), data, origin);
    await this.undo(tx, { match, reason, transfer }, origin);
    const { state, valueDate } = await this.receipts.find(tx, match);
    if (state !== 'UNDONE') await this.donations.forward(tx, { match, valueDate }, origin);
  }

  recallRefused(
    tx: EntityManager,
    { data }: CloudEvent<'abonde.emergency-fund.donation-recall-refused.v1'>,
    origin: Origin,
  ): Promise<void> {
    const agreement = data.lines[0]?.agreement ?? GENERAL;
    const obstacle = { agreement, reason: 'DONATION_FORWARDED', toRelease: Money.of(data.missing) };
    return this.refuse(tx, data.match, obstacle, origin);
  }

  private async refuse(
    tx: EntityManager,
    match: string,
    { agreement, reason, toRelease }: Obstacle,
    origin: Origin,
  ): Promise<void> {
    await this.outbox.add(tx, 'abonde.contributions.receipt-reversal-refused.v1', {
      key: agreement,
      data: { agreement, match, reason, toRelease: toRelease.toJSON() },
      ...trace(origin),
    });
  }

  private async since(tx: EntityManager, { match }: Receipt, parts: readonly ReceiptPart[]): Promise<Since> {
    const donors = [...new Set(parts.map(({ donor }) => donor))].sort();
    const applied: Application[] = [];
    for (const donor of donors) applied.push(...(await this.applications.of(tx, match, donor)));
    return { applied, forwarded: await this.donations.forwardedOf(tx, parts) };
  }

  /** The first reason why the money of a match is no longer all there. */
  private async obstacle(
    tx: EntityManager,
    receipt: Receipt,
    { forwarded, applied }: Since,
  ): Promise<Obstacle | undefined> {
    const gone = await this.goneOtherwise(tx, receipt, applied);
    if (gone) return gone;
    const needed = new Map<string, bigint>();
    const need = (agreement: string, amount: bigint) => needed.set(agreement, (needed.get(agreement) ?? 0n) + amount);
    for (const { agreement, delta, cause } of await tx.findBy(MovementRow, { transaction: receipt.transaction }))
      if (cause !== 'UNAPPLIED') need(agreement, delta);
    for (const { agreement, amount } of applied) need(agreement, amount.minor);
    for (const { agreement, amount } of forwarded) need(agreement, -amount.minor);
    for (const [agreement, amount] of [...needed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const free = await this.envelopes.available(tx, agreement);
      if (free && free.minor < amount)
        return { agreement, reason: 'MONEY_ALLOCATED', toRelease: Money.minor(amount).minus(free) };
    }
    return undefined;
  }

  /** Money without an owner that went elsewhere than to instalments: it repaid what its donor lacked. */
  private async goneOtherwise(
    tx: EntityManager,
    { match }: Receipt,
    applied: readonly Application[],
  ): Promise<Obstacle | undefined> {
    const rows = await tx.findBy(Unapplied, { match });
    const used = rows.reduce((sum, { amount, remaining }) => sum + amount - remaining, 0n);
    const elsewhere = Money.minor(used).minus(Money.sum(applied.map(({ amount }) => amount)));
    if (!elsewhere.isPositive()) return undefined;
    return { agreement: rows[0]?.agreement ?? GENERAL, reason: 'ALREADY_APPLIED', toRelease: elsewhere };
  }

  private async takeBack(
    tx: EntityManager,
    { match, reason, transfer = uuid() }: Undoing,
    { receipt, parts, applied }: { receipt: Receipt; parts: ReceiptPart[]; applied: readonly Application[] },
    origin: Origin,
  ): Promise<void> {
    for (const { id, instalment, amount, valueDate } of applied) {
      await this.reverse(tx, id, { kind: 'match-undone', reason, actor: origin.actor, valueDate }, origin);
      await this.receipts.owedAgain(tx, instalment, amount.minor, amount.minor, valueDate, 'UNDONE');
    }
    const because = { kind: 'match-undone', reason, actor: origin.actor, valueDate: receipt.valueDate };
    const posted = await this.reverse(tx, receipt.transaction, { ...because, transfer }, origin);
    await this.restore(tx, receipt, parts);
    const touched = new Set([...agreementsOf(parts), ...applied.map(({ agreement }) => agreement)]);
    await this.receipts.tellReversed(
      tx,
      match,
      new Map([...touched].map((agreement) => [agreement, null])),
      { transfer, accountingDate: posted.accountingDate, valueDate: receipt.valueDate },
      origin,
    );
  }

  private async reverse(
    tx: EntityManager,
    transaction: string,
    because: { kind: string; reason: string; actor: string; valueDate: string; transfer?: string },
    origin: Origin,
  ): Promise<{ accountingDate: string }> {
    const posted = await this.ledger.reverse(tx, transaction, because);
    const movements = await tx.findBy(MovementRow, { transaction });
    const opposite = movements.map(({ agreement, delta, cause }) => ({ agreement, delta: -delta, cause }));
    await this.envelopes.tell(tx, { ...posted, valueDate: because.valueDate }, opposite, origin);
    return posted;
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
