import { Module } from '@nestjs/common';
import { DonorsModule } from '../donors/donors.module';
import { AgreementAccounts } from './agreement-accounts.service';
import { AgreementReader } from './agreement-reader.service';
import { AgreementsConsumer } from './agreements.consumer';
import { AgreementsController } from './agreements.controller';
import { Agreements } from './agreements.service';

@Module({
  imports: [DonorsModule],
  controllers: [AgreementsController, AgreementsConsumer],
  providers: [Agreements, AgreementAccounts, AgreementReader],
  exports: [Agreements, DonorsModule],
})
export class AgreementsModule {}
