import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { AidCeilings } from './aid-ceilings.service';
import { AidConsumer } from './aid.consumer';

@Module({ imports: [AgreementsModule], controllers: [AidConsumer], providers: [AidCeilings] })
export class AidModule {}
