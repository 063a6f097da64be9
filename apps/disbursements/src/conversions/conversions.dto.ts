import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';

export class ConvertTrancheDto {
  @ApiProperty({
    type: MoneyDto,
    description: 'What the city’s bank gave for the whole tranche, in the local currency',
  })
  @ValidateNested()
  @IsNotEmpty()
  @Type(() => MoneyDto)
  local: MoneyDto;

  @ApiProperty({ example: '2024-03-18', description: 'Day on which the bank gave it' })
  @IsDay()
  on: string;

  @ApiProperty({ description: 'The bank’s advice, in words' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  source: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Id of the document that shows it' })
  @IsOptional()
  @IsUUID()
  document: string | null = null;
}

export class ConversionDto extends ConvertTrancheDto {
  @ApiProperty({ description: 'Units of the local currency for one euro, to ten decimals', example: '4350.5' })
  localPerEuro: string;
}
