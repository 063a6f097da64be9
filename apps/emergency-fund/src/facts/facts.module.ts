import { Module } from '@nestjs/common';
import { FundEntries } from '../fund/fund-entries.service';
import { ContributionsConsumer } from './contributions.consumer';
import { Facts } from './facts.service';
import { PlansConsumer } from './plans.consumer';
import { Plans } from './plans.service';
import { ProjectsConsumer } from './projects.consumer';
import { RegistersConsumer } from './registers.consumer';

@Module({
  controllers: [ContributionsConsumer, PlansConsumer, ProjectsConsumer, RegistersConsumer],
  providers: [Facts, FundEntries, Plans],
  exports: [Facts, FundEntries, Plans],
})
export class FactsModule {}
