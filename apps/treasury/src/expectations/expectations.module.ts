import { Module } from '@nestjs/common';
import { ExpectationsConsumer } from './expectations.consumer';
import { ExpectationsService } from './expectations.service';

@Module({ controllers: [ExpectationsConsumer], providers: [ExpectationsService] })
export class ExpectationsModule {}
