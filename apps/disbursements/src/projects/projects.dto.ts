import type { Instrument } from '@abonde/contracts';
import { codePattern, IsDay, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DossierDto } from './dossier.dto';

export class RegisterProjectDto extends DossierDto {
  @ApiPropertyOptional({ example: 'KH-SR-PROFERTIL' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  @ApiPropertyOptional({ description: 'Code or name of a registered city; whoever acts for a city may leave it out' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  city?: string;

  @ApiPropertyOptional({ example: 'KH' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @ApiProperty({ example: 'WATER_SANITATION' })
  @IsString()
  @IsNotEmpty()
  theme: string;

  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE'] })
  @IsIn(['COOPERATION', 'GOVERNANCE', 'EMERGENCY'])
  instrument: Instrument;

  @ApiPropertyOptional({
    description: 'A past action told for memory: it is closed from the start and moves no money',
  })
  @IsOptional()
  @IsBoolean()
  historyOnly?: boolean;

  @ApiPropertyOptional({ example: '2026-02-20' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class AmendProjectDto extends PartialType(
  OmitType(RegisterProjectDto, ['code', 'city', 'instrument', 'historyOnly'] as const),
) {
  @ApiPropertyOptional({ description: 'Why the dossier changes' })
  @IsOptional()
  @IsString()
  reason?: string;
}

export class ProjectsQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  state?: string;

  @ApiPropertyOptional({ enum: ['COOPERATION', 'GOVERNANCE'] })
  @IsOptional()
  @IsString()
  instrument?: string;

  @ApiPropertyOptional({ description: 'Code or name' })
  @IsOptional()
  @IsString()
  city?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  country?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  theme?: string;

  @ApiPropertyOptional({ description: 'Donor named in the plan, by code or name' })
  @IsOptional()
  @IsString()
  donor?: string;

  @ApiPropertyOptional({ description: 'Code of a programme' })
  @IsOptional()
  @IsString()
  programme?: string;

  @ApiPropertyOptional({ description: 'Part of a title, code or city' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;
}

export class SheetQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang: 'fr' | 'en' = 'fr';
}
