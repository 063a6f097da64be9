import { addDays } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { BusinessClock } from '@abonde/platform';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { NoticesService } from './notices.service';

const HOUR = 3_600_000;
/** Days before its date from which a report is asked for. */
const AHEAD = 30;

/** Reminds of reports as days go by: by the calendar, and at once where the demonstration's clock is advanced. */
@Controller()
export class ReportReminders {
  private readonly logger = new Logger('ReportReminders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
    private readonly notices: NoticesService,
  ) {}

  @Interval(HOUR)
  async look(): Promise<void> {
    try {
      await this.dataSource.transaction(async (tx) => {
        const today = await this.clock.today(tx);
        await this.notices.remindReports(tx, today, addDays(today, AHEAD));
      });
    } catch (error) {
      this.logger.warn(`Reports are looked at again in an hour: ${String(error)}`);
    }
  }

  @EventPattern('abonde.platform.business-day-set.v1')
  async onDay(
    @Payload() { data }: CloudEvent<'abonde.platform.business-day-set.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.notices.remindReports(tx, data.day, addDays(data.day, AHEAD));
  }
}
