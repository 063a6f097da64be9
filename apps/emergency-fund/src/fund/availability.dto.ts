import { codePattern, IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class AvailabilityQuery {
  @ApiPropertyOptional({ description: 'End of an accounting day; now when absent' })
  @IsOptional()
  @IsDay()
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

/** An amount with its entries, where a filter of the ledger can name them. */
export class TracedDto extends MoneyDto {
  @ApiPropertyOptional()
  entries?: string;
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
