import { codePattern, ListOf, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { type DonorKind, donorKinds } from './donor';

export class ContactDto {
  @ApiProperty() @IsString() @Length(1, 200) name: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) role?: string;
  @ApiPropertyOptional() @IsOptional() @IsEmail() email?: string;
  @ApiPropertyOptional({ example: '+33 1 44 88 22 88' })
  @IsOptional()
  @Matches(/^\+?[\d\s().-]{6,25}$/)
  phone?: string;
}

export class AmendDonorDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 200) name?: string;
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @Matches(/^[A-Z]{2}$/) country?: string | null;
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @Length(2, 140, { each: true })
  payerAliases?: string[];
  @ApiPropertyOptional({ type: String, nullable: true, example: 'FR-SIREN-200050524' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{2,99}$/)
  iatiOrgId?: string | null;
  @ApiPropertyOptional({ description: 'For the association’s own people' })
  @IsOptional()
  @IsString()
  @MaxLength(5000)
  notes?: string;
  @ApiPropertyOptional({ type: [ContactDto] })
  @IsOptional()
  @ListOf(ContactDto)
  contacts?: ContactDto[];
}

export class DonorsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: donorKinds }) @IsOptional() @IsIn(donorKinds) kind?: DonorKind;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z]{2}$/) country?: string;
  @ApiPropertyOptional({ description: 'Part of a code, a name or a payer’s alias' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

export class RegisterDonorDto extends AmendDonorDto {
  @ApiPropertyOptional() @IsOptional() @Matches(codePattern) code?: string;
  @ApiProperty() @IsString() @Length(1, 200) declare name: string;
  @ApiProperty({ enum: donorKinds }) @IsIn(donorKinds) kind: DonorKind;
}

export class DonorDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: donorKinds }) kind: DonorKind;
  @ApiProperty({ type: String, nullable: true }) country: string | null;
  @ApiProperty({ type: [String] }) payerAliases: string[];
  @ApiProperty({ type: String, nullable: true }) iatiOrgId: string | null;
  @ApiProperty({ type: [ContactDto], description: 'Empty for the donor’s own people' }) contacts: ContactDto[];
  @ApiProperty({ description: 'Empty for the donor’s own people' }) notes: string;
  @ApiProperty() version: number;
}

export class DonorVersionDto {
  @ApiProperty() version: number;
  @ApiProperty({ description: 'Name, country, aliases and org id of that version' }) facts: object;
  @ApiProperty({ type: [String], description: 'What it changed' }) changed: string[];
  @ApiProperty() actor: string;
  @ApiProperty() recordedAt: string;
}

export class DonorVersionsDto {
  @ApiProperty({ type: [DonorVersionDto] }) items: DonorVersionDto[];
}
