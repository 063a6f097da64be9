import { IsDay } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ratePattern } from '../accruals/rates';

export class AskBreakDto {
  @ApiPropertyOptional({ description: 'Day on which notice was given; by default the business day' })
  @IsOptional()
  @IsDay()
  noticeOn?: string;

  @ApiPropertyOptional({ description: 'First day that no longer bears interest; by default the end of the notice' })
  @IsOptional()
  @IsDay()
  endsOn?: string;

  @ApiPropertyOptional({ description: 'Reduced rate, percent a year; by default that of the terms', example: '1.20' })
  @IsOptional()
  @Matches(ratePattern)
  rate?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class BreakDto {
  @ApiProperty()
  noticeOn: string;

  @ApiProperty()
  endsOn: string;

  @ApiProperty()
  rate: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ description: 'Id of the person' })
  askedBy: string;

  @ApiProperty({ enum: ['PENDING', 'CONFIRMED'] })
  status: 'PENDING' | 'CONFIRMED';
}
