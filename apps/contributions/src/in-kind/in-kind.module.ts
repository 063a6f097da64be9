import { Module } from '@nestjs/common';
import { DonorsModule } from '../donors/donors.module';
import { InKindController } from './in-kind.controller';
import { InKinds } from './in-kind.service';

@Module({ imports: [DonorsModule], controllers: [InKindController], providers: [InKinds] })
export class InKindModule {}
