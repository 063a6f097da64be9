import { Module } from '@nestjs/common';
import { FundHistoryController } from './fund-history.controller';
import { FundHistory } from './fund-history.service';

@Module({ controllers: [FundHistoryController], providers: [FundHistory] })
export class FundHistoryModule {}
