import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { BankFacts } from './bank-facts.service';
import { BankConsumer } from './bank.consumer';

@Module({ imports: [AllocationsModule], controllers: [BankConsumer], providers: [BankFacts] })
export class BankModule {}
