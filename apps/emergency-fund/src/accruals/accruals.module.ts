import { Module } from '@nestjs/common';
import { CreditsConsumer } from '../credits/credits.consumer';
import { CreditViews } from '../credits/credit-views.service';
import { CreditsController } from '../credits/credits.controller';
import { Credits } from '../credits/credits.service';
import { RestatementLog } from '../credits/restatement-log.service';
import { Restatements } from '../credits/restatements.service';
import { Settlements } from '../credits/settlement.service';
import { Variances } from '../credits/variances.service';
import { FactsModule } from '../facts/facts.module';
import { FundModule } from '../fund/fund.module';
import { PlacementsModule } from '../placements/placements.module';
import { AccrualsController } from './accruals.controller';
import { AccrualsService } from './accruals.service';
import { AccruedLines } from './accrued-lines.service';
import { BusinessDayConsumer } from './business-day.consumer';
import { DailyAccrual } from './daily-accrual.service';
import { Explanations } from './explanations.service';

@Module({
  imports: [FactsModule, FundModule, PlacementsModule],
  controllers: [AccrualsController, BusinessDayConsumer, CreditsConsumer, CreditsController],
  providers: [
    AccrualsService,
    AccruedLines,
    CreditViews,
    Credits,
    DailyAccrual,
    Explanations,
    RestatementLog,
    Restatements,
    Settlements,
    Variances,
  ],
})
export class AccrualsModule {}
