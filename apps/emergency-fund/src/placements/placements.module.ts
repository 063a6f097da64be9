import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FactsModule } from '../facts/facts.module';
import { FixingsController } from '../fixings/fixings.controller';
import { Fixings } from '../fixings/fixings.service';
import { Placement, PlacementRate } from './placement.entity';
import { PlacementsController } from './placements.controller';
import { PlacementsService } from './placements.service';
import { PlacementTerms } from './terms.service';

@Module({
  imports: [TypeOrmModule.forFeature([Placement, PlacementRate]), FactsModule],
  controllers: [PlacementsController, FixingsController],
  providers: [PlacementsService, PlacementTerms, Fixings],
  exports: [PlacementsService, PlacementTerms],
})
export class PlacementsModule {}
