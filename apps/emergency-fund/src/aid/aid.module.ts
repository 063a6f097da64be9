import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FactsModule } from '../facts/facts.module';
import { FundModule } from '../fund/fund.module';
import { CasesController, ProposalsController } from './aid.controller';
import { AidCase, AidPayment, Proposal, ProposalSignature } from './aid.entity';
import { AidViews } from './aid-views.service';
import { CasesService } from './cases.service';
import { DecisionsService } from './decisions.service';
import { PaymentsConsumer } from './payments.consumer';
import { ProposalsService } from './proposals.service';

@Module({
  imports: [TypeOrmModule.forFeature([AidCase, AidPayment, Proposal, ProposalSignature]), FactsModule, FundModule],
  controllers: [CasesController, ProposalsController, PaymentsConsumer],
  providers: [AidViews, CasesService, DecisionsService, ProposalsService],
})
export class AidModule {}
