import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { OwedBalances } from './owed-balances.service';
import { RefundPayments } from './refund-payments.service';
import { RefundReserve } from './refund-reserve.service';
import { RefundsConsumer } from './refunds.consumer';
import { RefundsController } from './refunds.controller';
import { Refunds } from './refunds.service';

@Module({
  imports: [AgreementsModule],
  controllers: [RefundsController, RefundsConsumer],
  providers: [Refunds, RefundPayments, RefundReserve, OwedBalances],
  exports: [RefundPayments],
})
export class RefundsModule {}
