import { codePattern, IsDay } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export class SeatDto {
  @ApiProperty({ example: '2024-01-01' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Last day; null while it goes on' })
  @IsOptional()
  @IsDay()
  to: string | null = null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'What it rests on, where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE',
  })
  @IsOptional()
  @IsString()
  basis?: string | null;
}

export class ContactDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  position: string | null = null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsEmail()
  email: string | null = null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  phone: string | null = null;
}

export class RegisterCityDto {
  @ApiPropertyOptional({ example: 'SIEM-REAP' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty({ example: 'Siem Reap' })
  @IsString()
  @IsNotEmpty()
  name: string;

  @ApiProperty({ example: 'KH' })
  @Matches(/^[A-Z]{2}$/)
  country: string;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Year' })
  @IsOptional()
  @IsInt()
  @Min(1979)
  @Max(2200)
  memberSince?: number | null;

  @ApiPropertyOptional({ default: false, description: 'Whether it has a seat at the Bureau' })
  @IsOptional()
  @IsBoolean()
  bureauMember: boolean = false;

  @ApiPropertyOptional({ default: 'CITY', example: 'ASSOCIATION' })
  @IsOptional()
  @IsString()
  kind: string = 'CITY';

  @ApiPropertyOptional({ type: String, nullable: true, example: '1990-01-01' })
  @IsOptional()
  @IsDay()
  joinedOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsDay()
  leftOn?: string | null;

  @ApiPropertyOptional({ type: [SeatDto], description: 'Seats at the Bureau' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SeatDto)
  seats?: SeatDto[];

  @ApiPropertyOptional({ type: [ContactDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ContactDto)
  contacts?: ContactDto[];
}

class AmendableCityDto extends OmitType(RegisterCityDto, ['code', 'bureauMember', 'kind'] as const) {
  @ApiPropertyOptional({ example: 'ASSOCIATION' })
  @IsOptional()
  @IsString()
  kind?: string;
}

/** What is left out stays as it is. A seat is given or ended through `seats`. */
export class AmendCityDto extends PartialType(AmendableCityDto) {}

export class CityDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty()
  country: string;

  @ApiProperty()
  kind: string;

  @ApiProperty({ type: Number, nullable: true })
  memberSince: number | null;

  @ApiProperty({ type: String, nullable: true })
  joinedOn: string | null;

  @ApiProperty({ type: String, nullable: true })
  leftOn: string | null;

  @ApiProperty({ description: 'Whether it has a seat at the Bureau on the business day' })
  bureauMember: boolean;

  @ApiProperty({ type: [SeatDto] })
  seats: SeatDto[];

  @ApiProperty({ type: [ContactDto], description: 'Read by the staff and by the city itself' })
  contacts: ContactDto[];

  @ApiProperty({ description: 'ETag of the entry' })
  version: number;
}
