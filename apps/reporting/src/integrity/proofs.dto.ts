import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class PeriodQuery {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) from?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) to?: string;
}
export class HeadDto {
  @ApiProperty() book: string;
  @ApiProperty() block: number;
  @ApiProperty() root: string;
  @ApiProperty({ description: 'number of its last transaction' }) transactions: number;
}
export class GatheredStatementsDto {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) statements: object[];
}
