import { Module } from '@nestjs/common';
import { RatesModule } from '../rates/rates.module';
import { EntryPostings } from './entry-postings.service';
import { StatementsController } from './statements.controller';
import { StatementsService } from './statements.service';

@Module({ imports: [RatesModule], controllers: [StatementsController], providers: [StatementsService, EntryPostings] })
export class StatementsModule {}
