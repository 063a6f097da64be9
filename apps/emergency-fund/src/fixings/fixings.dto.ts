import { IsDay } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { ratePattern } from '../accruals/rates';

export const indexPattern = /^[A-Z][A-Z0-9_]{1,19}$/;

export class ImportFixingsDto {
  @ApiProperty({ example: 'ESTR' })
  @Matches(indexPattern)
  index: string;

  @ApiProperty({
    description: 'The ECB data portal’s file (TIME_PERIOD, OBS_VALUE), or one with the columns day and rate',
    example: 'day,rate\n2026-02-20,1.930',
  })
  @IsString()
  @MaxLength(1_000_000)
  csv: string;
}

export class FixingImportDto {
  @ApiProperty()
  added: number;

  @ApiProperty({ description: 'Days whose fixing is another one than was known' })
  corrected: number;

  @ApiProperty()
  unchanged: number;

  @ApiProperty({ type: String, nullable: true, description: 'First day that changes; interest is restated from it' })
  from: string | null;
}

export class FixingDto {
  @ApiProperty()
  day: string;

  @ApiProperty({ description: 'Percent a year' })
  rate: string;
}

export class CorrectFixingDto {
  @ApiProperty({ example: '2026-02-20' })
  @IsDay()
  day: string;

  @ApiProperty({ description: 'Percent a year', example: '1.930' })
  @Matches(ratePattern)
  rate: string;

  @ApiProperty({ description: 'Named by what is restated', example: 'Republication de la BCE à 9 h' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  reason: string;
}

export class IndexDto {
  @ApiProperty({ example: 'ESTR' })
  index: string;

  @ApiProperty({ type: String, nullable: true })
  first: string | null;

  @ApiProperty({ type: String, nullable: true })
  last: string | null;

  @ApiProperty({ description: 'Days with a fixing' })
  days: number;
}

export class RecordedFixingDto extends FixingDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was mended' })
  reason: string | null;

  @ApiProperty({ description: 'Id of the person' })
  recordedBy: string;

  @ApiProperty()
  recordedAt: string;

  @ApiProperty({ description: 'False for one that a later one corrects' })
  inForce: boolean;
}
