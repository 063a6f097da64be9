import { LedgerModule, ledgerMigrations } from '@abonde/ledger';
import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { Agreement, AgreementVersion } from './agreements/agreement.entity';
import { AgreementsModule } from './agreements/agreements.module';
import { Allocated, Allocation, ReleaseRequest } from './allocations/allocation.entity';
import { AllocationAct } from './allocations/allocation-act.entity';
import { AllocationsModule } from './allocations/allocations.module';
import { AidModule } from './aid/aid.module';
import { BankModule } from './bank/bank.module';
import { chart } from './chart';
import { FinalCost, ProjectReport } from './conditions/project-facts.entity';
import { AgreementDocument } from './documents/agreement-document.entity';
import { Donor, DonorVersion } from './donors/donor.entity';
import { DonorsModule } from './donors/donors.module';
import { EnvelopesModule } from './envelopes/envelopes.module';
import { MovementRow } from './envelopes/movement.entity';
import { InKind } from './in-kind/in-kind.entity';
import { InKindModule } from './in-kind/in-kind.module';
import { Instalment, SettlementRow } from './instalments/instalment.entity';
import { InstalmentsModule } from './instalments/instalments.module';
import { InterestModule } from './interest/interest.module';
import { Contributions1760000000001 } from './migrations/1760000000001-contributions';
import { AgreementBasis1760000000002 } from './migrations/1760000000002-agreement-basis';
import { ContributionsRegister1760000200001 } from './migrations/1760000200001-contributions-register';
import { AgreementRestrictions1760000300001 } from './migrations/1760000300001-agreement-restrictions';
import { AllocationsActs1760000000501 } from './migrations/1760000000501-allocations-acts';
import { UntoldReports1760000500001 } from './migrations/1760000500001-untold-reports';
import { People1760000500002 } from './migrations/1760000500002-people';
import { Opening } from './openings/opening.entity';
import { OpeningsModule } from './openings/openings.module';
import { PeopleModule } from './people/people.module';
import { Consumption, ProjectRow, SubsidyRow } from './projects/project.entity';
import { ProjectsModule } from './projects/projects.module';
import { Receipt, ReceiptPart, Unapplied } from './receipts/receipt.entity';
import { ReceiptsModule } from './receipts/receipts.module';
import { UnappliedApplication } from './receipts/unapplied-application.entity';
import { Refund } from './refunds/refund.entity';
import { RefundsModule } from './refunds/refunds.module';
import { Reminder } from './reminders/reminder.entity';
import { RemindersModule } from './reminders/reminders.module';
import { ReportDue } from './reports/report-due.entity';
import { WriteOff } from './write-offs/write-off.entity';
import { UndoModule } from './undo/undo.module';
import { WriteOffsModule } from './write-offs/write-offs.module';

const entities = [
  Donor,
  Agreement,
  AgreementVersion,
  Instalment,
  SettlementRow,
  Receipt,
  ReceiptPart,
  Unapplied,
  UnappliedApplication,
  MovementRow,
  ProjectRow,
  SubsidyRow,
  Consumption,
  Allocation,
  AllocationAct,
  Allocated,
  ReleaseRequest,
  Opening,
  Refund,
  WriteOff,
  DonorVersion,
  AgreementDocument,
  ReportDue,
  Reminder,
  InKind,
  ProjectReport,
  FinalCost,
];

@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'contributions',
      entities,
      migrations: [
        ...ledgerMigrations,
        Contributions1760000000001,
        AgreementBasis1760000000002,
        ContributionsRegister1760000200001,
        AgreementRestrictions1760000300001,
        AllocationsActs1760000000501,
        UntoldReports1760000500001,
        People1760000500002,
      ],
    }),
    MessagingModule.forRoot({ service: 'contributions' }),
    LedgerModule.forRoot({ book: 'contributions', chart }),
    PeopleModule,
    EnvelopesModule,
    DonorsModule,
    AgreementsModule,
    InstalmentsModule,
    AllocationsModule,
    ProjectsModule,
    ReceiptsModule,
    BankModule,
    InterestModule,
    OpeningsModule,
    RefundsModule,
    WriteOffsModule,
    UndoModule,
    AidModule,
    RemindersModule,
    InKindModule,
  ],
})
export class AppModule {}
