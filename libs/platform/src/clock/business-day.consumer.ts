import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BusinessClock } from './business-clock.service';

@Controller()
export class BusinessDayConsumer {
  constructor(private readonly clock: BusinessClock) {}

  @EventPattern('abonde.platform.business-day-set.v1')
  async on(
    @Payload() event: CloudEvent<'abonde.platform.business-day-set.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.clock.set(context.tx, event.data.day, event.sequence);
  }
}
