import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { Applications } from './applications.service';
import { DonorShortfalls } from './donor-shortfalls.service';
import { Donations } from './donations.service';
import { ReceiptsConsumer } from './receipts.consumer';
import { ReceiptsController } from './receipts.controller';
import { ReceiptsReader } from './receipts-reader.service';
import { Receipts } from './receipts.service';
import { ReceiptBooks } from './receipt-books.service';
import { ReturnUndoings } from './return-undoings.service';
import { Returns } from './returns.service';
import { Reversals } from './reversals.service';
import { UnappliedController } from './unapplied.controller';
import { UnappliedMoney } from './unapplied.service';

@Module({
  imports: [AllocationsModule],
  controllers: [ReceiptsConsumer, ReceiptsController, UnappliedController],
  providers: [
    Receipts,
    ReceiptsReader,
    ReceiptBooks,
    Returns,
    Reversals,
    Applications,
    Donations,
    DonorShortfalls,
    UnappliedMoney,
    ReturnUndoings,
  ],
  exports: [ReturnUndoings],
})
export class ReceiptsModule {}
