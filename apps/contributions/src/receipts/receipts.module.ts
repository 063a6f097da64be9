import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { Donations } from './donations.service';
import { ReceiptsConsumer } from './receipts.consumer';
import { Receipts } from './receipts.service';
import { Reversals } from './reversals.service';
import { UnappliedController } from './unapplied.controller';
import { UnappliedMoney } from './unapplied.service';

@Module({
  imports: [AllocationsModule],
  controllers: [ReceiptsConsumer, UnappliedController],
  providers: [Receipts, Reversals, Donations, UnappliedMoney],
})
export class ReceiptsModule {}
