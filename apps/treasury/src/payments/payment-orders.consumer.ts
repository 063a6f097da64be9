import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { PaymentOrdersService } from './payment-orders.service';

@Controller()
export class PaymentOrdersConsumer {
  constructor(private readonly orders: PaymentOrdersService) {}

  @EventPattern('abonde.contributions.payment-requested.v1')
  refundRequested(
    @Payload() event: CloudEvent<'abonde.contributions.payment-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.orders.order(tx, event);
  }

  @EventPattern('abonde.disbursements.payment-requested.v1')
  trancheRequested(
    @Payload() event: CloudEvent<'abonde.disbursements.payment-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.orders.order(tx, event);
  }

  @EventPattern('abonde.emergency-fund.payment-requested.v1')
  aidRequested(
    @Payload() event: CloudEvent<'abonde.emergency-fund.payment-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.orders.order(tx, event);
  }

  @EventPattern('abonde.disbursements.payment-cancel-requested.v1')
  cancelRequested(
    @Payload() event: CloudEvent<'abonde.disbursements.payment-cancel-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.orders.cancel(tx, event);
  }
}
