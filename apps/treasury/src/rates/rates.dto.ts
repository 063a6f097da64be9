import type { Day } from '@abonde/calendar';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';

export class ExchangeRateDto {
  @ApiProperty({ example: 'USD' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  @ApiProperty({ example: '2026-02-20' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  day: Day;

  @ApiProperty({ example: '1.0842', description: 'Units of the currency for one euro' })
  @Matches(/^(?!0+(\.0+)?$)\d+(\.\d+)?$/)
  rate: string;

  @ApiPropertyOptional({ default: 'ECB' })
  @IsOptional()
  @IsString()
  source: string = 'ECB';
}
