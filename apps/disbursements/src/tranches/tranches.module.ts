import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AllocationsModule } from '../allocations/allocations.module';
import { ProjectsModule } from '../projects/projects.module';
import { RecoveriesModule } from '../recoveries/recoveries.module';
import { Approvals } from './approvals.service';
import { ConditionFactsReader } from './condition-facts.service';
import { PaymentsConsumer } from './payments.consumer';
import { Payments } from './payments.service';
import { ReturnUndoings } from './return-undoings.service';
import { Reservations } from './reservations.service';
import { TranchePayment } from './tranche-payment.entity';
import { TrancheViews } from './tranche-views.service';
import { Tranche } from './tranche.entity';
import { TranchesController } from './tranches.controller';
import { TranchesService } from './tranches.service';

@Module({
  imports: [TypeOrmModule.forFeature([Tranche, TranchePayment]), ProjectsModule, AllocationsModule, RecoveriesModule],
  controllers: [TranchesController, PaymentsConsumer],
  providers: [TranchesService, Reservations, ConditionFactsReader, Approvals, Payments, ReturnUndoings, TrancheViews],
  exports: [ReturnUndoings, TranchesService, TrancheViews],
})
export class TranchesModule {}
