import { instrument, type Instrument } from '@abonde/contracts';
import { codePattern, IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { type Nature, natures } from './in-kind';
import { type InKindState, inKindStates } from './in-kind.entity';

export class PrepareInKindDto {
  @ApiProperty() @IsString() donor: string;
  @ApiPropertyOptional({ description: 'Agreement it is part of, where there is one' })
  @IsOptional()
  @IsString()
  agreement?: string;
  @ApiPropertyOptional({ enum: instrument.options, default: 'COOPERATION' })
  @IsOptional()
  @IsIn(instrument.options)
  instrument: Instrument = 'COOPERATION';
  @ApiPropertyOptional() @IsOptional() @Matches(codePattern) project?: string;
  @ApiProperty({ enum: natures }) @IsIn(natures) nature: Nature;
  @ApiProperty() @IsString() @Length(1, 500) description: string;
  @ApiProperty({ description: 'How the value was found' }) @IsString() @Length(1, 500) valuation: string;
  @ApiProperty({ type: MoneyDto, description: 'In EUR' }) @ValidateNested() @Type(() => MoneyDto) value: MoneyDto;
  @ApiPropertyOptional({ description: 'Day it was received' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
  @ApiPropertyOptional({ description: 'Proof of the value, uploaded before' })
  @IsOptional()
  @IsUUID()
  document?: string;
}

export class ReverseInKindDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
}

export class InKindQuery extends PageQuery {
  @ApiPropertyOptional({ enum: inKindStates }) @IsOptional() @IsIn(inKindStates) state?: InKindState;
  @ApiPropertyOptional() @IsOptional() @IsString() donor?: string;
}

export class InKindDto {
  @ApiProperty() id: string;
  @ApiProperty() donor: string;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ enum: instrument.options }) instrument: Instrument;
  @ApiProperty({ type: String, nullable: true }) project: string | null;
  @ApiProperty({ enum: natures }) nature: Nature;
  @ApiProperty() description: string;
  @ApiProperty() valuation: string;
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty() receivedOn: string;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ enum: inKindStates }) state: InKindState;
  @ApiProperty() preparedBy: string;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) reversedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Lists the entries behind the value' })
  entries: string | null;
}
