import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AllocationsModule } from '../allocations/allocations.module';
import { ProjectsModule } from '../projects/projects.module';
import { RecoveriesConsumer } from './recoveries.consumer';
import { Recoveries } from './recoveries.service';
import { RecoveryUndoings } from './recovery-undoings.service';
import { Recovery } from './recovery.entity';

@Module({
  imports: [TypeOrmModule.forFeature([Recovery]), ProjectsModule, AllocationsModule],
  controllers: [RecoveriesConsumer],
  providers: [Recoveries, RecoveryUndoings],
  exports: [Recoveries, RecoveryUndoings],
})
export class RecoveriesModule {}
