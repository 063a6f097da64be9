import { codePattern } from '@abonde/platform';
import type { Day } from '@abonde/calendar';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { type Address, addressFromText } from './bank-details';

export class AddressDto {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Street and number' })
  @IsOptional()
  @IsString()
  @MaxLength(140)
  line?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Number of the building, where it is given apart' })
  @IsOptional()
  @IsString()
  @MaxLength(16)
  building?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(16)
  postCode?: string | null;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(70)
  town: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Province or region' })
  @IsOptional()
  @IsString()
  @MaxLength(35)
  region?: string | null;
}

export class RegulatoryDto {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Code of the national nomenclature' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  code?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(35)
  text?: string | null;
}

export class BankDetailsDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(60)
  iban?: string;

  @ApiPropertyOptional({
    description:
      'RIB with its key: 23 characters (France, CEMAC, Madagascar, Comoros, Djibouti) or 24 (UEMOA, Morocco)',
  })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  rib?: string;

  @ApiPropertyOptional({ description: 'Local account number; then bic is required' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  account?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(20)
  bic?: string;

  @ApiPropertyOptional({ description: 'Who holds the account, where it is not the beneficiary' })
  @IsOptional()
  @IsString()
  @MaxLength(140)
  holder?: string;

  @ApiProperty({ type: AddressDto, description: 'Or one line of text such as "Hôtel de Ville, 75004 Paris"' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? fromText(value) : value))
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => AddressDto)
  address: AddressDto;

  @ApiPropertyOptional({ type: RegulatoryDto, description: 'Asked by the central bank of the country' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RegulatoryDto)
  regulatory?: RegulatoryDto;
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

export class ChangeReasonDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class KnownDetailsDto {
  @ApiProperty({ enum: ['IBAN', 'RIB', 'LOCAL'] }) kind: string;
  @ApiProperty({ type: String, nullable: true }) iban: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'RIB or local account number' }) account: string | null;
  @ApiProperty({ type: String, nullable: true }) bic: string | null;
  @ApiProperty({ type: String, nullable: true }) holder: string | null;
  @ApiProperty({ type: AddressDto }) address: AddressDto;
  @ApiProperty({ type: RegulatoryDto, nullable: true }) regulatory: RegulatoryDto | null;
}

export class RecentChangeDto {
  @ApiProperty() on: string;
  @ApiProperty() daysAgo: number;
}

export class BeneficiaryDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() country: string;
  @ApiProperty({ description: 'Whether money may be sent to it' }) confirmed: boolean;
  @ApiProperty({ type: KnownDetailsDto, nullable: true }) details: KnownDetailsDto | null;
  @ApiProperty({ type: KnownDetailsDto, nullable: true, description: 'Waiting for another person' })
  proposed: KnownDetailsDto | null;
  @ApiProperty({ type: String, nullable: true }) proposedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) proposedName: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) proposedOn: Day | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ type: RecentChangeDto, nullable: true, description: 'Details changed within the last 30 days' })
  recentChange: RecentChangeDto | null;
  @ApiProperty({
    enum: ['RIB_KEY_WRONG', 'BIC_MISSING'],
    isArray: true,
    description: 'Of the details in force, else of those proposed',
  })
  doubts: string[];
  @ApiProperty() version: number;
}

export class ChangeDto {
  @ApiProperty({ enum: ['PROPOSED', 'CONFIRMED', 'REJECTED'] }) act: string;
  @ApiProperty() by: string;
  @ApiProperty() byName: string;
  @ApiProperty({ format: 'date', description: 'Business day' }) on: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true, description: 'Masked number of the account in force then' })
  before: string | null;
  @ApiProperty({ type: KnownDetailsDto }) after: KnownDetailsDto;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export function addressOf({ line, building, postCode, town, region }: AddressDto): Address {
  return {
    line: line || null,
    building: building || null,
    postCode: postCode || null,
    town: town.trim(),
    region: region || null,
  };
}

function fromText(text: string): AddressDto {
  return Object.assign(new AddressDto(), addressFromText(text));
}
