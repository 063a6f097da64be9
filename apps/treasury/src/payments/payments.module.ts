import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { PaymentFilesService } from './payment-files.service';
import { PaymentOrderSheets } from './payment-order-sheets.service';
import { PaymentOrderViews } from './payment-order-views.service';
import { PaymentOrdersConsumer } from './payment-orders.consumer';
import { PaymentOrdersService } from './payment-orders.service';
import { PaymentStatusService } from './payment-status.service';
import { PaymentsController } from './payments.controller';

@Module({
  imports: [AccountsModule],
  controllers: [PaymentsController, PaymentOrdersConsumer],
  providers: [PaymentOrdersService, PaymentOrderViews, PaymentOrderSheets, PaymentFilesService, PaymentStatusService],
})
export class PaymentsModule {}
