import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { ProjectsConsumer } from './projects.consumer';
import { Projects } from './projects.service';

@Module({ imports: [AllocationsModule], controllers: [ProjectsConsumer], providers: [Projects] })
export class ProjectsModule {}
