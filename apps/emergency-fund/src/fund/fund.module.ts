import { Module } from '@nestjs/common';
import { FactsModule } from '../facts/facts.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { PlacementsModule } from '../placements/placements.module';
import { AvailabilityService } from './availability.service';
import { DonationsConsumer } from './donations.consumer';
import { FundBook } from './fund-book.service';
import { FundController } from './fund.controller';
import { Lineage } from './lineage.service';
import { ProjectionService } from './projection.service';

@Module({
  imports: [FactsModule, NotificationsModule, PlacementsModule],
  controllers: [DonationsConsumer, FundController],
  providers: [AvailabilityService, FundBook, Lineage, ProjectionService],
  exports: [AvailabilityService, FundBook],
})
export class FundModule {}
