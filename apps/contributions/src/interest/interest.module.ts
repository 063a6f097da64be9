import { Module } from '@nestjs/common';
import { AllocationsModule } from '../allocations/allocations.module';
import { InterestConsumer } from './interest.consumer';
import { Interest } from './interest.service';

@Module({ imports: [AllocationsModule], controllers: [InterestConsumer], providers: [Interest] })
export class InterestModule {}
