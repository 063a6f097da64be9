import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { Receipts } from './receipts.service';
import { Returns } from './returns.service';
import { Reversals } from './reversals.service';

const ours = ['instalment', 'donation', 'unapplied'];

@Controller()
export class ReceiptsConsumer {
  constructor(
    private readonly receipts: Receipts,
    private readonly returns: Returns,
    private readonly reversals: Reversals,
  ) {}

  @EventPattern('abonde.treasury.receipt-matched.v1')
  async matched(
    @Payload() event: CloudEvent<'abonde.treasury.receipt-matched.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.receipts.book(context.tx, event, byEvent(event));
    context.arrived(`match:${event.data.match}`);
  }

  @EventPattern('abonde.treasury.receipt-returned.v1')
  async returned(
    @Payload() event: CloudEvent<'abonde.treasury.receipt-returned.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.returns.returned(context.tx, event, byEvent(event));
    context.arrived(`transfer:${event.transfer}`);
  }

  @EventPattern('abonde.treasury.match-undo-requested.v1')
  async undo(
    @Payload() event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    const { match, reason, targetKind } = event.data;
    if (!ours.includes(targetKind)) return;
    await this.reversals.undo(context.tx, { match, reason, transfer: event.transfer }, byEvent(event));
  }

  @EventPattern('abonde.emergency-fund.donation-handed-back.v1')
  handedBack(
    @Payload() event: CloudEvent<'abonde.emergency-fund.donation-handed-back.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.reversals.handedBack(tx, event, byEvent(event));
  }

  @EventPattern('abonde.emergency-fund.donation-recall-refused.v1')
  recallRefused(
    @Payload() event: CloudEvent<'abonde.emergency-fund.donation-recall-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.reversals.recallRefused(tx, event, byEvent(event));
  }
}
