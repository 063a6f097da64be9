import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { Releases } from './releases.service';

@Controller()
export class AllocationsConsumer {
  constructor(private readonly releases: Releases) {}

  @EventPattern('abonde.disbursements.allocation-released.v1')
  released(
    @Payload() event: CloudEvent<'abonde.disbursements.allocation-released.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    return this.releases.released(context.tx, event, byEvent(event));
  }

  @EventPattern('abonde.disbursements.release-refused.v1')
  refused(
    @Payload() event: CloudEvent<'abonde.disbursements.release-refused.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    return this.releases.refused(context.tx, event);
  }

  @EventPattern('abonde.disbursements.release-recalled.v1')
  recalled(
    @Payload() event: CloudEvent<'abonde.disbursements.release-recalled.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    return this.releases.recalled(context.tx, event, byEvent(event));
  }
}
