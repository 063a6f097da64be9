import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { RatesModule } from '../rates/rates.module';
import { CsvMappingsController } from './csv-mappings.controller';
import { CsvMappings } from './csv-mappings.service';
import { EntryPostings } from './entry-postings.service';
import { ReadingContexts } from './reading-context.service';
import { StatementList } from './statement-list.service';
import { StatementsController } from './statements.controller';
import { StatementsService } from './statements.service';

@Module({
  imports: [AccountsModule, RatesModule],
  controllers: [StatementsController, CsvMappingsController],
  providers: [StatementsService, StatementList, EntryPostings, CsvMappings, ReadingContexts],
})
export class StatementsModule {}
