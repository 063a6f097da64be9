import type { Language } from '@abonde/money';
import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { RateDto } from '../agreements/agreements.dto';
import { type AgeBand, ageBands } from './ageing';

export class CallDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional({ type: RateDto, description: 'Needed for a currency that floats against EUR' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RateDto)
  rate?: RateDto;
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr', description: 'Language of the letter' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang: Language = 'fr';
}

export class LetterQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' }) @IsOptional() @IsIn(['fr', 'en']) lang: Language = 'fr';
}

export class SentDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional({ description: 'E-mail address it went to; none for a letter by post' })
  @IsOptional()
  @IsEmail()
  to?: string;
}

export class WithdrawCallDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
}

export class RecogniseDto {
  @ApiPropertyOptional({ description: 'Income of the years that have begun by that day' })
  @IsOptional()
  @IsDay()
  through?: string;
}

export class RecognisedDto {
  @ApiProperty() agreement: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ description: 'First day of the year it belongs to' }) on: string;
}

export class RecognitionDto {
  @ApiProperty({ type: [RecognisedDto] }) items: RecognisedDto[];
  @ApiProperty({ type: MoneyDto }) total: MoneyDto;
}

export class ReceivablesQuery {
  @ApiPropertyOptional() @IsOptional() @IsDay() asOf?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() donor?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() agreement?: string;
  @ApiPropertyOptional({ enum: ageBands }) @IsOptional() @IsIn(ageBands) band?: AgeBand;
}

export class ReceivableDto {
  @ApiProperty() instalment: string;
  @ApiProperty() agreement: string;
  @ApiProperty() donor: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty() dueOn: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'In the agreement’s currency' }) outstanding: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Value booked in EUR' }) outstandingEur: MoneyDto;
  @ApiProperty() daysLate: number;
  @ApiProperty({ enum: ageBands }) band: AgeBand;
  @ApiProperty() donorName: string;
  @ApiProperty({ description: 'Reminders sent so far' }) reminders: number;
  @ApiProperty({ type: String, nullable: true }) remindedOn: string | null;
}

export class BandTotalDto {
  @ApiProperty({ enum: ageBands }) band: AgeBand;
  @ApiProperty({ type: MoneyDto }) total: MoneyDto;
}

export class AgeingDto {
  @ApiProperty() asOf: string;
  @ApiProperty({ type: [ReceivableDto] }) items: ReceivableDto[];
  @ApiProperty({ type: [BandTotalDto], description: 'In EUR' }) bands: BandTotalDto[];
  @ApiProperty({ type: MoneyDto }) total: MoneyDto;
}
