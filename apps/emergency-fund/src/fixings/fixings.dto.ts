import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

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
