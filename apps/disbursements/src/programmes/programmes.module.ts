import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AllocationsModule } from '../allocations/allocations.module';
import { BureauModule } from '../bureau/bureau.module';
import { CitiesModule } from '../cities/cities.module';
import { ProjectsModule } from '../projects/projects.module';
import { ProgrammeViews } from './programme-views.service';
import { ProgrammeAmendment } from './programme-amendment.entity';
import { ProgrammeAmendments } from './programme-amendments.service';
import { Programme } from './programme.entity';
import { ProgrammesController } from './programmes.controller';
import { Programmes } from './programmes.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([Programme, ProgrammeAmendment]),
    AllocationsModule,
    CitiesModule,
    ProjectsModule,
    BureauModule,
  ],
  controllers: [ProgrammesController],
  providers: [Programmes, ProgrammeAmendments, ProgrammeViews],
})
export class ProgrammesModule {}
