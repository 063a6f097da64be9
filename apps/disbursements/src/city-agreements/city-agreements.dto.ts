import { MoneyDto, IsDay } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import type { Change } from '../projects/changes';
import { ChangeDto } from '../projects/changes.dto';
import { DossierDto, PeriodDto } from '../projects/dossier.dto';
import { type AgreementState, type AmendmentStatus, parties, type Party } from './agreement-amendment';

export class PrepareAgreementAmendmentDto extends PickType(DossierDto, ['financingPlan', 'budgetLines'] as const) {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason: string;

  @ApiPropertyOptional({ description: 'The object of the agreement: the dossier’s objectives from then on' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(20_000)
  scope?: string;

  @ApiPropertyOptional({ type: PeriodDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => PeriodDto)
  period?: PeriodDto;

  @ApiPropertyOptional({ type: MoneyDto, description: 'What stays attributed; more is voted by the Bureau' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  attributed?: MoneyDto;
}

export class SignatureDto {
  @ApiProperty({ enum: parties })
  @IsIn(parties)
  party: Party;

  @ApiProperty({ description: 'Name and function of whoever signed' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  signatory: string;

  @ApiProperty({ example: '2026-02-18' })
  @IsDay()
  signedOn: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Id of the signed copy in the dossier' })
  @IsOptional()
  @IsUUID()
  document: string | null = null;
}

export class SignDto extends SignatureDto {
  @ApiPropertyOptional({ default: 0, description: '0: the agreement itself; else the number of an amendment' })
  @IsOptional()
  @IsInt()
  @Min(0)
  number: number = 0;
}

export class PutInForceDto {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class AgreementAmendmentDto {
  @ApiProperty()
  number: number;

  @ApiProperty({ enum: ['PREPARED', 'IN_FORCE', 'WITHDRAWN'] })
  status: AmendmentStatus;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: [ChangeDto] })
  changes: Change[];

  @ApiProperty({ type: [SignatureDto] })
  signatures: SignatureDto[];

  @ApiProperty()
  preparedBy: string;

  @ApiProperty()
  preparedOn: string;

  @ApiProperty({ type: String, nullable: true })
  inForceOn: string | null;
}

export class CityAgreementDto {
  @ApiProperty()
  project: string;

  @ApiProperty({ enum: ['NONE', 'TO_SIGN', 'SIGNED', 'SUSPENDED', 'CANCELLED', 'CLOSED'] })
  state: AgreementState;

  @ApiProperty({ type: String, nullable: true })
  signedOn: string | null;

  @ApiProperty({ type: [SignatureDto] })
  signatures: SignatureDto[];

  @ApiProperty({ type: [AgreementAmendmentDto] })
  amendments: AgreementAmendmentDto[];
}
