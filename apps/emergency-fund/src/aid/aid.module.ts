import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DelegationsModule } from '../delegations/delegations.module';
import { FactsModule } from '../facts/facts.module';
import { FundModule } from '../fund/fund.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { AidClockController } from './aid-clock.controller';
import { AidPayments } from './aid-payments.service';
import { AidViews } from './aid-views.service';
import { CaseDocuments } from './case-documents.service';
import { CaseEndings } from './case-endings.service';
import { AidDocument } from './case-document.entity';
import { AidCase } from './case.entity';
import { AidRecovery } from './recovery.entity';
import { CaseSheets } from './case-sheet.service';
import { CasesController } from './cases.controller';
import { CasesService } from './cases.service';
import { DecisionsService } from './decisions.service';
import { PaymentsConsumer } from './payments.consumer';
import { AidDecision } from './decision.entity';
import { AidPayment } from './payment.entity';
import { Proposal, ProposalSignature, ProposalVersion } from './proposal.entity';
import { ProposalsController } from './proposals.controller';
import { ProposalsService } from './proposals.service';
import { RecoveriesConsumer } from './recoveries.consumer';
import { AidReservations } from './reservations.service';
import { AidUndoings } from './aid-undoings.service';
import { UndoConsumer } from './undo.consumer';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      AidCase,
      AidDocument,
      AidRecovery,
      AidDecision,
      AidPayment,
      Proposal,
      ProposalSignature,
      ProposalVersion,
    ]),
    DelegationsModule,
    FactsModule,
    FundModule,
    NotificationsModule,
  ],
  controllers: [
    AidClockController,
    CasesController,
    ProposalsController,
    PaymentsConsumer,
    RecoveriesConsumer,
    UndoConsumer,
  ],
  providers: [
    AidPayments,
    AidReservations,
    AidUndoings,
    AidViews,
    CaseDocuments,
    CaseEndings,
    CaseSheets,
    CasesService,
    DecisionsService,
    ProposalsService,
  ],
  exports: [AidViews, CasesService],
})
export class AidModule {}
