import { Module } from '@nestjs/common';
import { ReportsController } from './reports.controller';
import { ReportsDue } from './reports-due.service';
import { UntoldReports } from './untold-reports.service';

@Module({ controllers: [ReportsController], providers: [ReportsDue, UntoldReports], exports: [ReportsDue] })
export class ReportsModule {}
