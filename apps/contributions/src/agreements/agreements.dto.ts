import { instrument, type Instrument, interestClauseKind, type InterestClauseKind } from '@abonde/contracts';
import { codePattern, IsDay, ListOf, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { type InstalmentCondition, instalmentConditions, type ReportKind, reportKinds } from '../conditions/condition';
import { PlannedReportDto } from '../reports/reports.dto';
import {
  type EarmarkLevel,
  earmarkLevels,
  type ExchangeMethod,
  exchangeMethods,
  type Restrictions,
  type UnspentClause,
  unspentClauses,
} from './agreement';
import type { IncomeRecognition } from './agreement.entity';

export const percentPattern = /^\d{1,3}(\.\d{1,6})?$/;
const instruments = instrument.options;
const clauseKinds = interestClauseKind.options;

export class PeriodDto {
  @ApiProperty() @IsDay() from: string;
  @ApiProperty() @IsDay() to: string;
}

export class EarmarkDto {
  @ApiProperty({ enum: earmarkLevels }) @IsIn(earmarkLevels) level: EarmarkLevel;
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsArray() @IsString({ each: true }) themes?: string[];
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsArray() @IsString({ each: true }) countries?: string[];
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @Matches(codePattern, { each: true })
  projects?: string[];
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @Matches(codePattern, { each: true })
  programmes?: string[];
  @ApiPropertyOptional() @IsOptional() @Matches(codePattern) case?: string;

  /** An instance: the fields of a plain object would be dropped as unknown. */
  static none(): EarmarkDto {
    return Object.assign(new EarmarkDto(), { level: 'NONE' as const });
  }
}

/** What the donor rules out within the earmark. */
export class RestrictionsDto implements Restrictions {
  @ApiPropertyOptional({ type: [String], description: 'The only countries it serves' })
  @IsOptional()
  @IsString({ each: true })
  countries: string[] = [];
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsString({ each: true }) excludedCountries: string[] = [];
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsString({ each: true }) excludedThemes: string[] = [];
  @ApiPropertyOptional({ type: MoneyDto, nullable: true, description: 'Most it gives to one project, in EUR' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  perProject: MoneyDto | null = null;
}

export class InterestClauseDto {
  @ApiProperty() @IsDay() from: string;
  @ApiProperty({ enum: clauseKinds }) @IsIn(clauseKinds) kind: InterestClauseKind;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @ValidateNested() @Type(() => MoneyDto) threshold?: MoneyDto;
}

export class RateDto {
  @ApiProperty({ description: 'EUR for one unit of the agreement’s currency', example: '0.885' })
  @Matches(/^\d{1,9}(\.\d{1,12})?$/)
  rate: string;
  @ApiProperty() @IsString() @Length(1, 100) source: string;
  @ApiProperty() @IsDay() date: string;
}

export class ConditionDto implements InstalmentCondition {
  @ApiProperty({ enum: instalmentConditions }) @IsIn(instalmentConditions) kind: InstalmentCondition['kind'];
  @ApiPropertyOptional({ description: 'PERCENT_CONSUMED: of the instalment before' })
  @IsOptional()
  @Matches(percentPattern)
  percent?: string;
  @ApiPropertyOptional({ description: 'PERCENT_CONSUMED: of those before that one', default: '100' })
  @IsOptional()
  @Matches(percentPattern)
  earlierPercent?: string;
  @ApiPropertyOptional({ enum: reportKinds, description: 'REPORT_ACCEPTED', default: 'INTERIM' })
  @IsOptional()
  @IsIn(reportKinds)
  report?: ReportKind;
}

/** What an agreement says besides its amount, its dates and its earmark; an amendment may change each. */
export class ClausesDto {
  @ApiPropertyOptional({ type: PeriodDto, description: 'Days on which costs are eligible; the period by default' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PeriodDto)
  eligibility?: PeriodDto;
  @ApiPropertyOptional({ type: RestrictionsDto, description: 'None by default' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RestrictionsDto)
  restrictions?: RestrictionsDto;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Highest percent of a project’s cost' })
  @IsOptional()
  @Matches(percentPattern)
  coFinancingCap?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Percent of the real eligible cost, up to the amount',
  })
  @IsOptional()
  @Matches(percentPattern)
  aidRate?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'How far a budget line may move without the donor’s consent, in percent',
  })
  @IsOptional()
  @Matches(percentPattern)
  variationLimit?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Highest share of indirect costs, in percent' })
  @IsOptional()
  @Matches(percentPattern)
  indirectCostCap?: string | null;
  @ApiPropertyOptional({ enum: exchangeMethods, nullable: true })
  @IsOptional()
  @IsIn(exchangeMethods)
  exchangeMethod?: ExchangeMethod | null;
}

export class NewInstalmentDto {
  @ApiProperty() @IsInt() @Min(1) number: number;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiProperty() @IsDay() dueOn: string;
  @ApiPropertyOptional({ type: ConditionDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConditionDto)
  condition?: ConditionDto;
}

export class RegisterAgreementDto extends ClausesDto {
  @ApiPropertyOptional() @IsOptional() @Matches(codePattern) code?: string;
  @ApiProperty() @IsString() donor: string;
  @ApiProperty({ enum: instruments }) @IsIn(instruments) instrument: Instrument;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiProperty() @IsDay() signedOn: string;
  @ApiProperty({ type: PeriodDto }) @ValidateNested() @Type(() => PeriodDto) period: PeriodDto;
  @ApiPropertyOptional({ enum: ['FUND', 'CITY'], default: 'FUND' }) @IsOptional() @IsIn(['FUND', 'CITY']) countsAs:
    'FUND' | 'CITY' = 'FUND';
  @ApiPropertyOptional({ type: EarmarkDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => EarmarkDto)
  earmark: EarmarkDto = EarmarkDto.none();
  @ApiPropertyOptional({ description: 'Pool of placements; the currency by default' })
  @IsOptional()
  @Matches(codePattern)
  pool?: string;
  @ApiPropertyOptional({ type: [InterestClauseDto] })
  @IsOptional()
  @ListOf(InterestClauseDto)
  interestClauses: InterestClauseDto[] = [];
  @ApiPropertyOptional({ description: 'Percent of each receipt', default: '0' })
  @IsOptional()
  @Matches(percentPattern)
  managementFeeRate: string = '0';
  @ApiPropertyOptional({ enum: unspentClauses, default: 'ASK' })
  @IsOptional()
  @IsIn(unspentClauses)
  unspentClause: UnspentClause = 'ASK';
  @ApiPropertyOptional({ enum: ['ON_CALL', 'BY_YEAR'] })
  @IsOptional()
  @IsIn(['ON_CALL', 'BY_YEAR'])
  incomeRecognition: IncomeRecognition = 'ON_CALL';
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @IsDay({ each: true })
  reportingDeadlines: string[] = [];
  @ApiPropertyOptional({ type: [PlannedReportDto], description: 'Calendar of what the donor expects' })
  @IsOptional()
  @ListOf(PlannedReportDto)
  reports: PlannedReportDto[] = [];
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsArray() @IsUUID('all', { each: true }) documents: string[] =
    [];
  @ApiPropertyOptional({ type: [NewInstalmentDto] })
  @IsOptional()
  @ListOf(NewInstalmentDto)
  instalments: NewInstalmentDto[] = [];
  @ApiPropertyOptional({ type: RateDto, description: 'Rate at which a pledge in foreign currency is valued in EUR' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RateDto)
  rate?: RateDto;
  @ApiPropertyOptional({
    description: 'What the amount rests on, where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE',
  })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  basis?: string;
}

export class AmendAgreementDto extends ClausesDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @ValidateNested() @Type(() => MoneyDto) amount?: MoneyDto;
  @ApiPropertyOptional({ type: PeriodDto }) @IsOptional() @ValidateNested() @Type(() => PeriodDto) period?: PeriodDto;
  @ApiPropertyOptional({ type: EarmarkDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => EarmarkDto)
  earmark?: EarmarkDto;
  @ApiPropertyOptional({ type: [InterestClauseDto] })
  @IsOptional()
  @ListOf(InterestClauseDto)
  interestClauses?: InterestClauseDto[];
  @ApiPropertyOptional() @IsOptional() @Matches(percentPattern) managementFeeRate?: string;
  @ApiPropertyOptional({ enum: unspentClauses }) @IsOptional() @IsIn(unspentClauses) unspentClause?: UnspentClause;
  @ApiPropertyOptional({
    description: 'Those not called yet; needed when the amount changes',
    type: [NewInstalmentDto],
  })
  @IsOptional()
  @ListOf(NewInstalmentDto)
  instalments?: NewInstalmentDto[];
  @ApiPropertyOptional({ type: RateDto }) @IsOptional() @ValidateNested() @Type(() => RateDto) rate?: RateDto;
}

export class AgreementsQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() donor?: string;
  @ApiPropertyOptional({ enum: instruments }) @IsOptional() @IsIn(instruments) instrument?: Instrument;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
  @ApiPropertyOptional({ enum: earmarkLevels }) @IsOptional() @IsIn(earmarkLevels) earmark?: EarmarkLevel;
  @ApiPropertyOptional({ description: 'Only those with an instalment past its date', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  late?: 'true' | 'false';
}
