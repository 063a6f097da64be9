import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { answerUndo, tryUndo } from '@abonde/match-undo';
import { type MessageContext, Outbox } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { byEvent } from '../envelopes/origin';
import { ReturnUndoings } from '../receipts/return-undoings.service';
import { RefundPayments } from '../refunds/refund-payments.service';

/**
 * A person undoes the match of what the bank gave or took back: refunds and receipts are as they were, or the answer says why
 * not. Receipts themselves are undone where they are booked.
 */
@Controller()
export class UndoConsumer {
  constructor(
    private readonly returns: ReturnUndoings,
    private readonly refunds: RefundPayments,
    private readonly outbox: Outbox,
  ) {}

  @EventPattern('abonde.treasury.match-undo-requested.v1')
  async onRequested(
    @Payload() event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { match, parts = [] } = event.data;
    const [first] = parts;
    if (!first || !(await this.knows(tx, first))) return;
    const refused = await tryUndo(tx, async (inner) => {
      for (const part of parts) await this.takeBack(inner, part, event);
    });
    await answerUndo(tx, this.outbox, 'contributions', { match, cause: event }, refused);
  }

  private async knows(tx: EntityManager, { kind, id }: UndoPart): Promise<boolean> {
    if (kind === 'receipt-return') return true;
    return kind === 'payment-return' && this.refunds.knows(tx, id);
  }

  private takeBack(
    tx: EntityManager,
    part: UndoPart,
    event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
  ): Promise<void> {
    return part.kind === 'receipt-return'
      ? this.returns.takeBack(tx, part, event, byEvent(event))
      : this.refunds.undoReturn(tx, part, event, byEvent(event));
  }
}
