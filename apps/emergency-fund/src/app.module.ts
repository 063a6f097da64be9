import { LedgerModule, ledgerMigrations } from '@abonde/ledger';
import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccrualsModule } from './accruals/accruals.module';
import { AidModule } from './aid/aid.module';
import { ChargesModule } from './charges/charges.module';
import { chart } from './chart';
import { DelegationsModule } from './delegations/delegations.module';
import { FactsModule } from './facts/facts.module';
import { FundModule } from './fund/fund.module';
import { FundHistoryModule } from './history/fund-history.module';
import { HumanitarianModule } from './humanitarian/humanitarian.module';
import { LettersModule } from './letters/letters.module';
import { EmergencyFund1760000000001 } from './migrations/1760000000001-emergency-fund';
import { InterestTerms1760000000002 } from './migrations/1760000000002-interest-terms';
import { Aid1760100000001 } from './migrations/1760100000001-aid';
import { BankBalances1760300000001 } from './migrations/1760300000001-bank-balances';
import { ChargesAndReturns1760200000007 } from './migrations/1760200000007-charges-and-returns';
import { Causes1760300000002 } from './migrations/1760300000002-causes';
import { PromisedReports1760400000001 } from './migrations/1760400000001-promised-reports';
import { PlacementBase1760500000001 } from './migrations/1760500000001-placement-base';
import { NotificationsModule } from './notifications/notifications.module';
import { PeopleModule } from './people/people.module';
import { AccrualDeposits1760000000030 } from './migrations/1760000000030-accrual-deposits';
import { PeriodsConsumer } from './periods/periods.consumer';
import { PlacementsModule } from './placements/placements.module';

@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'emergency-fund',
      migrations: [
        ...ledgerMigrations,
        EmergencyFund1760000000001,
        InterestTerms1760000000002,
        AccrualDeposits1760000000030,
        Aid1760100000001,
        ChargesAndReturns1760200000007,
        BankBalances1760300000001,
        Causes1760300000002,
        PromisedReports1760400000001,
        PlacementBase1760500000001,
      ],
    }),
    MessagingModule.forRoot({ service: 'emergency-fund' }),
    LedgerModule.forRoot({ book: 'emergency-fund', chart }),
    ScheduleModule.forRoot(),
    FactsModule,
    PlacementsModule,
    FundModule,
    AccrualsModule,
    ChargesModule,
    PeopleModule,
    DelegationsModule,
    NotificationsModule,
    AidModule,
    LettersModule,
    FundHistoryModule,
    HumanitarianModule,
  ],
  controllers: [PeriodsConsumer],
})
export class AppModule {}
