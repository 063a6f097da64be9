import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches } from 'class-validator';
import { dayPattern } from '../accounts/accounts.dto';

export class AsOfQuery {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @Matches(dayPattern)
  asOf?: string;
}

export class ReopenDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  reason: string;
}

export class ListedItemDto {
  @ApiProperty() id: string;
  @ApiProperty() date: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
}

export class LastStatementDto {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) closing: MoneyDto;
}

export class ReconciliationDto {
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() asOf: string;
  @ApiProperty({ type: MoneyDto, description: 'What the statements say' }) bankBalance: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'What the journal says' }) ledgerBalance: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Value of the journal balance in the books' }) ledgerBalanceEur: MoneyDto;
  @ApiProperty({
    type: MoneyDto,
    description: 'Bank less journal: always zero, save entries booked in a later open period',
  })
  difference: MoneyDto;
  @ApiProperty({ type: LastStatementDto, nullable: true }) lastStatement: LastStatementDto | null;
  @ApiProperty({ type: [ListedItemDto], description: 'Payments emitted that the bank has not debited' })
  inTransit: ListedItemDto[];
  @ApiProperty({ type: [ListedItemDto], description: 'Entries that nothing explains at that date' })
  unmatched: ListedItemDto[];
  @ApiProperty({ type: MoneyDto, description: 'Balance of suspense, EUR; zero to close the month' })
  unexplained: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Between own accounts, of the account’s currency' })
  internalTransfers: MoneyDto;
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
