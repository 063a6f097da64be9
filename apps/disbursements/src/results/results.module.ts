import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectsModule } from '../projects/projects.module';
import { ResultPeriod } from './result-period.entity';
import { ResultViews } from './result-views.service';
import { ResultsController } from './results.controller';
import { ResultsService } from './results.service';

@Module({
  imports: [TypeOrmModule.forFeature([ResultPeriod]), ProjectsModule],
  controllers: [ResultsController],
  providers: [ResultsService, ResultViews],
})
export class ResultsModule {}
