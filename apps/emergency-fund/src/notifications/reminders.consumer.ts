import { addDays, type Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { BusinessClock } from '@abonde/platform';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { DonorReports } from './donor-reports.service';
import { NoticesService } from './notices.service';

const HOUR = 3_600_000;
/** Days before its date from which a report is asked for. */
const AHEAD = 30;

/** Reminds of reports on aids, and of those promised to donors, as days go by: by the calendar, and at once where the demonstration's clock is advanced. */
@Controller()
export class ReportReminders {
  private readonly logger = new Logger('ReportReminders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
    private readonly notices: NoticesService,
    private readonly donorReports: DonorReports,
  ) {}

  @Interval(HOUR)
  async look(): Promise<void> {
    try {
      await this.dataSource.transaction(async (tx) => {
        await this.remind(tx, await this.clock.today(tx));
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
    await this.remind(tx, data.day);
  }

  /** A calendar told late may hold what should be under way already. */
  @EventPattern('abonde.contributions.reports-changed.v1')
  async onDonorReports(
    @Payload() event: CloudEvent<'abonde.contributions.reports-changed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.donorReports.keep(tx, event);
    const today = await this.clock.today(tx);
    await this.donorReports.remind(tx, today, addDays(today, AHEAD));
  }

  private async remind(tx: EntityManager, today: Day): Promise<void> {
    const from = addDays(today, AHEAD);
    await this.notices.remindReports(tx, today, from);
    await this.donorReports.remind(tx, today, from);
  }
}
