import type { Instrument, ProjectState } from '@abonde/contracts';
import { projectState } from '@abonde/contracts';
import type { Money } from '@abonde/money';
import { codePattern, IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType, PartialType, PickType } from '@nestjs/swagger';
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
import type { Change } from '../projects/changes';
import { ChangeDto } from '../projects/changes.dto';
import { PeriodDto, PlanSourceDto } from '../projects/dossier.dto';
import type { AmendmentStatus } from './amendment';

const percentPattern = /^\d{1,3}(\.\d+)?$/;

export class ProgrammeLineDto {
  @ApiProperty({ example: 'UE-PS-2022' })
  @IsString()
  @IsNotEmpty()
  agreement: string;

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;

  @ApiPropertyOptional({
    description: 'The donor’s co-financing rate, in percent of the programme’s cost',
    example: '75',
  })
  @IsOptional()
  @Matches(percentPattern)
  maxPercent?: string;
}

export class ActivityDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  to?: string;

  @ApiPropertyOptional({ type: MoneyDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;
}

export class PartnerDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  role: string | null = null;
}

/** Without initial values, which the amending shapes made from it would inherit: what they leave out stays as it is. */
export class PrepareProgrammeDto {
  @ApiProperty({ example: 'GOV-SERVICES' })
  @Matches(codePattern)
  code: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiPropertyOptional({
    enum: ['GOVERNANCE', 'COOPERATION'],
    default: 'GOVERNANCE',
    description: 'A programme of the cooperation fund is a frame: its projects are voted by the Bureau one by one',
  })
  @IsOptional()
  @IsIn(['GOVERNANCE', 'COOPERATION'])
  instrument?: Instrument;

  @ApiProperty({ type: PeriodDto })
  @ValidateNested()
  @IsNotEmpty()
  @Type(() => PeriodDto)
  period: PeriodDto;

  @ApiProperty({ type: [ProgrammeLineDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ProgrammeLineDto)
  lines: ProgrammeLineDto[];

  @ApiPropertyOptional({ type: [PlanSourceDto], description: 'Parts of cities and partners' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PlanSourceDto)
  otherSources?: PlanSourceDto[];

  @ApiPropertyOptional({ type: [ActivityDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ActivityDto)
  activities?: ActivityDto[];

  @ApiPropertyOptional({ type: [PartnerDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => PartnerDto)
  partners?: PartnerDto[];

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  purpose?: string | null;

  @ApiPropertyOptional({ default: 'GOVERNANCE' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  theme?: string;

  @ApiPropertyOptional({ description: 'Member that carries it; the association itself where none is named' })
  @IsOptional()
  @IsString()
  carrier?: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'SEED, PUBLIC_WEB, ILLUSTRATIVE' })
  @IsOptional()
  @IsString()
  basis?: string | null;

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

/** What is left out stays as it is. */
export class AmendProgrammeDto extends PartialType(
  OmitType(PrepareProgrammeDto, ['code', 'instrument', 'carrier', 'effectiveDate'] as const),
  { skipNullProperties: false },
) {}

/** What is left out stays as it is. */
export class PrepareAmendmentDto extends PartialType(
  PickType(PrepareProgrammeDto, [
    'title',
    'period',
    'lines',
    'otherSources',
    'activities',
    'partners',
    'purpose',
  ] as const),
  { skipNullProperties: false },
) {
  @ApiProperty({ description: 'What was agreed with the donors, and when' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;
}

export class ApproveProgrammeDto {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class ProgrammeProjectDto {
  @ApiProperty()
  code: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: projectState.options })
  state: ProjectState;

  @ApiProperty({ type: MoneyDto })
  attributed: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  attributedEntries: string;
}

export class ProgrammeAmendmentDto {
  @ApiProperty()
  number: number;

  @ApiProperty({ enum: ['PREPARED', 'APPROVED', 'WITHDRAWN'] })
  status: AmendmentStatus;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: [ChangeDto], description: 'Field by field, from what was in force to what the amendment says' })
  changes: Change[];

  @ApiProperty()
  preparedBy: string;

  @ApiProperty()
  preparedOn: string;

  @ApiProperty({ type: String, nullable: true })
  approvedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  approvedOn: string | null;
}

export class ProgrammeDto extends OmitType(PrepareProgrammeDto, ['effectiveDate', 'carrier'] as const) {
  @ApiProperty()
  id: string;

  @ApiProperty()
  carrier: string;

  @ApiProperty({ enum: ['PREPARED', 'APPROVED'] })
  status: 'PREPARED' | 'APPROVED';

  @ApiProperty({ type: MoneyDto })
  total: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'By its own approval, or by the votes on its projects' })
  attributed: Money;

  @ApiProperty({ type: String, nullable: true, description: 'Link to the entries that add up to it' })
  attributedEntries: string | null;

  @ApiProperty({ enum: projectState.options, nullable: true, description: 'Where the programme carries its own money' })
  state: ProjectState | null;

  @ApiProperty({ type: [ProgrammeProjectDto] })
  projects: ProgrammeProjectDto[];

  @ApiProperty({ type: [ProgrammeAmendmentDto] })
  amendments: ProgrammeAmendmentDto[];

  @ApiProperty()
  preparedBy: string;

  @ApiProperty()
  preparedOn: string;

  @ApiProperty({ type: String, nullable: true })
  approvedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  approvedOn: string | null;

  @ApiProperty({ description: 'ETag' })
  version: number;
}
