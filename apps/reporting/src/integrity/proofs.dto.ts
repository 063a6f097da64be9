import { IsDay } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';

export class PeriodQuery {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() from?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() to?: string;
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
