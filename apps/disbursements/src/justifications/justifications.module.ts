import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectsModule } from '../projects/projects.module';
import { TranchesModule } from '../tranches/tranches.module';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import { JustificationViews } from './justification-views.service';
import { JustificationsController } from './justifications.controller';
import { JustificationsService } from './justifications.service';
import { ReportsService } from './reports.service';

@Module({
  imports: [TypeOrmModule.forFeature([Justification, ExpenseLine]), ProjectsModule, TranchesModule],
  controllers: [JustificationsController],
  providers: [JustificationsService, JustificationViews, ReportsService],
})
export class JustificationsModule {}
