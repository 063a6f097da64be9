import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { AllocationsModule } from '../allocations/allocations.module';
import { OpeningsController } from './openings.controller';
import { Openings } from './openings.service';

@Module({ imports: [AgreementsModule, AllocationsModule], controllers: [OpeningsController], providers: [Openings] })
export class OpeningsModule {}
