import { Module } from '@nestjs/common';
import { ReportsController } from './reports.controller';
import { ReportsDue } from './reports-due.service';

@Module({ controllers: [ReportsController], providers: [ReportsDue], exports: [ReportsDue] })
export class ReportsModule {}
