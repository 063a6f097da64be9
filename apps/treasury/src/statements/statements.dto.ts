import type { Day } from '@abonde/calendar';
import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { CsvMappingDto } from './csv-mappings.dto';

export const statementStates = ['IMPORTED', 'IN_PROGRESS', 'RECONCILED', 'CLOSED'] as const;
export type StatementState = (typeof statementStates)[number];

/** Which account a table is of, and what it doesn't say. The other formats need nothing. */
export class TableQuery {
  @ApiPropertyOptional({ description: 'Id or code of the account, where the file is a table' })
  @IsOptional()
  @IsString()
  account?: string;

  @ApiPropertyOptional({ description: 'Balance at the end of a table that has no column for it', example: '1250.00' })
  @IsOptional()
  @Matches(/^-?\d{1,15}(\.\d{1,3})?$/)
  closing?: string;
}

export class StatementsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Id or code' })
  @IsOptional()
  @IsString()
  account?: string;

  @ApiPropertyOptional({ enum: statementStates })
  @IsOptional()
  @IsIn(statementStates)
  state?: StatementState;

  @ApiPropertyOptional({ type: String, description: 'Statements that cover this day or later ones' })
  @IsOptional()
  @IsDay()
  from?: Day;

  @ApiPropertyOptional({ type: String, description: 'Statements that cover this day or earlier ones' })
  @IsOptional()
  @IsDay()
  to?: Day;
}

export class NoticesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Id or code' })
  @IsOptional()
  @IsString()
  account?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Whether the movement is booked by now' })
  @IsOptional()
  @IsIn(['true', 'false'])
  booked?: 'true' | 'false';
}

export class WarningDto {
  @ApiProperty() code: string;
  @ApiProperty() message: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  figures?: object;
}

export class ImportedStatementDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null for what is kept apart: camt.052 and camt.054' })
  id: string | null;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty({ example: 'camt.053' }) format: string;
  @ApiProperty({ description: 'Name of the file it was in' }) file: string;
  @ApiProperty() number: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) opening: MoneyDto | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) closing: MoneyDto | null;
  @ApiProperty() entries: number;
  @ApiProperty() new: number;
  @ApiProperty() duplicates: number;
  @ApiProperty({ description: 'Booked entries that learnt details from a notification' }) detailed: number;
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
}

export class ListedStatementDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() accountName: string;
  @ApiProperty({ example: 'camt.053' }) format: string;
  @ApiProperty() file: string;
  @ApiProperty() number: string;
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) opening: MoneyDto;
  @ApiProperty({ type: MoneyDto }) closing: MoneyDto;
  @ApiProperty() entries: number;
  @ApiProperty() new: number;
  @ApiProperty() duplicates: number;
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
  @ApiProperty() importedAt: string;
  @ApiProperty({ description: 'Entries that no earlier statement had brought' }) own: number;
  @ApiProperty({ description: 'Of its own entries, those that are explained' }) reconciled: number;
  @ApiProperty({ type: MoneyDto, description: 'Sum of its own entries that are not explained yet' })
  difference: MoneyDto;
  @ApiProperty({ enum: statementStates }) state: StatementState;
}

export class ImportDto {
  @ApiProperty({ type: [ImportedStatementDto] }) statements: ImportedStatementDto[];
}

export class OriginalDto extends MoneyDto {
  @ApiProperty({ type: String, nullable: true }) rate: string | null;
}

export class BankDetailDto {
  @ApiProperty({ type: String, nullable: true, description: 'Signed, in the major unit' }) amount: string | null;
  @ApiProperty({ type: String, nullable: true }) currency: string | null;
  @ApiProperty({ type: String, nullable: true }) counterparty: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } }) references: object;
  @ApiProperty({ type: String, nullable: true }) counterpartyAccount: string | null;
  @ApiProperty({ type: String, nullable: true }) ultimateParty: string | null;
  @ApiProperty() remittance: string;
  @ApiProperty({ type: MoneyDto, nullable: true }) charges: MoneyDto | null;
  @ApiProperty({ type: OriginalDto, nullable: true, description: 'As the payer sent it' }) original: OriginalDto | null;
  @ApiProperty({ type: String, nullable: true }) returnReason: string | null;
}

export class PreviewEntryDto extends BankDetailDto {
  @ApiProperty() bookingDate: string;
  @ApiProperty() valueDate: string;
  @ApiProperty() reversal: boolean;
  @ApiProperty({ type: String, nullable: true }) transactionCode: string | null;
  @ApiProperty({ type: String, nullable: true }) information: string | null;
  @ApiProperty({ type: [BankDetailDto] }) details: BankDetailDto[];
}

export class NoticeDto extends PreviewEntryDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty({ example: 'camt.054' }) format: string;
  @ApiProperty({ example: 'PDNG' }) status: string;
  @ApiProperty({ type: String, nullable: true, description: 'The booked entry it told of' }) entry: string | null;
}

export class StatementPreviewDto {
  @ApiProperty({ example: 'camt.053' }) format: string;
  @ApiProperty({ description: 'Name of the file it is in' }) file: string;
  @ApiProperty() account: string;
  @ApiProperty() currency: string;
  @ApiProperty() number: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) opening: MoneyDto | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) closing: MoneyDto | null;
  @ApiProperty({ type: Boolean, nullable: true }) balanced: boolean | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) difference: MoneyDto | null;
  @ApiProperty({ type: [PreviewEntryDto] }) entries: PreviewEntryDto[];
  @ApiProperty({ type: [PreviewEntryDto] }) aside: PreviewEntryDto[];
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
}

export class TableReadingDto {
  @ApiProperty({ type: CsvMappingDto }) mapping: CsvMappingDto;
  @ApiProperty({ enum: ['SAVED', 'PROPOSED', 'GIVEN'] }) source: 'SAVED' | 'PROPOSED' | 'GIVEN';
  @ApiProperty({ type: [String], description: 'Names of the columns' }) names: string[];
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } }, description: 'The first rows' })
  rows: string[][];
}

export class PreviewDto {
  @ApiProperty({ example: 'camt.053' }) format: string;
  @ApiProperty({ type: [StatementPreviewDto] }) statements: StatementPreviewDto[];
  @ApiProperty({ type: TableReadingDto, nullable: true, description: 'How a table was read' })
  table: TableReadingDto | null;
}
