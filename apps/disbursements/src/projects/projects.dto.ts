import type { Instrument } from '@abonde/contracts';
import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const percentPattern = /^\d{1,3}(\.\d+)?$/;

export class PeriodDto {
  @ApiProperty({ example: '2020-01-01' })
  @Matches(dayPattern)
  from: string;

  @ApiProperty({ example: '2026-12-31' })
  @Matches(dayPattern)
  to: string;
}

export class PlanSourceDto {
  @ApiProperty({ enum: ['FUND', 'CITY', 'PARTNER'] })
  @IsIn(['FUND', 'CITY', 'PARTNER'])
  kind: 'FUND' | 'CITY' | 'PARTNER';

  @ApiProperty({ description: 'Donor, city or partner, by name or code' })
  @IsString()
  @IsNotEmpty()
  name: string;

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;

  @ApiProperty({ default: false })
  @IsBoolean()
  inKind: boolean = false;
}

export class FinancingPlanDto {
  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  total: MoneyDto;

  @ApiProperty({ type: [PlanSourceDto] })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PlanSourceDto)
  sources: PlanSourceDto[];
}

export class BudgetLineDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  label: string;

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;
}

export class PurposeCodeDto {
  @ApiProperty({ description: 'OECD DAC purpose', example: '14032' })
  @Matches(/^\d{5}$/)
  code: string;

  @ApiProperty({ example: '60' })
  @Matches(percentPattern)
  percent: string;
}

export class CofinancingDto {
  @ApiProperty({ description: 'Highest share of the cost, in percent', example: '75' })
  @Matches(percentPattern)
  percent: string;

  @ApiPropertyOptional({ description: 'Source of the plan the rate binds; without it, the whole of the Fund’s part' })
  @IsOptional()
  @IsString()
  source?: string;
}

export class DossierDto {
  @ApiPropertyOptional({ type: PeriodDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => PeriodDto)
  period?: PeriodDto;

  @ApiPropertyOptional({ example: 'KHR' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  localCurrency?: string;

  @ApiPropertyOptional({ type: [PurposeCodeDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PurposeCodeDto)
  purposeCodes?: PurposeCodeDto[];

  @ApiPropertyOptional({ type: Object, example: { gender: 1, climateAdaptation: 2 } })
  @IsOptional()
  @IsObject()
  markers?: Record<string, number>;

  @ApiPropertyOptional({ type: [String], example: ['6.2.1'] })
  @IsOptional()
  @IsString({ each: true })
  sdgs?: string[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  humanitarian?: boolean;

  @ApiPropertyOptional({ type: Object, description: 'context, objectives, activities, sustainability' })
  @IsOptional()
  @IsObject()
  narrative?: Record<string, string>;

  @ApiPropertyOptional({ type: Object, description: 'Tree of outcomes, outputs and activities with their indicators' })
  @IsOptional()
  @IsObject()
  resultsFramework?: Record<string, unknown>;

  @ApiPropertyOptional({ type: [BudgetLineDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => BudgetLineDto)
  budgetLines?: BudgetLineDto[];

  @ApiPropertyOptional({ type: FinancingPlanDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => FinancingPlanDto)
  financingPlan?: FinancingPlanDto;

  @ApiPropertyOptional({ type: CofinancingDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => CofinancingDto)
  cofinancing?: CofinancingDto;

  @ApiPropertyOptional({ type: [Object], description: 'Phases (volets)' })
  @IsOptional()
  @IsArray()
  phases?: Record<string, unknown>[];

  @ApiPropertyOptional({ type: [Object], description: 'Steps with their dates' })
  @IsOptional()
  @IsArray()
  schedule?: Record<string, unknown>[];

  @ApiPropertyOptional({
    description: 'What the dossier’s facts rest on, where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE',
  })
  @IsOptional()
  @IsString()
  basis?: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsString({ each: true })
  implementers?: string[];

  @ApiPropertyOptional({ description: 'A place by name, or {name, latitude, longitude}', type: Object, nullable: true })
  @ValidateIf((_, value) => value !== undefined && value !== null && typeof value !== 'string')
  @IsObject()
  location?: Record<string, unknown> | string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  beneficiary?: string | null;
}

export class RegisterProjectDto extends DossierDto {
  @ApiPropertyOptional({ example: 'KH-SR-PROFERTIL' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiProperty({ description: 'Code or name of a registered city' })
  @IsString()
  @IsNotEmpty()
  city: string;

  @ApiPropertyOptional({ example: 'KH' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @ApiProperty({ example: 'WATER_SANITATION' })
  @IsString()
  @IsNotEmpty()
  theme: string;

  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE'] })
  @IsIn(['COOPERATION', 'GOVERNANCE', 'EMERGENCY'])
  instrument: Instrument;

  @ApiPropertyOptional({ example: '2026-02-20' })
  @IsOptional()
  @Matches(dayPattern)
  effectiveDate?: string;
}

export class AmendProjectDto extends PartialType(
  OmitType(RegisterProjectDto, ['code', 'city', 'instrument'] as const),
) {
  @ApiPropertyOptional({ description: 'Why the dossier changes' })
  @IsOptional()
  @IsString()
  reason?: string;
}

export class ProjectsQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  state?: string;

  @ApiPropertyOptional({ enum: ['COOPERATION', 'GOVERNANCE'] })
  @IsOptional()
  @IsString()
  instrument?: string;

  @ApiPropertyOptional({ description: 'Code or name' })
  @IsOptional()
  @IsString()
  city?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  country?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  theme?: string;
}
