import type { Money } from '@abonde/money';
import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { StatedRate } from '../projects/budget';
import { StatedRateDto } from '../projects/dossier.dto';
import { ShareDto } from '../tranches/tranches.dto';
import type { JustificationStatus } from './justification.entity';

const statuses = ['SUBMITTED', 'ACCEPTED', 'REJECTED'];

export class ExpenseLineDto {
  @ApiProperty({ description: 'A label of the project’s budget' })
  @IsString()
  @IsNotEmpty()
  budgetLine: string;

  @ApiProperty({ example: '2023-05-02' })
  @IsDay()
  date: string;

  @ApiProperty({ type: MoneyDto, description: 'In euros, or in the project’s local currency' })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;

  @ApiPropertyOptional({
    type: StatedRateDto,
    nullable: true,
    description:
      'Of a local amount, where the donors’ terms ask another rate than the one the tranche was converted at',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => StatedRateDto)
  rate?: StatedRateDto | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Id of a document of the dossier, or number of the piece',
  })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  document?: string | null;
}

class ConsentDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'How the donors concerned consented to budget lines that go beyond their limits',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  variationConsent?: string | null;
}

export class JustifyDto extends ConsentDto {
  @ApiProperty({ type: [ExpenseLineDto] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => ExpenseLineDto)
  lines: ExpenseLineDto[];

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class RejectionDto {
  @ApiProperty({ description: 'Number of the line in the justification, from 1' })
  @IsInt()
  @Min(1)
  line: number;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;
}

export class AcceptDto extends ConsentDto {
  @ApiPropertyOptional({ type: [RejectionDto], description: 'Lines that do not count; the others are accepted' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => RejectionDto)
  rejected: RejectionDto[] = [];

  @ApiPropertyOptional()
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class RejectDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  reason: string;
}

export class AcceptReportDto {
  @ApiProperty({ enum: ['INTERIM', 'FINAL'] })
  @IsIn(['INTERIM', 'FINAL'])
  report: 'INTERIM' | 'FINAL';

  @ApiPropertyOptional({ description: 'When it was accepted; default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class JustificationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: JustificationStatus;

  @ApiPropertyOptional({ description: 'Code of a tranche' })
  @IsOptional()
  @IsString()
  tranche?: string;
}

export class ExpenseViewDto {
  @ApiProperty()
  budgetLine: string;

  @ApiProperty()
  date: string;

  @ApiProperty({ description: 'Its number in the justification, from 1' })
  number: number;

  @ApiProperty({ type: MoneyDto, description: 'As the piece says it' })
  amount: Money;

  @ApiProperty({ type: StatedRateDto, nullable: true })
  rate: StatedRate | null;

  @ApiProperty({ type: MoneyDto, description: 'In euros, at its rate' })
  cost: Money;

  @ApiProperty({ type: MoneyDto, description: 'Euros of the tranche it took' })
  used: Money;

  @ApiProperty({ type: String, nullable: true })
  document: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Name of the document, where it is a file of the dossier' })
  documentName: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was rejected' })
  rejected: string | null;
}

export class VariationDto {
  @ApiProperty()
  budgetLine: string;

  @ApiProperty({ description: 'The agreement whose limit it is' })
  agreement: string;

  @ApiProperty({ example: '10' })
  percent: string;

  @ApiProperty({ type: MoneyDto })
  planned: Money;

  @ApiProperty({ type: MoneyDto, description: 'Shown on the line, these expenses included' })
  cost: Money;

  @ApiProperty({ type: MoneyDto, description: 'The line with its margin' })
  limit: Money;

  @ApiProperty({ type: MoneyDto })
  excess: Money;
}

export class JustificationDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  project: string;

  @ApiProperty()
  tranche: string;

  @ApiProperty({ enum: statuses })
  status: JustificationStatus;

  @ApiProperty({ type: MoneyDto, description: 'Euros of the tranche it took, rejected lines left out' })
  amount: Money;

  @ApiProperty({ type: MoneyDto, description: 'What its expenses cost, each at its rate' })
  cost: Money;

  @ApiProperty({ type: MoneyDto, description: 'Cost less the euros it took: below zero, what the exchange lost' })
  exchangeDifference: Money;

  @ApiProperty({ type: [VariationDto], description: 'While it waits: lines it takes beyond a donor’s limit' })
  variations: VariationDto[];

  @ApiProperty({ type: String, nullable: true })
  variationConsent: string | null;

  @ApiProperty({ type: [ShareDto] })
  split: ShareDto[];

  @ApiProperty({ description: 'Of what was paid to the project, once accepted', example: '70.0000' })
  justifiedPercent: string;

  @ApiProperty()
  effectiveDate: string;

  @ApiProperty()
  submittedBy: string;

  @ApiProperty({ type: String, nullable: true })
  judgedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: [ExpenseViewDto] })
  lines: ExpenseViewDto[];
}
