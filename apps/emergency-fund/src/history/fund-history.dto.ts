import type { Disposition } from '@abonde/contracts';
import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { FigureDto } from '../fund/availability.dto';

export class HistoryQuery {
  @ApiPropertyOptional({ default: 12, maximum: 120 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(120)
  months: number = 12;
}

export class HistoryPointDto {
  @ApiProperty()
  on: string;

  @ApiProperty({ type: MoneyDto, description: 'From that day on, until the next point' })
  available: MoneyDto;
}

export class HistoryAidDto {
  @ApiProperty()
  on: string;

  @ApiProperty()
  case: string;

  @ApiProperty()
  city: string;

  @ApiProperty({ type: FigureDto, description: 'Taken from the interest; donations are apart' })
  amount: FigureDto;
}

export class CreditedMonthDto {
  @ApiProperty({ example: '2026-03' })
  month: string;

  @ApiProperty({ type: FigureDto })
  amount: FigureDto;
}

export class HistoryDto {
  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty({ type: [HistoryPointDto], description: 'Steps, the first one on the first day' })
  points: HistoryPointDto[];

  @ApiProperty({ type: [HistoryAidDto] })
  aids: HistoryAidDto[];

  @ApiProperty({
    type: [CreditedMonthDto],
    description: 'Interest that the bank credited for the fund, month by month',
  })
  credited: CreditedMonthDto[];
}

export class EarningsQuery {
  @ApiPropertyOptional({ description: 'Default: a year before `to`' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  to?: string;
}

export class EarningDto {
  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({
    type: String,
    description: 'What becomes of it: the clause of its agreement, `GENERAL`, or `OWN` of the fund’s own cash',
  })
  disposition: Disposition;

  @ApiProperty({ type: FigureDto, description: 'Credited by the bank in the period' })
  credited: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Earned and not yet credited, now' })
  accrued: FigureDto;
}

/** Lines with their sums. */
export class EarnedDto {
  @ApiProperty({ type: FigureDto })
  credited: FigureDto;

  @ApiProperty({ type: FigureDto })
  accrued: FigureDto;

  @ApiProperty({ type: [EarningDto] })
  lines: EarningDto[];
}

export class EarningsDto {
  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty({ type: EarnedDto, description: 'By the fund' })
  fund: EarnedDto;

  @ApiProperty({ type: EarnedDto, description: 'By agreements that keep or return it, and by the general resources' })
  elsewhere: EarnedDto;
}
