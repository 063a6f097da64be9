import { instrument, type Instrument, interestClauseKind, type InterestClauseKind } from '@abonde/contracts';
import { MoneyDto, PageQuery } from '@abonde/platform';
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
import { codePattern } from '../donors/donors.dto';
import { type EarmarkLevel, earmarkLevels, instalmentConditions } from './agreement';
import type { IncomeRecognition } from './agreement.entity';

export const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
export const percentPattern = /^\d{1,3}(\.\d{1,6})?$/;
const instruments = instrument.options;
const clauseKinds = interestClauseKind.options;

export class PeriodDto {
  @ApiProperty() @Matches(dayPattern) from: string;
  @ApiProperty() @Matches(dayPattern) to: string;
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

export class InterestClauseDto {
  @ApiProperty() @Matches(dayPattern) from: string;
  @ApiProperty({ enum: clauseKinds }) @IsIn(clauseKinds) kind: InterestClauseKind;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @ValidateNested() @Type(() => MoneyDto) threshold?: MoneyDto;
}

export class RateDto {
  @ApiProperty({ description: 'EUR for one unit of the agreement’s currency', example: '0.885' })
  @Matches(/^\d{1,9}(\.\d{1,12})?$/)
  rate: string;
  @ApiProperty() @IsString() @Length(1, 100) source: string;
  @ApiProperty() @Matches(dayPattern) date: string;
}

export class ConditionDto {
  @ApiProperty({ enum: instalmentConditions }) @IsIn(instalmentConditions) kind: (typeof instalmentConditions)[number];
  @ApiPropertyOptional() @IsOptional() @Matches(percentPattern) percent?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() report?: string;
}

export class NewInstalmentDto {
  @ApiProperty() @IsInt() @Min(1) number: number;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiProperty() @Matches(dayPattern) dueOn: string;
  @ApiPropertyOptional({ type: ConditionDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConditionDto)
  condition?: ConditionDto;
}

export class RegisterAgreementDto {
  @ApiPropertyOptional() @IsOptional() @Matches(codePattern) code?: string;
  @ApiProperty() @IsString() donor: string;
  @ApiProperty({ enum: instruments }) @IsIn(instruments) instrument: Instrument;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiProperty() @Matches(dayPattern) signedOn: string;
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
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => InterestClauseDto)
  interestClauses: InterestClauseDto[] = [];
  @ApiPropertyOptional({ description: 'Percent of each receipt', default: '0' })
  @IsOptional()
  @Matches(percentPattern)
  managementFeeRate: string = '0';
  @ApiPropertyOptional({ description: 'Highest percent of a project’s cost' })
  @IsOptional()
  @Matches(percentPattern)
  coFinancingCap?: string;
  @ApiPropertyOptional({ enum: ['ON_CALL', 'BY_YEAR'] })
  @IsOptional()
  @IsIn(['ON_CALL', 'BY_YEAR'])
  incomeRecognition: IncomeRecognition = 'ON_CALL';
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @Matches(dayPattern, { each: true })
  reportingDeadlines: string[] = [];
  @ApiPropertyOptional({ type: [String] }) @IsOptional() @IsArray() @IsUUID('all', { each: true }) documents: string[] =
    [];
  @ApiPropertyOptional({ type: [NewInstalmentDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NewInstalmentDto)
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

export class AmendAgreementDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
  @ApiPropertyOptional() @IsOptional() @Matches(dayPattern) effectiveDate?: string;
  @ApiPropertyOptional({ type: MoneyDto }) @IsOptional() @ValidateNested() @Type(() => MoneyDto) amount?: MoneyDto;
  @ApiPropertyOptional({ type: PeriodDto }) @IsOptional() @ValidateNested() @Type(() => PeriodDto) period?: PeriodDto;
  @ApiPropertyOptional({ type: EarmarkDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => EarmarkDto)
  earmark?: EarmarkDto;
  @ApiPropertyOptional({ type: [InterestClauseDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => InterestClauseDto)
  interestClauses?: InterestClauseDto[];
  @ApiPropertyOptional({
    description: 'Those not called yet; needed when the amount changes',
    type: [NewInstalmentDto],
  })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => NewInstalmentDto)
  instalments?: NewInstalmentDto[];
  @ApiPropertyOptional({ type: RateDto }) @IsOptional() @ValidateNested() @Type(() => RateDto) rate?: RateDto;
}

export class AgreementsQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() donor?: string;
  @ApiPropertyOptional({ enum: instruments }) @IsOptional() @IsIn(instruments) instrument?: Instrument;
}

export class FigureDto {
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty({ description: 'Lists the entries behind the figure' }) entries: string;
}

export class FiguresDto {
  @ApiProperty({ type: FigureDto, description: 'In the agreement’s currency' }) pledged: FigureDto;
  @ApiProperty({ type: FigureDto, description: 'In the agreement’s currency' }) called: FigureDto;
  @ApiProperty({ type: FigureDto, description: 'This figure and the next ones in EUR' }) received: FigureDto;
  @ApiProperty({ type: FigureDto }) reserved: FigureDto;
  @ApiProperty({ type: FigureDto }) allocated: FigureDto;
  @ApiProperty({ type: FigureDto }) disbursed: FigureDto;
  @ApiProperty({ type: FigureDto }) justified: FigureDto;
  @ApiProperty({ type: FigureDto }) refunded: FigureDto;
  @ApiProperty({ type: FigureDto }) free: FigureDto;
}

export class InstalmentDto {
  @ApiProperty() id: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() dueOn: string;
  @ApiProperty({ type: ConditionDto }) condition: ConditionDto;
  @ApiProperty({ enum: ['EXPECTED', 'CALLED', 'SETTLED', 'WRITTEN_OFF'] }) state: string;
  @ApiProperty({ type: String, nullable: true }) calledOn: string | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ type: MoneyDto }) outstanding: MoneyDto;
}

export class VersionDto {
  @ApiProperty() version: number;
  @ApiProperty({ type: Object }) terms: object;
  @ApiProperty() reason: string;
  @ApiProperty() effectiveDate: string;
  @ApiProperty() actor: string;
}

export class AgreementDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() donor: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ enum: instruments }) instrument: Instrument;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() signedOn: string;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty({ enum: ['FUND', 'CITY'] }) countsAs: 'FUND' | 'CITY';
  @ApiProperty({ type: EarmarkDto }) earmark: EarmarkDto;
  @ApiProperty() pool: string;
  @ApiProperty({ type: [InterestClauseDto] }) interestClauses: InterestClauseDto[];
  @ApiProperty() managementFeeRate: string;
  @ApiProperty({ type: String, nullable: true }) coFinancingCap: string | null;
  @ApiProperty() incomeRecognition: string;
  @ApiProperty({ type: [String] }) reportingDeadlines: string[];
  @ApiProperty({ type: [String] }) documents: string[];
  @ApiProperty({ type: String, nullable: true }) basis: string | null;
  @ApiProperty() version: number;
  @ApiProperty({ type: FiguresDto }) figures: FiguresDto;
  @ApiProperty({ type: [InstalmentDto] }) instalments: InstalmentDto[];
}

export class AgreementDetailDto extends AgreementDto {
  @ApiProperty({ type: [VersionDto] }) versions: VersionDto[];
}
