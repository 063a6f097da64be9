import { Module } from '@nestjs/common';
import { AllocationReader } from './allocation-reader.service';
import { AllocationsConsumer } from './allocations.consumer';
import { AllocationHistory } from './allocation-history.service';
import { AllocationsController } from './allocations.controller';
import { Allocations } from './allocations.service';
import { FundingReader } from './funding-reader.service';
import { Proposals } from './proposals.service';
import { Purses } from './purses.service';
import { Releases } from './releases.service';

@Module({
  controllers: [AllocationsController, AllocationsConsumer],
  providers: [Allocations, AllocationHistory, AllocationReader, FundingReader, Proposals, Purses, Releases],
  exports: [Proposals],
})
export class AllocationsModule {}
