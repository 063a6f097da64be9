import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { BureauModule } from '../bureau/bureau.module';
import { ProjectsModule } from '../projects/projects.module';
import { RecoveriesModule } from '../recoveries/recoveries.module';
import { ReductionsController } from './reductions.controller';
import { Reductions } from './reductions.service';

@Module({
  imports: [BureauModule, ProjectsModule, AllocationsModule, RecoveriesModule],
  controllers: [ReductionsController],
  providers: [Reductions],
  exports: [Reductions],
})
export class ReductionsModule {}
