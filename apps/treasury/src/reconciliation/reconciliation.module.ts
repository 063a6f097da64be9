import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { PeriodsService } from './periods.service';
import { ReconciliationController } from './reconciliation.controller';
import { ReconciliationService } from './reconciliation.service';

@Module({
  imports: [AccountsModule],
  controllers: [ReconciliationController],
  providers: [ReconciliationService, PeriodsService],
})
export class ReconciliationModule {}
