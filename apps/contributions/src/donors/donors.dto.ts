import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { type DonorKind, donorKinds } from './donor';

export const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export class ContactDto {
  @ApiProperty() @IsString() @Length(1, 200) name: string;
  @ApiPropertyOptional() @IsOptional() @IsString() role?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() email?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() phone?: string;
}

export class AmendDonorDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 200) name?: string;
  @ApiPropertyOptional({ nullable: true }) @IsOptional() @Matches(/^[A-Z]{2}$/) country?: string | null;
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  payerAliases?: string[];
  @ApiPropertyOptional({ nullable: true }) @IsOptional() @IsString() iatiOrgId?: string | null;
  @ApiPropertyOptional({ type: [ContactDto] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts?: ContactDto[];
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
  @ApiProperty({ type: [ContactDto] }) contacts: ContactDto[];
  @ApiProperty() version: number;
}
