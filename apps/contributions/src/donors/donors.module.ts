import { Module } from '@nestjs/common';
import { DonorsController } from './donors.controller';
import { Donors } from './donors.service';

@Module({ controllers: [DonorsController], providers: [Donors], exports: [Donors] })
export class DonorsModule {}
