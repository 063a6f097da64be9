import { Outbox } from '@abonde/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { takeUntold } from '../storage/untold.query';
import { tellReports } from './reports.publisher';

/** Tells the calendars of agreements that were signed before calendars were told at all: once, after an upgrade. */
@Injectable()
export class UntoldReports implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      for (const agreement of await takeUntold(tx, 'untold_reports')) await tellReports(tx, this.outbox, agreement);
    });
  }
}
