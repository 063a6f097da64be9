import { Module } from '@nestjs/common';
import { DonorsModule } from '../donors/donors.module';
import { RemindersController } from './reminders.controller';
import { Reminders } from './reminders.service';

@Module({ imports: [DonorsModule], controllers: [RemindersController], providers: [Reminders] })
export class RemindersModule {}
