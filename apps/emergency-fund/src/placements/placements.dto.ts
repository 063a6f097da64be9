import { codePattern, IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { type DayCount, dayCounts } from '../accruals/day-count';
import { type Compounding, compoundings } from '../accruals/growth';
import { ratePattern } from '../accruals/rates';
import { indexPattern } from '../fixings/fixings.dto';
import { BreakDto } from './breaks.dto';
import { type Capitalisation, capitalisations } from './credit-dates';
import { type MaturityConvention, maturityConventions } from './maturity';
import { type Base, bases } from './base';

const percentPattern = /^(100|\d{1,2}(\.\d{1,4})?)$/;

export class OpenPlacementDto {
  @ApiPropertyOptional({ description: 'By default the code of the account' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty({ description: 'Code of the bank account in treasury' })
  @Matches(codePattern)
  account: string;

  @ApiPropertyOptional({ description: 'Pool whose money bears the interest; by default the one of the currency' })
  @IsOptional()
  @Matches(codePattern)
  pool?: string;

  @ApiProperty({ example: 'EUR' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  @ApiProperty({ enum: dayCounts })
  @IsIn(dayCounts)
  dayCount: DayCount;

  @ApiProperty({ enum: capitalisations })
  @IsIn(capitalisations)
  capitalisation: Capitalisation;

  @ApiPropertyOptional({
    enum: compoundings,
    description: 'How often interest joins the sum that bears interest before it is credited; by default never',
  })
  @IsOptional()
  @IsIn(compoundings)
  compounding?: Compounding;

  @ApiPropertyOptional({ example: '24', description: 'Percent of the interest that is tax; by default none' })
  @IsOptional()
  @Matches(percentPattern)
  taxRate?: string;

  @ApiPropertyOptional({ description: 'First day that bears interest; by default the business day' })
  @IsOptional()
  @IsDay()
  openedOn?: string;

  @ApiPropertyOptional({ description: 'Agreed first day that no longer bears interest' })
  @IsOptional()
  @IsDay()
  maturesOn?: string;

  @ApiPropertyOptional({
    enum: maturityConventions,
    default: 'FOLLOWING',
    description: 'Where a deposit ends that would mature on a day on which euro payments do not settle',
  })
  @IsOptional()
  @IsIn(maturityConventions)
  maturityConvention?: MaturityConvention;

  @ApiPropertyOptional({ description: 'Days of notice before an early end', example: 32 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(366)
  noticeDays?: number;

  @ApiPropertyOptional({ description: 'Percent a year of a deposit that is broken', example: '1.20' })
  @IsOptional()
  @Matches(ratePattern)
  breakRate?: string;

  @ApiPropertyOptional({
    type: MoneyDto,
    description: 'In EUR: expected and credited interest may part by this, or by variancePercent if that is more',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  varianceAmount?: MoneyDto;

  @ApiPropertyOptional({ description: 'Percent of what was expected', example: '1' })
  @IsOptional()
  @Matches(percentPattern)
  variancePercent?: string;

  @ApiPropertyOptional({
    type: MoneyDto,
    description: 'Fixed sum of a term deposit, in EUR; otherwise see bearsOn',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  principal?: MoneyDto;

  @ApiPropertyOptional({
    enum: bases,
    description:
      "What bears the interest: the pool's money less what its other placements bear on, what the account itself holds, " +
      'or the principal of a deposit. By default the pool, or the account where the pool already bears interest',
  })
  @IsOptional()
  @IsIn(bases)
  bearsOn?: Base;
}

export class TierDto {
  @ApiProperty({ type: MoneyDto, description: 'In EUR; what lies above it earns the rate' })
  @ValidateNested()
  @Type(() => MoneyDto)
  above: MoneyDto;

  @ApiProperty({ description: 'Percent a year, not negative', example: '0.50' })
  @Matches(/^\d{1,3}(\.\d{1,8})?$/)
  rate: string;
}

export class SetRateDto {
  @ApiProperty({ description: 'First day of the rate' })
  @IsDay()
  from: string;

  @ApiProperty({ description: 'Percent a year; with an index, its spread', example: '2.25' })
  @Matches(ratePattern)
  rate: string;

  @ApiPropertyOptional({ example: 'ESTR', description: 'Index whose fixing of the day `rate` is added to' })
  @IsOptional()
  @Matches(indexPattern)
  index?: string;

  @ApiPropertyOptional({ example: '0', description: 'Least percent a year, index and spread together' })
  @IsOptional()
  @Matches(ratePattern)
  floor?: string;

  @ApiPropertyOptional({
    type: () => [TierDto],
    description: 'Brackets above the first, which earns `rate`; lowest first',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => TierDto)
  tiers?: TierDto[];
}

export class RateDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  placement: string;

  @ApiProperty()
  from: string;

  @ApiProperty()
  rate: string;

  @ApiProperty({ type: String, nullable: true })
  index: string | null;

  @ApiProperty({ type: String, nullable: true })
  floor: string | null;

  @ApiProperty({ type: [TierDto] })
  tiers: TierDto[];

  @ApiProperty({ enum: ['PENDING', 'CONFIRMED'] })
  status: 'PENDING' | 'CONFIRMED';

  @ApiProperty({ description: 'Id of the person who proposed it: another confirms it' })
  setBy: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt: string | null;
}

export class ExpectedDto {
  @ApiProperty()
  dueOn: string;

  @ApiProperty({ type: MoneyDto, description: 'In EUR, gross' })
  amount: MoneyDto;
}

export class PlacementDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  account: string;

  @ApiProperty({ type: String, nullable: true })
  accountName: string | null;

  @ApiProperty()
  pool: string;

  @ApiProperty()
  currency: string;

  @ApiProperty({ enum: dayCounts })
  dayCount: DayCount;

  @ApiProperty({ enum: capitalisations })
  capitalisation: Capitalisation;

  @ApiProperty({ enum: compoundings })
  compounding: Compounding;

  @ApiProperty({ type: String, nullable: true })
  taxRate: string | null;

  @ApiProperty()
  openedOn: string;

  @ApiProperty({ type: String, nullable: true, description: 'First day that no longer bears interest' })
  maturesOn: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'As in the contract' })
  agreedMaturity: string | null;

  @ApiProperty({ enum: maturityConventions })
  maturityConvention: MaturityConvention;

  @ApiProperty({ type: Number, nullable: true })
  noticeDays: number | null;

  @ApiProperty({ type: String, nullable: true })
  breakRate: string | null;

  @ApiProperty({ type: BreakDto, nullable: true, description: 'Early end, asked for or confirmed' })
  break: BreakDto | null;

  @ApiProperty({ type: MoneyDto })
  varianceAmount: MoneyDto;

  @ApiProperty()
  variancePercent: string;

  @ApiProperty({ enum: bases })
  bearsOn: Base;

  @ApiProperty({ type: MoneyDto, nullable: true })
  principal: MoneyDto | null;

  @ApiProperty({ type: String, nullable: true })
  accruedThrough: string | null;

  @ApiProperty({ type: MoneyDto, description: 'Not yet credited, gross' })
  accrued: MoneyDto;

  @ApiProperty({ type: ExpectedDto, nullable: true, description: 'Next credit' })
  expected: ExpectedDto | null;

  @ApiProperty({ type: [RateDto] })
  rates: RateDto[];
}
