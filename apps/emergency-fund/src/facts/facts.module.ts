import { Module } from '@nestjs/common';
import { FundEntries } from '../fund/fund-entries.service';
import { BankBalances } from './bank-balances.service';
import { BankConsumer } from './bank.consumer';
import { ContributionsConsumer } from './contributions.consumer';
import { Facts } from './facts.service';
import { PlansConsumer } from './plans.consumer';
import { Plans } from './plans.service';
import { ProjectsConsumer } from './projects.consumer';
import { RegistersConsumer } from './registers.consumer';

@Module({
  controllers: [BankConsumer, ContributionsConsumer, PlansConsumer, ProjectsConsumer, RegistersConsumer],
  providers: [BankBalances, Facts, FundEntries, Plans],
  exports: [BankBalances, Facts, FundEntries, Plans],
})
export class FactsModule {}
