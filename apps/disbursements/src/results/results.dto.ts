import type { Money } from '@abonde/money';
import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { Measure } from './framework';
import type { PeriodStatus } from './result-period.entity';

const wholePattern = /^\d{1,18}$/;
const sexes = ['FEMALE', 'MALE', 'OTHER'];

export class OpenPeriodDto {
  @ApiProperty({ example: '2025-01-01' })
  @IsDay()
  from: string;

  @ApiProperty({ example: '2025-06-30' })
  @IsDay()
  to: string;
}

export class GroupDto {
  @ApiPropertyOptional({ enum: sexes, nullable: true })
  @IsOptional()
  @IsIn(sexes)
  sex: 'FEMALE' | 'MALE' | 'OTHER' | null = null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '15-24' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  age: string | null = null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(120)
  vulnerability: string | null = null;

  @ApiProperty({ description: 'Whole number', example: '120' })
  @Matches(wholePattern)
  count: string;
}

export class ActualDto {
  @ApiProperty({ description: 'Key of an indicator' })
  @IsString()
  @IsNotEmpty()
  indicator: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Counted, or the part of a percentage' })
  @IsOptional()
  @Matches(wholePattern)
  numerator: string | null = null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'The whole that a percentage is a part of' })
  @IsOptional()
  @Matches(wholePattern)
  denominator: string | null = null;

  @ApiPropertyOptional({ type: [GroupDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => GroupDto)
  groups: GroupDto[] = [];

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  comment: string | null = null;
}

export class EnterActualsDto {
  @ApiProperty({ type: [ActualDto] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ActualDto)
  actuals: ActualDto[];
}

export class AggregateDto {
  @ApiProperty()
  numerator: string;

  @ApiProperty({ type: String, nullable: true })
  denominator: string | null;

  @ApiProperty({ type: String, nullable: true })
  percent: string | null;

  @ApiProperty({ type: [GroupDto] })
  groups: GroupDto[];
}

export class DonorCostDto {
  @ApiProperty()
  agreement: string;

  @ApiProperty({ type: String, nullable: true })
  donorName: string | null;

  @ApiProperty({ type: MoneyDto, description: 'Its part of what was paid' })
  paid: Money;

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Its part of the cost of each one counted' })
  each: Money | null;
}

export class IndicatorDto {
  @ApiProperty()
  key: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  unit: string;

  @ApiProperty({ enum: ['COUNT', 'PERCENT', 'QUALITATIVE'] })
  measure: Measure;

  @ApiProperty()
  ascending: boolean;

  @ApiProperty({ type: String, nullable: true })
  baseline: string | null;

  @ApiProperty({ type: String, nullable: true })
  target: string | null;

  @ApiProperty()
  disaggregated: boolean;

  @ApiProperty({ type: AggregateDto, nullable: true, description: 'Over the approved periods' })
  reached: AggregateDto | null;

  @ApiProperty({ type: String, nullable: true, description: 'From baseline to target, in percent' })
  achievement: string | null;

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Paid for each one counted' })
  cost: Money | null;

  @ApiProperty({ type: [DonorCostDto] })
  costByDonor: DonorCostDto[];
}

export class ResultPeriodDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty({ enum: ['OPEN', 'APPROVED'] })
  status: PeriodStatus;

  @ApiProperty({ type: [ActualDto] })
  actuals: ActualDto[];

  @ApiProperty()
  enteredBy: string;

  @ApiProperty({ type: String, nullable: true })
  approvedBy: string | null;

  @ApiProperty({ type: Date, nullable: true })
  approvedAt: Date | null;

  @ApiProperty()
  version: number;
}

export class ResultsDto {
  @ApiProperty()
  project: string;

  @ApiProperty({ type: [IndicatorDto] })
  indicators: IndicatorDto[];

  @ApiProperty({ type: [ResultPeriodDto] })
  periods: ResultPeriodDto[];
}

export class PortfolioQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  theme?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  country?: string;
}

export class PortfolioResultDto {
  @ApiProperty()
  title: string;

  @ApiProperty()
  unit: string;

  @ApiProperty({ type: [String], description: 'Codes of the projects that measure it' })
  projects: string[];

  @ApiProperty({ type: AggregateDto })
  reached: AggregateDto;
}
