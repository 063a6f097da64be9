import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FactsModule } from '../facts/facts.module';
import { FixingsController } from '../fixings/fixings.controller';
import { Fixings } from '../fixings/fixings.service';
import { PlacementBreaks } from './breaks.service';
import { Placement, PlacementBreak, PlacementRate } from './placement.entity';
import { PlacementViews } from './placement-views.service';
import { PlacementsController } from './placements.controller';
import { PlacementsService } from './placements.service';
import { PlacementTerms } from './terms.service';

@Module({
  imports: [TypeOrmModule.forFeature([Placement, PlacementBreak, PlacementRate]), FactsModule],
  controllers: [PlacementsController, FixingsController],
  providers: [PlacementBreaks, PlacementsService, PlacementTerms, PlacementViews, Fixings],
  exports: [PlacementsService, PlacementTerms],
})
export class PlacementsModule {}
