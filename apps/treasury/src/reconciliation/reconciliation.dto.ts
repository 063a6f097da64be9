import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { CountedSumDto } from './worksheet.dto';

export class AsOfQuery {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  asOf?: string;
}

export class StatementQuery extends AsOfQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv', 'pdf'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv', 'pdf'])
  format: 'json' | 'csv' | 'pdf' = 'json';

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang: 'fr' | 'en' = 'fr';
}

export class ReopenDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class ListedItemDto {
  @ApiProperty() id: string;
  @ApiProperty() date: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Its journal entries; null: nothing is booked yet' })
  entries: string | null;
}

export class LastStatementDto {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) closing: MoneyDto;
}

export class ReconciliationDto {
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() accountName: string;
  @ApiProperty() currency: string;
  @ApiProperty() asOf: string;
  @ApiProperty({ type: MoneyDto, description: 'What the statements say' }) bankBalance: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'What the journal says' }) ledgerBalance: MoneyDto;
  @ApiProperty({ description: 'Entries of the journal’s balance' }) ledgerEntries: string;
  @ApiProperty({ type: MoneyDto, description: 'Value of the journal balance in the books' }) ledgerBalanceEur: MoneyDto;
  @ApiProperty({
    type: MoneyDto,
    description: 'Bank less journal: always zero, save entries booked in a later open period',
  })
  difference: MoneyDto;
  @ApiProperty({ type: LastStatementDto, nullable: true }) lastStatement: LastStatementDto | null;
  @ApiProperty({ type: [ListedItemDto], description: 'Payments emitted that the bank has not debited' })
  inTransit: ListedItemDto[];
  @ApiProperty({ type: [ListedItemDto], description: 'Receipts matched that contributions has not recorded yet' })
  awaitingConfirmation: ListedItemDto[];
  @ApiProperty({ type: [ListedItemDto], description: 'Entries whose match is being undone, of every kind' })
  beingUndone: ListedItemDto[];
  @ApiProperty({ type: [ListedItemDto], description: 'Entries that nothing explains at that date, the first ones' })
  unmatched: ListedItemDto[];
  @ApiProperty({ type: CountedSumDto, description: 'All of them' }) unmatchedTotal: CountedSumDto;
  @ApiProperty({ type: String, nullable: true, description: 'Those after the ones listed; null: these are all' })
  unmatchedNext: string | null;
  @ApiProperty({ type: MoneyDto, description: 'Balance of suspense, EUR; zero to close the month' })
  unexplained: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'The same in the account’s currency' }) unexplainedAmount: MoneyDto;
  @ApiProperty({ description: 'Entries of suspense' }) unexplainedEntries: string;
  @ApiProperty({ type: MoneyDto, description: 'Between own accounts, of the account’s currency' })
  internalTransfers: MoneyDto;
  @ApiProperty({ description: 'Entries between own accounts' }) internalTransferEntries: string;
  @ApiProperty({ type: [String], description: 'Months closed' }) closedPeriods: string[];
}

export class ClosedPeriodDto {
  @ApiProperty() account: string;
  @ApiProperty() month: string;
  @ApiProperty({ type: MoneyDto }) balance: MoneyDto;
  @ApiProperty({ description: 'Whether every account is closed: then nothing is accounted in that month any more' })
  locked: boolean;
}

export class ReopeningDto {
  @ApiProperty() month: string;
  @ApiProperty({ enum: ['ASKED', 'REOPENED'] }) status: 'ASKED' | 'REOPENED';
}
