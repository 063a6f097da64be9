import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FactsModule } from '../facts/facts.module';
import { Placement, PlacementRate } from './placement.entity';
import { PlacementsController } from './placements.controller';
import { PlacementsService } from './placements.service';
import { PlacementTerms } from './terms.service';

@Module({
  imports: [TypeOrmModule.forFeature([Placement, PlacementRate]), FactsModule],
  controllers: [PlacementsController],
  providers: [PlacementsService, PlacementTerms],
  exports: [PlacementsService, PlacementTerms],
})
export class PlacementsModule {}
