import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { MatchingModule } from '../matching/matching.module';
import { AccountPeriods } from './account-periods.reader';
import { PeriodsService } from './periods.service';
import { ReconciliationController } from './reconciliation.controller';
import { ReconciliationService } from './reconciliation.service';
import { WorksheetService } from './worksheet.service';

@Module({
  imports: [AccountsModule, MatchingModule],
  controllers: [ReconciliationController],
  providers: [ReconciliationService, PeriodsService, AccountPeriods, WorksheetService],
})
export class ReconciliationModule {}
