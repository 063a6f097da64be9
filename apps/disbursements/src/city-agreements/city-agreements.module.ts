import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module';
import { TranchesModule } from '../tranches/tranches.module';
import { CityAgreementsController } from './city-agreements.controller';
import { CityAgreements } from './city-agreements.service';

@Module({
  imports: [ProjectsModule, TranchesModule],
  controllers: [CityAgreementsController],
  providers: [CityAgreements],
})
export class CityAgreementsModule {}
