import type { Day } from '@abonde/calendar';
import { IsDay, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type RateAct, rateActs } from './rate-acts.store';

const currencyPattern = /^[A-Z]{3}$/;

export class EnterRateDto {
  @ApiProperty({ example: 'USD' })
  @Matches(currencyPattern)
  currency: string;

  @ApiProperty({ type: String, example: '2026-02-20' })
  @IsDay()
  day: Day;

  @ApiProperty({ example: '1.0842', description: 'Units of the currency for one euro' })
  @Matches(/^(?!0+(\.0+)?$)\d{1,12}(\.\d{1,12})?$/)
  rate: string;

  @ApiPropertyOptional({ default: 'ECB' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string = 'ECB';

  @ApiPropertyOptional({ description: 'Why a rate that is known is wrong; asked where it replaces one' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason?: string;
}

export class RateCorrectionDto {
  @ApiProperty() id: string;
  @ApiProperty() rate: string;
  @ApiProperty() source: string;
  @ApiProperty() reason: string;
  @ApiProperty() askedBy: string;
  @ApiProperty() askedByName: string;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt: string;
}

export class ExchangeRateDto {
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ type: String, example: '2026-02-20' }) day: Day;
  @ApiProperty({ example: '1.0842', description: 'Units of the currency for one euro' }) rate: string;
  @ApiProperty({ example: 'ECB' }) source: string;
  @ApiProperty({
    type: RateCorrectionDto,
    nullable: true,
    description: 'Asked by one person, in force once another confirms it',
  })
  correction: RateCorrectionDto | null;
}

export class DeclineCorrectionDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class RateActsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'USD' }) @IsOptional() @Matches(currencyPattern) currency?: string;
  @ApiPropertyOptional({ example: '2026-02-20' }) @IsOptional() @IsDay() day?: string;
}

export class RateActDto {
  @ApiProperty() position: string;
  @ApiProperty() currency: string;
  @ApiProperty({ type: String }) day: Day;
  @ApiProperty({ enum: rateActs }) act: RateAct;
  @ApiProperty({ description: 'Entered, asked for, or in force from then on' }) rate: string;
  @ApiProperty() source: string;
  @ApiProperty({ type: String, nullable: true, description: 'What was in force until then' }) formerRate: string | null;
  @ApiProperty({ type: String, nullable: true }) formerSource: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() by: string;
  @ApiProperty() byName: string;
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
}
