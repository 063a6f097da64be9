import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DailyAccrual } from './daily-accrual.service';

/** In the demonstration days go by on demand: interest accrues at once. */
@Controller()
export class BusinessDayConsumer {
  constructor(private readonly daily: DailyAccrual) {}

  @EventPattern('abonde.platform.business-day-set.v1')
  async on(
    @Payload() event: CloudEvent<'abonde.platform.business-day-set.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.daily.accrueEndedDays(tx, event.data.day);
  }
}
