import { codePattern, IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Outcome } from './ballot';

export const outcomes = ['APPROVED', 'PARTLY_APPROVED', 'ADJOURNED', 'REJECTED'];

export class PrepareSessionDto {
  @ApiPropertyOptional({ example: 'BUREAU-2026-04-28' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty({ example: '2026-04-28' })
  @IsDay()
  date: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  place: string;

  @ApiPropertyOptional({ description: 'Members present' })
  @IsOptional()
  @IsInt()
  @Min(0)
  present?: number;

  @ApiPropertyOptional({ description: 'Members the statutes ask for' })
  @IsOptional()
  @IsInt()
  @Min(0)
  quorum?: number;

  @ApiPropertyOptional({
    description: 'What its date and place rest on, where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE',
  })
  @IsOptional()
  @IsString()
  basis?: string;
}

export class ProposalDto {
  @ApiProperty({ description: 'Id or code of a project on the agenda' })
  @IsString()
  @IsNotEmpty()
  project: string;

  @ApiPropertyOptional({ type: MoneyDto, description: 'Default: what the attribution needs' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  engaged?: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  attributed: MoneyDto;

  @ApiPropertyOptional({ description: 'What the secretariat recommends, and why' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  recommendation?: string;
}

export class AttendanceDto {
  @ApiProperty({ type: [String], description: 'Codes or names of the cities whose members sit' })
  @IsArray()
  @IsString({ each: true })
  members: string[];

  @ApiPropertyOptional({ description: 'Members the statutes ask for' })
  @IsOptional()
  @IsInt()
  @Min(0)
  quorum?: number;
}

export class AgendaDto {
  @ApiProperty({ type: [String], description: 'Ids or codes of projects' })
  @IsArray()
  @ArrayNotEmpty()
  @IsString({ each: true })
  projects: string[];

  @ApiPropertyOptional({ type: [ProposalDto], description: 'What the secretariat proposes for them' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProposalDto)
  proposals: ProposalDto[] = [];

  @ApiPropertyOptional({ description: 'Default: the session’s date, or the business day when that comes first' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class VoteDto {
  @ApiProperty({ description: 'Id or code of a project on the agenda' })
  @IsString()
  @IsNotEmpty()
  projectId: string;

  @ApiProperty({ enum: outcomes })
  @IsIn(outcomes)
  outcome: Outcome;

  @ApiPropertyOptional({
    type: MoneyDto,
    description: 'Agreed in principle at this session, beyond earlier sessions; default: what the attribution needs',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  engaged?: MoneyDto;

  @ApiPropertyOptional({ type: MoneyDto, description: 'Attributed at this session: may be allocated and paid' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  attributed?: MoneyDto;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  for?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  against?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsInt()
  @Min(0)
  abstentions?: number;

  @ApiPropertyOptional({ type: [String], description: 'Codes of the cities whose members voted' })
  @IsOptional()
  @IsString({ each: true })
  voters?: string[];
}

export class SessionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Only sessions that had this project on their agenda' })
  @IsOptional()
  @IsString()
  project?: string;
}
