import { LedgerModule, ledgerMigrations } from '@abonde/ledger';
import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { AllocationsModule } from './allocations/allocations.module';
import { BureauModule } from './bureau/bureau.module';
import { chart } from './chart';
import { CitiesModule } from './cities/cities.module';
import { JustificationsModule } from './justifications/justifications.module';
import { LifeCycleModule } from './life-cycle/life-cycle.module';
import { AllocationsTrancheExpected1760000000501 } from './migrations/1760000000501-allocations-tranche-expected';
import { Disbursements1760000000001 } from './migrations/1760000000001-disbursements';
import { RecoveriesForgone1760000000002 } from './migrations/1760000000002-recoveries-forgone';
import { MissionsController } from './missions/missions.controller';
import { PeriodsConsumer } from './periods/periods.consumer';
import { ProgrammesController } from './programmes/programmes.controller';
import { ProjectsModule } from './projects/projects.module';
import { RecoveriesModule } from './recoveries/recoveries.module';
import { TranchesModule } from './tranches/tranches.module';

@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'disbursements',
      migrations: [
        ...ledgerMigrations,
        Disbursements1760000000001,
        RecoveriesForgone1760000000002,
        AllocationsTrancheExpected1760000000501,
      ],
    }),
    MessagingModule.forRoot({ service: 'disbursements' }),
    LedgerModule.forRoot({ book: 'disbursements', chart }),
    CitiesModule,
    ProjectsModule,
    BureauModule,
    AllocationsModule,
    TranchesModule,
    JustificationsModule,
    RecoveriesModule,
    LifeCycleModule,
  ],
  controllers: [PeriodsConsumer, MissionsController, ProgrammesController],
})
export class AppModule {}
