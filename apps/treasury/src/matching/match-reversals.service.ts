import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { endMatch, type UndoneMatch, type UndoneTarget } from './match-undoing.store';
import type { KeptKind } from './match-writer.service';
import { recallReturned, releaseTargets } from './returned-receipts.store';
import { reversalOf, toldAgain } from './undo-events.builder';
import { ordersOf, unsettle } from './unsettled-orders.store';

/** Names of reversals whose figures are told apart from the others. */
const kinds: Partial<Record<KeptKind, string>> = {
  'payment-order': 'payment-unsettled',
  'payment-return': 'payment-return-undone',
};

interface Because {
  cause?: CloudEvent;
  correlationId?: string;
}

/** Takes the postings of a match back in treasury's own book, and tells what nobody was asked about. */
@Injectable()
export class MatchReversals {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** Every crossing is reversed under the transfer that the service on its other side used for its own. */
  async reverse(tx: EntityManager, match: UndoneMatch, targets: UndoneTarget[], because: Because): Promise<void> {
    const actor = { id: match.undone_by ?? 'system:treasury', name: match.undone_by_name ?? '' };
    const orders = await unsettle(tx, actor, targets, match.undo_reason ?? '');
    for (const target of crossings(targets)) {
      const { accountingDate } = await this.reversed(tx, match, target);
      const event = target.transfer ? reversalOf(match, target, orders.get(target.target_id)) : undefined;
      if (event)
        await this.tell(tx, { ...event, transfer: target.undo_transfer ?? '' }, target, accountingDate, because);
    }
    for (const { kind, target_id } of targets) if (kind === 'receipt-return') await recallReturned(tx, target_id);
    await releaseTargets(tx, match.id);
    await endMatch(tx, match);
  }

  /** What some services took back before another one refused is told to them anew, under a transfer of its own. */
  async restore(tx: EntityManager, match: UndoneMatch, targets: UndoneTarget[], because: Because): Promise<void> {
    const given = targets.filter(({ taken_back }) => taken_back);
    const orders = await ordersOf(tx, given);
    for (const target of crossings(given)) {
      const reversed = await this.reversed(tx, match, target);
      const transfer = uuid();
      const again = await this.ledger.reverse(tx, reversed.id, {
        ...headOf(match, target),
        kind: 'match-undone',
        transfer,
      });
      await tx.query(
        `UPDATE match_targets SET transaction_id = $3, transfer = $4, undo_transfer = NULL, taken_back = false
          WHERE match_id = $1 AND transaction_id = $2`,
        [match.id, target.transaction_id, again.id, transfer],
      );
      const event = { ...toldAgain(match, target, orders.get(target.target_id)), transfer };
      await this.tell(tx, event, target, again.accountingDate, because);
    }
  }

  private reversed(
    tx: EntityManager,
    match: UndoneMatch,
    target: UndoneTarget,
  ): Promise<{ id: string; accountingDate: string }> {
    const { kind, transaction_id, undo_transfer } = target;
    return this.ledger.reverse(tx, transaction_id, {
      ...headOf(match, target),
      kind: kinds[kind] ?? 'match-undone',
      ...(undo_transfer && { transfer: undo_transfer }),
    });
  }

  private async tell(
    tx: EntityManager,
    event: Parameters<Outbox['addAll']>[1][number],
    { value_date: valueDate }: UndoneTarget,
    accountingDate: string,
    because: Because,
  ): Promise<void> {
    await this.outbox.addAll(tx, [{ ...event, accountingDate, valueDate, ...because }]);
  }
}

/** One target of each transaction: receipts of a match share theirs. */
function crossings(targets: readonly UndoneTarget[]): UndoneTarget[] {
  return [...new Map([...targets].reverse().map((target) => [target.transaction_id, target])).values()].reverse();
}

function headOf(match: UndoneMatch, { accounting_date: accountingDate, entry_id: entry }: UndoneTarget) {
  return {
    reason: match.undo_reason || 'Match undone',
    actor: match.undone_by ?? 'system:treasury',
    accountingDate,
    floors: 'FACT' as const,
    metadata: { match: match.id, entry },
  };
}
