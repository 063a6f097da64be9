import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { roles } from '@abonde/platform';
import { IsIn } from 'class-validator';

export class MeDto {
  @ApiProperty({ description: 'Subject of the token: what maker–checker compares' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: roles, isArray: true })
  roles: string[];

  @ApiPropertyOptional({ description: 'Code of the city this person acts for' })
  city?: string;

  @ApiPropertyOptional({ description: 'Code of the donor this person reads for' })
  donor?: string;

  @ApiPropertyOptional({ description: '`decide` after a step-up sign-in' })
  acr?: string;

  @ApiProperty({ enum: ['fr', 'en'] })
  lang: string;

  @ApiProperty({ description: 'Whether accounts and figures are fictitious' })
  demonstration: boolean;
}

export class PreferencesDto {
  @ApiProperty({ enum: ['fr', 'en'] })
  @IsIn(['fr', 'en'])
  lang: 'fr' | 'en';
}
