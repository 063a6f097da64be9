import type { Money } from '@abonde/money';
import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
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

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Id of a document, or number of the piece' })
  @IsOptional()
  @IsString()
  document?: string | null;
}

export class JustifyDto {
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

export class AcceptDto {
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

  @ApiProperty({ type: MoneyDto })
  amount: Money;

  @ApiProperty({ type: String, nullable: true })
  document: string | null;
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

  @ApiProperty({ type: MoneyDto })
  amount: Money;

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
