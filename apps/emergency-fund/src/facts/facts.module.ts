import { Module } from '@nestjs/common';
import { FundEntries } from '../fund/fund-entries.service';
import { ContributionsConsumer } from './contributions.consumer';
import { Facts } from './facts.service';
import { ProjectsConsumer } from './projects.consumer';
import { RegistersConsumer } from './registers.consumer';

@Module({
  controllers: [ContributionsConsumer, ProjectsConsumer, RegistersConsumer],
  providers: [Facts, FundEntries],
  exports: [Facts, FundEntries],
})
export class FactsModule {}
