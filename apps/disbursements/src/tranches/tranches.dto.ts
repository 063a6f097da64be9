import type { Money } from '@abonde/money';
import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ConversionDto } from '../conversions/conversions.dto';
import type { TrancheStatus } from './tranche';

const percentPattern = /^\d{1,3}(\.\d{1,4})?$/;
const statuses = ['PLANNED', 'REQUESTED', 'CERTIFIED', 'APPROVED', 'PAID', 'RETURNED', 'CANCELLED'];
const conditionKinds = [
  'PREVIOUS_JUSTIFIED',
  'REPORT_ACCEPTED',
  'MISSION_DONE',
  'MILESTONE',
  'WORKS_PROGRESS',
] as const;

export class ConditionDto {
  @ApiProperty({ enum: conditionKinds })
  @IsIn(conditionKinds)
  kind: (typeof conditionKinds)[number];

  @ApiPropertyOptional({
    description: 'PREVIOUS_JUSTIFIED: of what the previous tranche paid; WORKS_PROGRESS: as the last mission saw it',
    example: '70',
  })
  @ValidateIf(({ kind }: ConditionDto) => kind === 'PREVIOUS_JUSTIFIED' || kind === 'WORKS_PROGRESS')
  @Matches(percentPattern)
  percent?: string;

  @ApiPropertyOptional({ enum: ['INTERIM', 'FINAL'], description: 'REPORT_ACCEPTED: which report' })
  @ValidateIf(({ kind }: ConditionDto) => kind === 'REPORT_ACCEPTED')
  @IsIn(['INTERIM', 'FINAL'])
  report?: 'INTERIM' | 'FINAL';

  @ApiPropertyOptional({ description: 'MILESTONE, MISSION_DONE: which one' })
  @ValidateIf(({ kind, label }: ConditionDto) => kind === 'MILESTONE' || label !== undefined)
  @IsString()
  @IsNotEmpty()
  label?: string;
}

export class PlanTrancheDto {
  @ApiProperty()
  @IsInt()
  @Min(1)
  number: number;

  @ApiPropertyOptional({ type: MoneyDto, description: 'An amount, or a percent of what is attributed' })
  @ValidateIf(({ percent, amount }: PlanTrancheDto) => percent === undefined || amount !== undefined)
  @ValidateNested()
  @IsNotEmpty()
  @Type(() => MoneyDto)
  amount?: MoneyDto;

  @ApiPropertyOptional({ example: '40' })
  @IsOptional()
  @Matches(percentPattern)
  percent?: string;

  @ApiPropertyOptional({
    description: 'Id or code in treasury’s register of beneficiaries; default: the project’s, else its city',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  beneficiary?: string;

  @ApiPropertyOptional({ description: 'When it is expected to be asked for: what the cash forecast counts with' })
  @IsOptional()
  @IsDay()
  expectedOn?: string;

  @ApiPropertyOptional({ type: [ConditionDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ConditionDto)
  conditions: ConditionDto[] = [];
}

export class RequestTrancheDto {
  @ApiPropertyOptional({ type: [String], description: 'Ids of documents' })
  @IsOptional()
  @IsString({ each: true })
  documents: string[] = [];

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class AscertainedDto {
  @ApiProperty({ enum: ['MISSION_DONE', 'MILESTONE'] })
  @IsIn(['MISSION_DONE', 'MILESTONE'])
  kind: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  label?: string;
}

export class CertifyTrancheDto {
  @ApiPropertyOptional({ type: [AscertainedDto], description: 'Conditions the certifier has seen met' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AscertainedDto)
  ascertained: AscertainedDto[] = [];

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class ApproveTrancheDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;

  @ApiPropertyOptional({ description: 'When it should be paid; default: the effective date' })
  @IsOptional()
  @IsDay()
  dueOn?: string;
}

export class ReturnTrancheDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  reason: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class TranchesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: TrancheStatus;

  @ApiPropertyOptional({ description: 'Code of a project' })
  @IsOptional()
  @IsString()
  project?: string;
}

export class ShareDto {
  @ApiProperty()
  agreement: string;

  @ApiProperty({ type: MoneyDto })
  amount: Money;
}

export class TrancheDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  project: string;

  @ApiProperty()
  projectTitle: string;

  @ApiProperty()
  city: string;

  @ApiProperty()
  cityName: string;

  @ApiProperty()
  number: number;

  @ApiProperty({ type: MoneyDto })
  amount: Money;

  @ApiProperty({ type: String, nullable: true })
  percent: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'When its plan says that it will be asked for' })
  expectedOn: string | null;

  @ApiProperty()
  beneficiary: string;

  @ApiProperty({ enum: statuses })
  status: TrancheStatus;

  @ApiProperty({ type: [ConditionDto] })
  conditions: object[];

  @ApiProperty({ type: [AscertainedDto] })
  ascertained: object[];

  @ApiProperty({ type: [String] })
  documents: string[];

  @ApiProperty({ type: ConversionDto, nullable: true, description: 'What the city’s bank gave for it' })
  conversion: ConversionDto | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of its project', example: 'KHR' })
  localCurrency: string | null;

  @ApiProperty({ type: [ShareDto], description: 'Which agreements’ euros it takes' })
  split: ShareDto[];

  @ApiProperty({ type: MoneyDto })
  justified: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  justifiedEntries: string;

  @ApiProperty({ description: 'Of its amount, with four decimals', example: '70.0000' })
  justifiedPercent: string;

  @ApiProperty({ type: String, nullable: true })
  requestedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  certifiedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  approvedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  approvedOn: string | null;

  @ApiProperty({ type: String, nullable: true })
  paidOn: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was last sent back' })
  reason: string | null;

  @ApiProperty()
  version: number;
}

export class UnmetConditionDto extends ConditionDto {
  @ApiProperty({ description: 'A sentence' })
  why: string;

  @ApiProperty({ type: String, nullable: true, description: 'How far it is, in percent, where it asks for so much' })
  reached: string | null;
}

export class TrancheViewDto extends TrancheDto {
  @ApiProperty({ type: [UnmetConditionDto], description: 'Conditions that are not met as it stands' })
  unmet: UnmetConditionDto[];
}
