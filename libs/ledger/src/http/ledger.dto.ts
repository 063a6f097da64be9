import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, Validate } from 'class-validator';
import { type DimensionName, dimensionNames } from '../chart';
import { CalendarDay, Instant } from './at.constraint';

export class AccountsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'for example fund:envelope:*' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  pattern?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @Validate(CalendarDay) asOf?: string;
  @ApiPropertyOptional({ enum: ['ACCOUNTING', 'VALUE'] }) @IsOptional() @IsIn(['ACCOUNTING', 'VALUE']) basis?:
    'ACCOUNTING' | 'VALUE';
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Validate(Instant)
  knownAt?: string;
}

export class EntriesOfAccountQuery extends PageQuery {
  @ApiProperty() @IsString() @MaxLength(300) account: string;
  @ApiPropertyOptional({ format: 'date', description: 'accounting date' })
  @IsOptional()
  @Validate(CalendarDay)
  from?: string;
  @ApiPropertyOptional({ format: 'date', description: 'accounting date' })
  @IsOptional()
  @Validate(CalendarDay)
  to?: string;
}

export class LedgerAccountDto {
  @ApiProperty() account: string;
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: 'GENERAL' | 'FUND';
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty() currency: string;
  @ApiProperty({ enum: ['DEBIT', 'CREDIT'] }) normal: 'DEBIT' | 'CREDIT';
  @ApiProperty({ enum: ['NON_NEGATIVE', 'LIMITED', 'NONE'] }) floor: 'NON_NEGATIVE' | 'LIMITED' | 'NONE';
  @ApiProperty({ type: MoneyDto, description: 'how far below zero a limited account may go' }) allowance: MoneyDto;
  @ApiProperty({ enum: dimensionNames, isArray: true, description: 'what each line on it is about' })
  requires: DimensionName[];
  @ApiProperty({ description: 'never moved by a manual entry' }) system: boolean;
  @ApiProperty({ type: MoneyDto, description: 'in its currency, on its normal side' }) balance: MoneyDto;
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
}

export class LedgerEntryDto {
  @ApiProperty() book: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null until sealed' }) number: number | null;
  @ApiProperty({ format: 'uuid' }) transaction: string;
  @ApiProperty() kind: string;
  @ApiProperty({ format: 'date' }) accountingDate: string;
  @ApiProperty({ format: 'date' }) valueDate: string;
  @ApiProperty({ format: 'date-time' }) postedAt: string;
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: 'GENERAL' | 'FUND';
  @ApiProperty() account: string;
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty({ type: MoneyDto, description: 'debit positive, credit negative' }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) dimensions: Record<string, string>;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) transfer: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) reverses: string | null;
}

export class FirstBadDto {
  @ApiProperty({ type: Number, nullable: true }) number: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) transaction: string | null;
  @ApiProperty() reason: string;
}

export class VerificationDto {
  @ApiProperty() book: string;
  @ApiProperty() transactions: number;
  @ApiProperty() head: string;
  @ApiProperty() verified: boolean;
  @ApiProperty({ type: FirstBadDto, nullable: true }) firstBad: FirstBadDto | null;
  @ApiProperty({ format: 'date-time' }) verifiedAt: string;
}

export class ProofStepDto {
  @ApiProperty({ enum: ['LEFT', 'RIGHT'] }) side: 'LEFT' | 'RIGHT';
  @ApiProperty() hash: string;
}

export class InclusionProofDto {
  @ApiProperty() book: string;
  @ApiProperty() number: number;
  @ApiProperty() block: number;
  @ApiProperty({ description: 'SHA-256 of the canonical JSON of content' }) hash: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) content: object;
  @ApiProperty({ type: [ProofStepDto] }) path: ProofStepDto[];
  @ApiProperty() previousRoot: string;
  @ApiProperty() root: string;
}
