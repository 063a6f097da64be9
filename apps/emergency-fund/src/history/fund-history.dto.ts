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

export class HistoryDto {
  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty({ type: [HistoryPointDto], description: 'Steps, the first one on the first day' })
  points: HistoryPointDto[];

  @ApiProperty({ type: [HistoryAidDto] })
  aids: HistoryAidDto[];
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

/** An amount with the link that lists its entries, where a filter of the ledger can name the line. */
export class EarnedDto extends MoneyDto {
  @ApiPropertyOptional()
  entries?: string;
}

export class EarningDto {
  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ description: 'Earned by the fund’s own cash' })
  own: boolean;

  @ApiProperty({ type: EarnedDto, description: 'Credited by the bank in the period' })
  credited: EarnedDto;

  @ApiProperty({ type: EarnedDto, description: 'Earned and not yet credited, now' })
  accrued: EarnedDto;
}

export class EarningsDto {
  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty({ type: MoneyDto })
  credited: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  accrued: MoneyDto;

  @ApiProperty({ type: [EarningDto] })
  lines: EarningDto[];
}
