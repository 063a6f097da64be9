import { Outbox } from '@abonde/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { takeUntold } from '../storage/untold.query';
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
      for (const agreement of await takeUntold(tx, 'untold_schedule'))
        await tellSchedule(tx, this.outbox, agreement, {});
    });
  }
}
