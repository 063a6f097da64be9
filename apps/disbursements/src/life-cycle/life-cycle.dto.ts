import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Section, sections } from '../comments/comment';

export class MoveDto {
  @ApiPropertyOptional({ example: '2026-02-20', description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;

  @ApiPropertyOptional({ description: 'Needed to ask for changes, suspend or cancel' })
  @IsOptional()
  @IsString()
  reason?: string;
}

export class RequestedChangeDto {
  @ApiProperty({ enum: sections })
  @IsIn(sections)
  section: Section;

  @ApiProperty({ maxLength: 4000 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  text: string;
}

export class RequestChangesDto extends MoveDto {
  @ApiPropertyOptional({
    type: [RequestedChangeDto],
    description: 'One by one; each is answered before the dossier comes back',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => RequestedChangeDto)
  changes: RequestedChangeDto[] = [];
}

export class AppraiseDto extends MoveDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  note?: string;

  @ApiPropertyOptional({
    oneOf: [{ type: 'boolean' }, { type: 'string' }],
    description: 'true: the person has one and lets another appraise; otherwise the declaration, in words',
  })
  @ValidateIf((_, declared) => declared !== undefined && typeof declared !== 'boolean')
  @IsString()
  conflictOfInterest?: boolean | string;
}

export class SignAgreementDto extends MoveDto {
  @ApiPropertyOptional({
    type: MoneyDto,
    description: 'Where no vote attributes: what the signature does; default: the Fund’s part',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  attributed?: MoneyDto;
}

export class CloseDto extends MoveDto {
  @ApiProperty({ type: MoneyDto, description: 'Real cost, audited' })
  @ValidateNested()
  @IsNotEmpty()
  @Type(() => MoneyDto)
  finalCost: MoneyDto;

  @ApiPropertyOptional({ type: MoneyDto, description: 'The part of it that counts; default: all of it' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  eligibleCost?: MoneyDto;

  @ApiPropertyOptional({ description: 'When an overpayment is due; default: 60 days later' })
  @IsOptional()
  @IsDay()
  recoveryDueOn?: string;
}
