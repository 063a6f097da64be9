import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BureauModule } from '../bureau/bureau.module';
import { ProjectsModule } from '../projects/projects.module';
import { ReductionsModule } from '../reductions/reductions.module';
import { TranchesModule } from '../tranches/tranches.module';
import { AgreementAmendment, AgreementSignature } from './agreement-amendment.entity';
import { AgreementAmendments } from './agreement-amendments.service';
import { AgreementStates } from './agreement-states.service';
import { CityAgreementsController } from './city-agreements.controller';
import { CityAgreements } from './city-agreements.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([AgreementAmendment, AgreementSignature]),
    BureauModule,
    ProjectsModule,
    ReductionsModule,
    TranchesModule,
  ],
  controllers: [CityAgreementsController],
  providers: [CityAgreements, AgreementAmendments, AgreementStates],
})
export class CityAgreementsModule {}
