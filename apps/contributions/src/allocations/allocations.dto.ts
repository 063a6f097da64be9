import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { dayPattern } from '../agreements/agreements.dto';
import { codePattern } from '../donors/donors.dto';
import { type AllocationStatus, allocationStatuses } from './allocation.entity';

export class AllocationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: allocationStatuses }) @IsOptional() @IsIn(allocationStatuses) status?: AllocationStatus;
  @ApiPropertyOptional() @IsOptional() @IsString() project?: string;
}

export class ProposeDto {
  @ApiProperty() @Matches(codePattern) project: string;
}

export class SplitLineDto {
  @ApiProperty() @Matches(codePattern) agreement: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
}

export class AdjustDto {
  @ApiProperty({ type: [SplitLineDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => SplitLineDto)
  lines: SplitLineDto[];
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 500) reason?: string;
}

export class ConfirmDto {
  @ApiPropertyOptional({ description: 'Default: the later of the session and of the day the money was in hand' })
  @IsOptional()
  @Matches(dayPattern)
  effectiveDate?: string;
}

export class RejectDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
}

export class ReleaseDto extends RejectDto {
  @ApiProperty() @Matches(codePattern) project: string;
  @ApiProperty() @Matches(codePattern) agreement: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
}

export class ReasonDto {
  @ApiProperty() code: string;
  @ApiProperty({ type: Object }) params: Record<string, string>;
  @ApiProperty() fr: string;
  @ApiProperty() en: string;
}

export class AllocationLineDto {
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ enum: ['FUND', 'CITY'] }) countsAs: 'FUND' | 'CITY';
  @ApiProperty({ type: ReasonDto }) reason: ReasonDto;
}

export class AllocationDto {
  @ApiProperty() id: string;
  @ApiProperty() project: string;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
  @ApiProperty({ type: String, nullable: true }) session: string | null;
  @ApiProperty({ enum: allocationStatuses }) status: AllocationStatus;
  @ApiProperty({ type: [AllocationLineDto] }) lines: AllocationLineDto[];
  @ApiProperty({ type: MoneyDto }) total: MoneyDto;
  @ApiProperty({ type: MoneyDto }) missing: MoneyDto;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ type: String, nullable: true }) adjustedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) rejectionReason: string | null;
  @ApiProperty() version: number;
}

export class ReleaseRequestDto {
  @ApiProperty() id: string;
  @ApiProperty() project: string;
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ enum: ['REQUESTED', 'RELEASED', 'REFUSED'] }) status: string;
  @ApiProperty({ type: String, nullable: true }) answer: string | null;
}
