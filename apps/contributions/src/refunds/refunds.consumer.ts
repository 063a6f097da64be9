import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { refundKinds } from './refund.entity';
import { RefundPayments } from './refund-payments.service';

const ours = ({ kind }: { kind: string }) => refundKinds.some((known) => known === kind);

@Controller()
export class RefundsConsumer {
  constructor(private readonly payments: RefundPayments) {}

  @EventPattern('abonde.treasury.payment-settled.v1')
  async settled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-settled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    if (ours(event.data)) await this.payments.settled(tx, event, byEvent(event));
  }

  @EventPattern('abonde.treasury.payment-returned.v1')
  async returned(
    @Payload() event: CloudEvent<'abonde.treasury.payment-returned.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    if (!ours(event.data)) return;
    await this.payments.returned(context.tx, event, byEvent(event));
    context.arrived(`transfer:${event.transfer}`);
  }

  @EventPattern('abonde.treasury.payment-rejected.v1')
  async rejected(
    @Payload() event: CloudEvent<'abonde.treasury.payment-rejected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    if (ours(event.data)) await this.payments.failed(tx, event, byEvent(event));
  }

  @EventPattern('abonde.treasury.payment-cancelled.v1')
  async cancelled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-cancelled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    if (ours(event.data)) await this.payments.failed(tx, event, byEvent(event));
  }
}
