import { readers, type Role } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';

export class RegisterPersonDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Without one, only the inbox tells this person' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;

  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  language: 'fr' | 'en' = 'fr';

  @ApiProperty({ enum: readers, isArray: true })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(readers, { each: true })
  roles: Role[];

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  active: boolean = true;
}

export class PersonDto {
  @ApiProperty({ description: 'Subject of the tokens' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  email: string | null;

  @ApiProperty({ enum: ['fr', 'en'] })
  language: string;

  @ApiProperty({ type: [String] })
  roles: string[];

  @ApiProperty()
  active: boolean;
}
