import { codePattern, IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Disaster, disasterKinds } from './disaster';
import { type Outcome, outcomes } from './proposal';

class DatedDto {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class ContactDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Directeur des services' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  position?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '+261 20 53 000 00' })
  @IsOptional()
  @Matches(/^\+?[0-9 ().-]{4,40}$/, { message: 'phone holds digits, spaces and a leading +' })
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;
}

export class OpenCaseDto extends DatedDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty({ description: 'Name or code of the city' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  city: string;

  @ApiProperty({ example: 'MG' })
  @Matches(/^[A-Z]{2}$/)
  country: string;

  @ApiProperty({ enum: disasterKinds })
  @IsIn(disasterKinds)
  kind: Disaster;

  @ApiProperty()
  @IsDay()
  occurredOn: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'TC-2026-000011-MDG',
    description: 'Of the same kind, year and country as the case',
  })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  glide?: string | null;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  needs: string;

  @ApiPropertyOptional({ type: [ContactDto], description: 'Persons to reach on the spot; no event carries them' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts?: ContactDto[];

  @ApiPropertyOptional({ description: 'Asks both proposers at once; always so when the Presidency opens the case' })
  @IsOptional()
  @IsBoolean()
  callForProposals?: boolean;
}

export class OpenAppealDto extends DatedDto {
  @ApiProperty({ description: 'What donors read' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  text: string;

  @ApiPropertyOptional({ type: MoneyDto, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  target?: MoneyDto | null;
}

export class ProposeDto extends DatedDto {
  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount: MoneyDto;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  purpose: string;

  @ApiProperty({ description: "Id or code in treasury's register" })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  beneficiary: string;

  @ApiPropertyOptional({ description: 'The proposer signs it at once' })
  @IsOptional()
  @IsBoolean()
  sign?: boolean;
}

export class SignDto extends DatedDto {
  @ApiProperty({ description: 'The version that was read' })
  @IsInt()
  @Min(1)
  version: number;
}

export class DecideDto extends DatedDto {
  @ApiProperty({ enum: outcomes })
  @IsIn(outcomes)
  outcome: Outcome;

  @ApiPropertyOptional({ description: 'The version that was read; another one is not decided' })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  @ApiPropertyOptional({ type: MoneyDto, description: 'By default what is proposed, never more' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;

  @ApiPropertyOptional({ description: 'Needed to refuse or send back' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  reason?: string;
}

export class ReasonDto extends DatedDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  reason: string;
}

export class PayAgainDto extends DatedDto {
  @ApiPropertyOptional({ description: 'Mended beneficiary; by default the same' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  beneficiary?: string;
}

export class ReportDto extends DatedDto {
  @ApiProperty({ description: 'Id of a document of the case' })
  @IsUUID()
  document: string;

  @ApiPropertyOptional({ type: MoneyDto, description: 'What the city has spent of the aid; by default all of it' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  spent?: MoneyDto;
}

export class CloseCaseDto extends DatedDto {
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  note?: string | null;
}

export class EffectiveDto extends DatedDto {}
