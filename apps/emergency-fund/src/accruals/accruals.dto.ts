import { codePattern, IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import type { Language } from '@abonde/money';
import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { FigureDto, TracedDto } from '../fund/availability.dto';

export class AccrueDto {
  @ApiProperty({ description: 'Last day to accrue, not after the business day' })
  @IsDay()
  through: string;
}

export class PlacementRunDto {
  @ApiProperty()
  placement: string;

  @ApiProperty()
  through: string;

  @ApiProperty({ type: MoneyDto, description: 'Posted by this run for new days' })
  posted: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Posted by this run for days that were accrued before' })
  restated: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Accrued and not yet credited, gross of tax' })
  total: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Tax on the total at the rate of the placement' })
  tax: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Total less tax' })
  net: MoneyDto;
}

export class AccrualRunDto {
  @ApiProperty()
  through: string;

  @ApiProperty({ description: 'Whether this run posted anything' })
  changed: boolean;

  @ApiProperty({ type: [PlacementRunDto] })
  placements: PlacementRunDto[];
}

export class ExplainQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  project?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  agreement?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  placement?: string;

  @ApiPropertyOptional({ description: 'By default the first day not yet credited' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ description: 'By default the last day accrued' })
  @IsOptional()
  @IsDay()
  to?: string;
}

export class AccrualsQuery extends IntersectionType(PageQuery, ExplainQuery) {}

export class ExportQuery extends ExplainQuery {
  @ApiProperty({ enum: ['csv', 'pdf'] })
  @IsIn(['csv', 'pdf'])
  format: 'csv' | 'pdf';

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang: Language = 'fr';
}

export class AccruedLinesQuery {
  @ApiProperty()
  @Matches(codePattern)
  placement: string;
}

/** What a placement owes to one line, and the bank has not credited yet. */
export class AccruedLineDto {
  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ type: String, nullable: true })
  donor: string | null;

  @ApiProperty()
  disposition: string;

  @ApiProperty({ description: 'Part of the whole in percent, with four decimals' })
  share: string;

  @ApiProperty({ type: FigureDto })
  amount: FigureDto;
}

export class AccruedLinesDto {
  @ApiProperty({ type: String, nullable: true, description: 'Last day accrued' })
  through: string | null;

  @ApiProperty({ type: FigureDto })
  total: FigureDto;

  @ApiProperty({ type: [AccruedLineDto] })
  lines: AccruedLineDto[];
}

/** One stretch of days on which nothing changed. */
export class ExplainedDto {
  @ApiProperty()
  placement: string;

  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty()
  disposition: string;

  @ApiProperty()
  from: string;

  @ApiProperty({ description: 'Included' })
  to: string;

  @ApiProperty()
  days: number;

  @ApiProperty({
    type: TracedDto,
    description: 'With the entries of the balance at the end of its first day, by value date',
  })
  base: TracedDto;

  @ApiProperty({ description: 'Percent a year; of each bracket where there are several', example: '1.00 / 0.50' })
  rate: string;

  @ApiProperty({ example: 'ACT/360' })
  basis: string;

  @ApiProperty({ description: 'Part of what the placement earned between from and to, in percent' })
  share: string;

  @ApiProperty({ type: MoneyDto, description: 'Adds up to the cent to what the placement earned' })
  amount: MoneyDto;

  @ApiProperty({ description: 'EUR before rounding, with six decimals', example: '352.000000' })
  exact: string;

  @ApiProperty({ description: 'EUR that rounding added or took away', example: '-0.003333' })
  rounding: string;
}
