import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { Interest } from './interest.service';

@Controller()
export class InterestConsumer {
  constructor(private readonly interest: Interest) {}

  @EventPattern('abonde.emergency-fund.interest-distributed.v1')
  distributed(
    @Payload() event: CloudEvent<'abonde.emergency-fund.interest-distributed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.interest.distribute(tx, event, byEvent(event));
  }
}
