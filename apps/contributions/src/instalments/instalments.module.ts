import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { Calls } from './calls.service';
import { InstalmentsController } from './instalments.controller';
import { Receivables } from './receivables.service';
import { UntoldSchedules } from './untold-schedules.service';

@Module({
  imports: [AgreementsModule],
  controllers: [InstalmentsController],
  providers: [Calls, Receivables, UntoldSchedules],
})
export class InstalmentsModule {}
