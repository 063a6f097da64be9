import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, Matches } from 'class-validator';
import { codePattern } from '../placements/placements.dto';

export class AvailabilityQuery {
  @ApiPropertyOptional({ description: 'End of an accounting day; now when absent' })
  @IsOptional()
  @IsISO8601({ strict: true })
  asOf?: string;

  @ApiPropertyOptional({ description: 'Case whose own donations count' })
  @IsOptional()
  @Matches(codePattern)
  case?: string;
}

/** An amount with the link that lists the entries behind it. */
export class FigureDto extends MoneyDto {
  @ApiProperty()
  entries: string;
}

export class DonationsDto {
  @ApiProperty()
  case: string;

  @ApiProperty({ type: FigureDto })
  amount: FigureDto;
}

export class AvailabilityDto {
  @ApiProperty({ type: String, nullable: true })
  asOf: string | null;

  @ApiProperty({ type: FigureDto, description: 'Interest the bank has credited, free' })
  realised: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Earned for the fund, not yet credited: never granted' })
  accrued: FigureDto;

  @ApiProperty({ type: [DonationsDto] })
  donations: DonationsDto[];

  @ApiProperty({ type: FigureDto, description: 'Decided, not yet paid' })
  committed: FigureDto;

  @ApiProperty({ type: FigureDto })
  paid: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Lacking after a restatement; repaid first' })
  shortfall: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Realised and the donations of the case, less the shortfall' })
  available: FigureDto;
}

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

export class FundMonthsQuery {
  @ApiPropertyOptional({ description: 'First month; by default twelve months in all', example: '2025-03' })
  @IsOptional()
  @Matches(monthPattern)
  from?: string;

  @ApiPropertyOptional({ description: 'Last day; by default the business day' })
  @IsOptional()
  @IsISO8601({ strict: true })
  through?: string;
}

export class FundMonthDto {
  @ApiProperty({ example: '2026-02' })
  month: string;

  @ApiProperty({ description: 'Last day of the month, or of the figures' })
  asOf: string;

  @ApiProperty({ type: FigureDto, description: 'Realised interest that is free, less the shortfall' })
  available: FigureDto;

  @ApiProperty({ type: MoneyDto })
  accrued: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  committed: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  donations: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Since ever' })
  paid: MoneyDto;
}

export class GrantedAidDto {
  @ApiProperty()
  case: string;

  @ApiProperty()
  on: string;

  @ApiProperty({ type: MoneyDto, description: 'Below zero when it was given up' })
  amount: MoneyDto;
}

export class FundMonthsDto {
  @ApiProperty({ type: [FundMonthDto] })
  months: FundMonthDto[];

  @ApiProperty({ type: [GrantedAidDto] })
  aids: GrantedAidDto[];
}
