import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Payments } from './payments.service';

@Controller()
export class PaymentsConsumer {
  constructor(private readonly payments: Payments) {}

  @EventPattern('abonde.treasury.payment-settled.v1')
  onSettled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-settled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.payments.settle(tx, event);
  }

  @EventPattern('abonde.treasury.payment-returned.v1')
  async onReturned(
    @Payload() event: CloudEvent<'abonde.treasury.payment-returned.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.payments.takeBack(context.tx, event);
    context.arrived(`transfer:${event.transfer}`);
  }

  @EventPattern('abonde.treasury.payment-rejected.v1')
  onRejected(
    @Payload() event: CloudEvent<'abonde.treasury.payment-rejected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.payments.fail(tx, event, 'REJECTED');
  }

  @EventPattern('abonde.treasury.payment-cancelled.v1')
  onCancelled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-cancelled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.payments.fail(tx, event, 'CANCELLED');
  }
}
