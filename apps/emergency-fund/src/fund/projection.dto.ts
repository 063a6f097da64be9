import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { type Scenario, scenarios } from './scenarios';

const point = String.raw`\d{4}-(0[1-9]|1[0-2]):-?\d{1,2}(\.\d{1,4})?`;

export class ProjectionQuery {
  @ApiPropertyOptional({ default: 24, maximum: 120 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(120)
  months: number = 24;

  @ApiPropertyOptional({
    description:
      'Forward path: months with the percent a year from their first day on, of accounts on call; an index where the rate follows one',
    example: '2026-04:1.75,2026-10:1.50',
  })
  @IsOptional()
  @Matches(new RegExp(`^${point}(,${point}){0,119}$`))
  forward?: string;
}

export class ProjectedDto {
  @ApiProperty({ enum: scenarios })
  scenario: Scenario;

  @ApiProperty({ type: MoneyDto })
  available: MoneyDto;
}

export class ProjectedMonthDto {
  @ApiProperty({ example: '2026-03' })
  month: string;

  @ApiProperty({ type: [ProjectedDto] })
  scenarios: ProjectedDto[];
}

export class PlannedMoneyDto {
  @ApiProperty({ enum: ['INSTALMENT', 'TRANCHE'] })
  kind: 'INSTALMENT' | 'TRANCHE';

  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ description: 'Taken for the day it moves' })
  on: string;

  @ApiProperty({ type: MoneyDto, description: 'Below zero when it leaves' })
  amount: MoneyDto;
}

export class ComingCreditDto {
  @ApiProperty()
  placement: string;

  @ApiProperty({ description: 'First day it pays' })
  from: string;

  @ApiProperty({ description: 'Last day it pays' })
  to: string;

  @ApiProperty({ description: 'When the bank should credit it' })
  on: string;

  @ApiProperty({ type: MoneyDto, description: 'The fund’s part' })
  amount: MoneyDto;
}

export class ProjectionDto {
  @ApiProperty({ description: 'Business day from which it is projected' })
  from: string;

  @ApiProperty({ type: MoneyDto, description: 'Today' })
  available: MoneyDto;

  @ApiProperty({ type: [ProjectedMonthDto] })
  months: ProjectedMonthDto[];

  @ApiProperty({ type: [ComingCreditDto], description: 'What the bank should credit at today’s rates, soonest first' })
  coming: ComingCreditDto[];

  @ApiProperty({
    type: [PlannedMoneyDto],
    description: 'Called instalments and requested tranches that are counted with',
  })
  planned: PlannedMoneyDto[];
}
