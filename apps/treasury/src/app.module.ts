import { LedgerModule, ledgerMigrations } from '@abonde/ledger';
import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { BankAccount } from './accounts/account.entity';
import { AccountsModule } from './accounts/accounts.module';
import { AttachmentsModule } from './attachments/attachments.module';
import { BeneficiariesModule } from './beneficiaries/beneficiaries.module';
import { Beneficiary } from './beneficiaries/beneficiary.entity';
import { chart } from './chart';
import { ExpectationsModule } from './expectations/expectations.module';
import { MatchRulesModule } from './match-rules/match-rules.module';
import { MatchingModule } from './matching/matching.module';
import { Treasury1760000000001 } from './migrations/1760000000001-treasury';
import { AidRecoveries1760100000002 } from './migrations/1760100000002-aid-recoveries';
import { Attachments1760000010800 } from './migrations/1760000010800-attachments';
import { Reconciliation1760000010500 } from './migrations/1760000010500-reconciliation';
import { PayersLines1760000010700 } from './migrations/1760000010700-payers-lines';
import { StatementImports1760000000120 } from './migrations/1760000000120-statement-imports';
import { UndoneByOthers1760300000101 } from './migrations/1760300000101-undone-by-others';
import { ExchangeRateActs1760500000101 } from './migrations/1760500000101-exchange-rate-acts';
import { UndoneMatches1760400000201 } from './migrations/1760400000201-undone-matches';
import { TreasuryPayments1760000000400 } from './migrations/1760000000400-treasury-payments';
import { PaymentOrderRow } from './payments/payment-order.entity';
import { PaymentsModule } from './payments/payments.module';
import { RatesModule } from './rates/rates.module';
import { ReconciliationModule } from './reconciliation/reconciliation.module';
import { StatementsModule } from './statements/statements.module';

@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'treasury',
      entities: [BankAccount, Beneficiary, PaymentOrderRow],
      migrations: [
        ...ledgerMigrations,
        Treasury1760000000001,
        StatementImports1760000000120,
        Reconciliation1760000010500,
        AidRecoveries1760100000002,
        TreasuryPayments1760000000400,
        PayersLines1760000010700,
        Attachments1760000010800,
        UndoneByOthers1760300000101,
        UndoneMatches1760400000201,
        ExchangeRateActs1760500000101,
      ],
    }),
    MessagingModule.forRoot({ service: 'treasury' }),
    LedgerModule.forRoot({ book: 'treasury', chart }),
    AccountsModule,
    RatesModule,
    StatementsModule,
    ExpectationsModule,
    MatchRulesModule,
    MatchingModule,
    AttachmentsModule,
    ReconciliationModule,
    BeneficiariesModule,
    PaymentsModule,
  ],
})
export class AppModule {}
