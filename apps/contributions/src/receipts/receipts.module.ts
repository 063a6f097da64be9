import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { Applications } from './applications.service';
import { Donations } from './donations.service';
import { ReceiptsConsumer } from './receipts.consumer';
import { Receipts } from './receipts.service';
import { ReceiptBooks } from './receipt-books.service';
import { Returns } from './returns.service';
import { Reversals } from './reversals.service';
import { UnappliedController } from './unapplied.controller';
import { UnappliedMoney } from './unapplied.service';

@Module({
  imports: [AllocationsModule],
  controllers: [ReceiptsConsumer, UnappliedController],
  providers: [Receipts, ReceiptBooks, Returns, Reversals, Applications, Donations, UnappliedMoney],
})
export class ReceiptsModule {}
