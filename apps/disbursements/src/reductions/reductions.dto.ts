import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

export class ReduceDto {
  @ApiProperty({ type: MoneyDto, description: 'What stays attributed, over all sessions' })
  @ValidateNested()
  @Type(() => MoneyDto)
  attributed: MoneyDto;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;

  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  effectiveDate?: string;
}
