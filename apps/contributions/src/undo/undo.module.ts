import { Module } from '@nestjs/common';
import { ReceiptsModule } from '../receipts/receipts.module';
import { RefundsModule } from '../refunds/refunds.module';
import { UndoConsumer } from './undo.consumer';

@Module({ imports: [ReceiptsModule, RefundsModule], controllers: [UndoConsumer] })
export class UndoModule {}
