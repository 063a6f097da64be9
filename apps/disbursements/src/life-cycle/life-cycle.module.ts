import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { BureauModule } from '../bureau/bureau.module';
import { CommentsModule } from '../comments/comments.module';
import { ProjectsModule } from '../projects/projects.module';
import { RecoveriesModule } from '../recoveries/recoveries.module';
import { TranchesModule } from '../tranches/tranches.module';
import { DossierMoves } from './dossier-moves.service';
import { LifeCycleController } from './life-cycle.controller';
import { LifeCycleService } from './life-cycle.service';

@Module({
  imports: [ProjectsModule, CommentsModule, BureauModule, AllocationsModule, TranchesModule, RecoveriesModule],
  controllers: [LifeCycleController],
  providers: [DossierMoves, LifeCycleService],
  exports: [LifeCycleService],
})
export class LifeCycleModule {}
