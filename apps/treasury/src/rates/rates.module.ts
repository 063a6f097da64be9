import { Module } from '@nestjs/common';
import { RateCorrections } from './rate-corrections.service';
import { RatesController } from './rates.controller';
import { RatesService } from './rates.service';

@Module({ controllers: [RatesController], providers: [RateCorrections, RatesService], exports: [RatesService] })
export class RatesModule {}
