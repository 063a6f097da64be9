import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { AllocationsModule } from '../allocations/allocations.module';
import { CallLetters } from './call-letters.service';
import { Called } from './called.service';
import { Calls } from './calls.service';
import { DeferredIncome } from './deferred-income.service';
import { InstalmentsController } from './instalments.controller';
import { Receivables } from './receivables.service';
import { UntoldSchedules } from './untold-schedules.service';

@Module({
  imports: [AgreementsModule, AllocationsModule],
  controllers: [InstalmentsController],
  providers: [Calls, Called, CallLetters, Receivables, DeferredIncome, UntoldSchedules],
})
export class InstalmentsModule {}
