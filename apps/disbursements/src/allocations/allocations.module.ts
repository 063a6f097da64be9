import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectsModule } from '../projects/projects.module';
import { Agreement } from './agreement.entity';
import { Allocation } from './allocation.entity';
import { AllocationsConsumer } from './allocations.consumer';
import { AllocationsService } from './allocations.service';
import { ProjectMoney } from './project-money.service';

@Module({
  imports: [TypeOrmModule.forFeature([Agreement, Allocation]), ProjectsModule],
  controllers: [AllocationsConsumer],
  providers: [AllocationsService, ProjectMoney],
  exports: [ProjectMoney],
})
export class AllocationsModule {}
