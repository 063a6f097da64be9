import { LedgerModule, ledgerMigrations } from '@abonde/ledger';
import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { AllocationsModule } from './allocations/allocations.module';
import { BureauModule } from './bureau/bureau.module';
import { chart } from './chart';
import { CitiesModule } from './cities/cities.module';
import { CityAgreementsModule } from './city-agreements/city-agreements.module';
import { CommentsModule } from './comments/comments.module';
import { ConversionsModule } from './conversions/conversions.module';
import { JustificationsModule } from './justifications/justifications.module';
import { LifeCycleModule } from './life-cycle/life-cycle.module';
import { AllocationsTrancheExpected1760000000501 } from './migrations/1760000000501-allocations-tranche-expected';
import { Disbursements1760000000001 } from './migrations/1760000000001-disbursements';
import { RecoveriesForgone1760000000002 } from './migrations/1760000000002-recoveries-forgone';
import { ReductionsGiveBack1760000300001 } from './migrations/1760000300001-reductions-give-back';
import { ExpensesInLocalCurrency1760000300002 } from './migrations/1760000300002-expenses-in-local-currency';
import { ProgrammeAmendments1760000300003 } from './migrations/1760000300003-programme-amendments';
import { CityAgreements1760000300004 } from './migrations/1760000300004-city-agreements';
import { People1760000300005 } from './migrations/1760000300005-people';
import { MissionChanges1760000300006 } from './migrations/1760000300006-mission-changes';
import { Results1760000000303 } from './migrations/1760000000303-results';
import { Bureau1760000000302 } from './migrations/1760000000302-bureau';
import { Missions1760000000301 } from './migrations/1760000000301-missions';
import { Dossiers1760000100001 } from './migrations/1760000100001-dossiers';
import { MissionsModule } from './missions/missions.module';
import { PeopleModule } from './people/people.module';
import { PeriodsConsumer } from './periods/periods.consumer';
import { ProgrammesModule } from './programmes/programmes.module';
import { ProjectsModule } from './projects/projects.module';
import { RecoveriesModule } from './recoveries/recoveries.module';
import { ReductionsModule } from './reductions/reductions.module';
import { ResultsModule } from './results/results.module';
import { RuleSetsController } from './rules/rule-sets.controller';
import { TranchesModule } from './tranches/tranches.module';
import { UndoModule } from './undo/undo.module';

@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'disbursements',
      migrations: [
        ...ledgerMigrations,
        Disbursements1760000000001,
        RecoveriesForgone1760000000002,
        Missions1760000000301,
        Bureau1760000000302,
        Results1760000000303,
        Dossiers1760000100001,
        AllocationsTrancheExpected1760000000501,
        ReductionsGiveBack1760000300001,
        ExpensesInLocalCurrency1760000300002,
        ProgrammeAmendments1760000300003,
        CityAgreements1760000300004,
        People1760000300005,
        MissionChanges1760000300006,
      ],
    }),
    MessagingModule.forRoot({ service: 'disbursements' }),
    LedgerModule.forRoot({ book: 'disbursements', chart }),
    CitiesModule,
    ProjectsModule,
    BureauModule,
    AllocationsModule,
    TranchesModule,
    ConversionsModule,
    JustificationsModule,
    RecoveriesModule,
    CommentsModule,
    LifeCycleModule,
    CityAgreementsModule,
    MissionsModule,
    ReductionsModule,
    ResultsModule,
    ProgrammesModule,
    UndoModule,
    PeopleModule,
  ],
  controllers: [PeriodsConsumer, RuleSetsController],
})
export class AppModule {}
