import { addDays, type Day } from '@abonde/calendar';
import { BusinessClock } from '@abonde/platform';
import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '../fund/fund-book.service';
import { AccrualsService } from './accruals.service';

const MINUTE = 60_000;
/** Days that are accrued by themselves when some were missed. */
const CAUGHT_UP = 62;

/** Accrues the days that have ended, by itself, whichever replica notices first. */
@Injectable()
export class DailyAccrual {
  private readonly logger = new Logger('DailyAccrual');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
    private readonly accruals: AccrualsService,
  ) {}

  @Interval(MINUTE)
  async look(): Promise<void> {
    try {
      await this.dataSource.transaction(async (tx) => {
        const today = await this.clock.today(tx);
        if (!(await this.isHistory(tx, today))) await this.accrueEndedDays(tx, today);
      });
    } catch (error) {
      this.logger.warn(`The accrual is tried again in a minute: ${String(error)}`);
    }
  }

  /** Nothing while another process is at it, or when nothing has changed. */
  async accrueEndedDays(tx: EntityManager, today: Day): Promise<void> {
    const [lock]: { mine: boolean }[] = await tx.query(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('daily-accrual', 0)) AS mine`,
    );
    const yesterday = addDays(today, -1);
    if (!lock?.mine || !(await this.isDue(tx, yesterday))) return;
    await this.accruals.run(tx, yesterday, SYSTEM);
  }

  /**
   * Whether a placement's past is still being entered. Its credits come with their own days: years accrued today would be
   * taken back at those days, and what was accrued then would read below zero. Whoever enters the past accrues it.
   */
  private async isHistory(tx: EntityManager, today: Day): Promise<boolean> {
    const [row]: { behind: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM placements
                       WHERE coalesce(accrued_through, opened_on) < $1 AND coalesce(matures_on > accrued_through, true)) AS behind`,
      [addDays(today, -CAUGHT_UP)],
    );
    return row?.behind ?? false;
  }

  private async isDue(tx: EntityManager, yesterday: Day): Promise<boolean> {
    const [row]: { due: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM placements WHERE opened_on <= $1 AND coalesce(accrued_through < $1, true))
           OR EXISTS (SELECT FROM late_facts) AS due`,
      [yesterday],
    );
    return row?.due ?? false;
  }
}
