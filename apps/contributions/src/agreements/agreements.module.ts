import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { Conditions } from '../conditions/conditions.service';
import { AgreementDocumentsModule } from '../documents/documents.module';
import { DonorsModule } from '../donors/donors.module';
import { ReportsModule } from '../reports/reports.module';
import { AgreementAccounts } from './agreement-accounts.service';
import { AgreementReader } from './agreement-reader.service';
import { AgreementsConsumer } from './agreements.consumer';
import { AgreementsController } from './agreements.controller';
import { Agreements } from './agreements.service';
import { Amendments } from './amendments.service';
import { Schedule } from './schedule.service';

@Module({
  imports: [AllocationsModule, DonorsModule, ReportsModule, AgreementDocumentsModule],
  controllers: [AgreementsController, AgreementsConsumer],
  providers: [Agreements, Amendments, Schedule, AgreementAccounts, AgreementReader, Conditions],
  exports: [Agreements, Amendments, Schedule, Conditions, DonorsModule, ReportsModule, AgreementDocumentsModule],
})
export class AgreementsModule {}
