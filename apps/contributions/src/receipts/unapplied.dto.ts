import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { dayPattern } from '../agreements/agreements.dto';

export class ApplyDto {
  @ApiProperty() @IsUUID() instalment: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiPropertyOptional() @IsOptional() @Matches(dayPattern) effectiveDate?: string;
}

export class UnappliedDto {
  @ApiProperty() id: string;
  @ApiProperty() match: string;
  @ApiProperty() donor: string;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto }) remaining: MoneyDto;
  @ApiProperty({ enum: ['OVER_PAYMENT', 'NOT_EXPECTED'] }) reason: string;
  @ApiProperty() valueDate: string;
}
