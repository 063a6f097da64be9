import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { DecidedDto } from '../two-persons.dto';
import type { WriteOff } from './write-off.entity';

export class PrepareWriteOffDto {
  @ApiProperty() @IsUUID() instalment: string;
  @ApiPropertyOptional({ type: MoneyDto, description: 'In the agreement’s currency; all that is owed by default' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
}

export class WriteOffDto extends DecidedDto {
  @ApiProperty() id: string;
  @ApiProperty() instalment: string;
  @ApiProperty() agreement: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() reason: string;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ enum: ['PREPARED', 'CONFIRMED', 'DECLINED'] }) status: string;
}

export class WriteOffsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['PREPARED', 'CONFIRMED', 'DECLINED'] })
  @IsOptional()
  @IsIn(['PREPARED', 'CONFIRMED', 'DECLINED'])
  status?: WriteOff['status'];
}
