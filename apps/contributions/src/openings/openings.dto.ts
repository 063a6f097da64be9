import { IsDay, ListOf, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { SplitLineDto } from '../allocations/allocations.dto';
import { DecidedDto } from '../two-persons.dto';
import type { Opening } from './opening.entity';

export class EmergencyPartDto {
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
}

export class PrepareOpeningDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional({ type: [SplitLineDto] })
  @IsOptional()
  @ListOf(SplitLineDto)
  lines: SplitLineDto[] = [];
  @ApiPropertyOptional({ type: EmergencyPartDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => EmergencyPartDto)
  emergency?: EmergencyPartDto;
}

export class OpeningDto extends DecidedDto {
  @ApiProperty() id: string;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ type: [SplitLineDto] }) lines: SplitLineDto[];
  @ApiProperty({ type: MoneyDto }) emergency: MoneyDto;
  @ApiProperty({ type: String, nullable: true }) emergencyEntries: string | null;
  @ApiProperty({ enum: ['PREPARED', 'CONFIRMED', 'DECLINED'] }) status: string;
}

export class OpeningsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['PREPARED', 'CONFIRMED', 'DECLINED'] })
  @IsOptional()
  @IsIn(['PREPARED', 'CONFIRMED', 'DECLINED'])
  status?: Opening['status'];
}
