import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { codePattern } from '../accounts/accounts.dto';
import { type Address, addressFromText, type BankDetails } from './bank-details';
import type { Beneficiary } from './beneficiary.entity';

export class AddressDto {
  @ApiPropertyOptional({ description: 'Street and number' })
  @IsOptional()
  @IsString()
  @MaxLength(140)
  line?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(16)
  postCode?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(70)
  town: string;
}

export class BankDetailsDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  iban?: string;

  @ApiPropertyOptional({ description: 'Local account number; then bic is required' })
  @IsOptional()
  @IsString()
  @MaxLength(34)
  account?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  bic?: string;

  @ApiProperty({ type: AddressDto, description: 'Or one line of text such as "Hôtel de Ville, 75004 Paris"' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? fromText(value) : value))
  @ValidateNested()
  @Type(() => AddressDto)
  address: AddressDto;
}

export class RegisterBeneficiaryDto extends BankDetailsDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(140)
  name: string;

  @ApiProperty({ example: 'KH' })
  @Matches(/^[A-Z]{2}$/)
  country: string;
}

export class BeneficiaryDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() country: string;
  @ApiProperty({ description: 'Whether money may be sent to it' }) confirmed: boolean;
  @ApiProperty({ type: BankDetailsDto, nullable: true }) details: BankDetails | null;
  @ApiProperty({ type: BankDetailsDto, nullable: true, description: 'Waiting for another person' })
  proposed: BankDetails | null;
  @ApiProperty({ type: String, nullable: true }) proposedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty() version: number;
}

export function beneficiaryDto(beneficiary: Beneficiary): BeneficiaryDto {
  const { id, code, name, country, details, proposed, proposedBy, confirmedBy, version } = beneficiary;
  return { id, code, name, country, confirmed: details !== null, details, proposed, proposedBy, confirmedBy, version };
}

export function addressOf({ line, postCode, town }: AddressDto): Address {
  return { line: line ?? null, postCode: postCode ?? null, town };
}

function fromText(text: string): AddressDto {
  const { line, postCode, town } = addressFromText(text);
  return Object.assign(new AddressDto(), { town, ...(line && { line }), ...(postCode && { postCode }) });
}
