import { codePattern, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

/** From an aid back to where its money came from, or from a project, agreement or donor on to the aids. */
export class LineageQuery {
  @ApiPropertyOptional({ description: 'An aid' })
  @IsOptional()
  @Matches(codePattern)
  case?: string;

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
  donor?: string;
}

export const lineageOrigins = ['INTEREST', 'DONATION', 'OPENING', 'OWN'] as const;
export type LineageOrigin = (typeof lineageOrigins)[number];

export class LineageLineDto {
  @ApiProperty()
  case: string;

  @ApiProperty()
  caseName: string;

  @ApiProperty({
    enum: lineageOrigins,
    description:
      'Interest on money attributed to a project; a donation; the opening balance; interest on the fund itself',
  })
  origin: LineageOrigin;

  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  projectName: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ type: String, nullable: true })
  donor: string | null;

  @ApiProperty({ type: String, nullable: true })
  donorName: string | null;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;
}

export class LineageGraphDto {
  @ApiProperty({ type: MoneyDto, description: 'Adds up to the lines' })
  total: MoneyDto;

  @ApiProperty({ type: [LineageLineDto] })
  lines: LineageLineDto[];
}
