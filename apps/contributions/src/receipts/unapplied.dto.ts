import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { DecidedDto } from '../two-persons.dto';

const statuses = ['PREPARED', 'CONFIRMED', 'DECLINED'] as const;

export class ApplyDto {
  @ApiProperty() @IsUUID() instalment: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
}

export class UnappliedDto {
  @ApiProperty() id: string;
  @ApiProperty() match: string;
  @ApiProperty() donor: string;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto }) remaining: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Of what remains, prepared and not confirmed' }) prepared: MoneyDto;
  @ApiProperty({ enum: ['OVER_PAYMENT', 'NOT_EXPECTED'] }) reason: string;
  @ApiProperty() valueDate: string;
  @ApiProperty({ description: 'Lists the entries that leave what remains' }) entries: string;
}

export class ApplicationDto extends DecidedDto {
  @ApiProperty() id: string;
  @ApiProperty() unapplied: string;
  @ApiProperty() donor: string;
  @ApiProperty() instalment: string;
  @ApiProperty() agreement: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ enum: statuses }) status: (typeof statuses)[number];
}

export class ApplicationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses }) @IsOptional() @IsIn(statuses) status?: (typeof statuses)[number];
}
