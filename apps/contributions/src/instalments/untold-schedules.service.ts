import { Outbox } from '@abonde/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { tellSchedule } from './expectations.publisher';

/** Tells the schedules of agreements that were signed before schedules were told at all: once, after an upgrade. */
@Injectable()
export class UntoldSchedules implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [rows]: [{ agreement: string }[], number] = await tx.query(
        `DELETE FROM untold_schedule WHERE agreement IN
           (SELECT agreement FROM untold_schedule ORDER BY agreement FOR UPDATE SKIP LOCKED) RETURNING agreement`,
      );
      for (const { agreement } of rows) await tellSchedule(tx, this.outbox, agreement, {});
    });
  }
}
