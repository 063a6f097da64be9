import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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

const percentPattern = /^\d{1,3}(\.\d+)?$/;

export class PeriodDto {
  @ApiProperty({ example: '2020-01-01' })
  @IsDay()
  from: string;

  @ApiProperty({ example: '2026-12-31' })
  @IsDay()
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

  @ApiPropertyOptional({ description: 'Highest share of the total cost it agreed to bear, in percent', example: '75' })
  @IsOptional()
  @Matches(percentPattern)
  maxPercent?: string;
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

  @ApiPropertyOptional({ type: MoneyDto, description: 'The same in the project’s local currency' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  local?: MoneyDto;
}

export class StatedRateDto {
  @ApiProperty({ description: 'Units of the local currency for one euro', example: '4350.5' })
  @Matches(/^\d{1,12}(\.\d{1,10})?$/)
  localPerEuro: string;

  @ApiProperty({ example: 'Banque nationale' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  source: string;

  @ApiProperty({ example: '2026-02-01' })
  @IsDay()
  date: string;
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

  @ApiPropertyOptional({
    type: StatedRateDto,
    description: 'What the local amounts were reckoned at; XOF, XAF and KMF have a fixed parity and need none',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => StatedRateDto)
  exchangeRate?: StatedRateDto;

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

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Code of the programme it belongs to' })
  @IsOptional()
  @IsString()
  programme?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Code of the project it continues (earlier phase)',
  })
  @IsOptional()
  @IsString()
  previousPhase?: string | null;
}
