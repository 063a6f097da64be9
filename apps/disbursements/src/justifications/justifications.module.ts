import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversionsModule } from '../conversions/conversions.module';
import { ProjectsModule } from '../projects/projects.module';
import { TranchesModule } from '../tranches/tranches.module';
import { Acceptance } from './acceptance.service';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import { JustificationViews } from './justification-views.service';
import { JustificationsController } from './justifications.controller';
import { JustificationsService } from './justifications.service';
import { ReportsService } from './reports.service';
import { Variations } from './variations.service';

@Module({
  imports: [TypeOrmModule.forFeature([Justification, ExpenseLine]), ProjectsModule, TranchesModule, ConversionsModule],
  controllers: [JustificationsController],
  providers: [JustificationsService, Acceptance, Variations, JustificationViews, ReportsService],
})
export class JustificationsModule {}
