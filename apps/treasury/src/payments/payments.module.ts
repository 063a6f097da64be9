import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { BeneficiariesModule } from '../beneficiaries/beneficiaries.module';
import { PaymentFilesService } from './payment-files.service';
import { PaymentOrdersConsumer } from './payment-orders.consumer';
import { PaymentOrdersService } from './payment-orders.service';
import { PaymentsController } from './payments.controller';

@Module({
  imports: [AccountsModule, BeneficiariesModule],
  controllers: [PaymentsController, PaymentOrdersConsumer],
  providers: [PaymentOrdersService, PaymentFilesService],
})
export class PaymentsModule {}
