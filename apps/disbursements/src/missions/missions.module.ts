import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LifeCycleModule } from '../life-cycle/life-cycle.module';
import { ProjectsModule } from '../projects/projects.module';
import { TranchesModule } from '../tranches/tranches.module';
import { MissionPhotos } from './mission-photos.service';
import { MissionViews } from './mission-views.service';
import { Mission, MissionPhoto, MissionRecommendation } from './mission.entity';
import { MissionsController } from './missions.controller';
import { MissionsService } from './missions.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([Mission, MissionRecommendation, MissionPhoto]),
    ProjectsModule,
    LifeCycleModule,
    TranchesModule,
  ],
  controllers: [MissionsController],
  providers: [MissionsService, MissionPhotos, MissionViews],
})
export class MissionsModule {}
