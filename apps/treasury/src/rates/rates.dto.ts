import type { Day } from '@abonde/calendar';
import { IsDay } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';

export class ExchangeRateDto {
  @ApiProperty({ example: 'USD' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  @ApiProperty({ type: String, example: '2026-02-20' })
  @IsDay()
  day: Day;

  @ApiProperty({ example: '1.0842', description: 'Units of the currency for one euro' })
  @Matches(/^(?!0+(\.0+)?$)\d+(\.\d+)?$/)
  rate: string;

  @ApiPropertyOptional({ default: 'ECB' })
  @IsOptional()
  @IsString()
  source: string = 'ECB';
}
