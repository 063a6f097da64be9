import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

export class RegisterCityDto {
  @ApiPropertyOptional({ example: 'SIEM-REAP' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
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
}

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

  @ApiProperty()
  bureauMember: boolean;
}
