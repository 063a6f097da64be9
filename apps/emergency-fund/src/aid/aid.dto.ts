import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { codePattern } from '../placements/placements.dto';
import {
  type Outcome,
  outcomes,
  type PaymentState,
  type ProposalState,
  type SignerRole,
  signerRoles,
} from './proposal';

class DatedDto {
  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsISO8601({ strict: true })
  effectiveDate?: string;
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

  @ApiProperty({ example: 'TROPICAL_CYCLONE' })
  @Matches(/^[A-Z][A-Z_]{1,63}$/)
  kind: string;

  @ApiProperty()
  @IsISO8601({ strict: true })
  occurredOn: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'TC-2026-000011-MDG' })
  @IsOptional()
  @Matches(/^[A-Z]{2}-\d{4}-\d{6}(-[A-Z]{3})?$/)
  glide?: string | null;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  needs: string;
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

export class EffectiveDto extends DatedDto {}

export class SignatureDto {
  @ApiProperty({ enum: signerRoles })
  role: SignerRole;

  @ApiProperty()
  version: number;

  @ApiProperty()
  by: string;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;
}

export class SourceDto {
  @ApiProperty()
  account: string;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;
}

export class DecisionDto {
  @ApiProperty({ enum: [...outcomes, 'CANCELLED'] })
  outcome: ProposalState;

  @ApiProperty({ type: MoneyDto, nullable: true })
  amount: MoneyDto | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;

  @ApiProperty({ type: [SourceDto] })
  sources: SourceDto[];
}

export class AidPaymentDto {
  @ApiProperty()
  paymentRequest: string;

  @ApiProperty()
  state: PaymentState;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;

  @ApiProperty()
  requestedOn: string;

  @ApiProperty({ type: String, nullable: true })
  settledOn: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

export class ProposalDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  case: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;

  @ApiProperty()
  purpose: string;

  @ApiProperty()
  beneficiary: string;

  @ApiProperty()
  state: ProposalState;

  @ApiProperty()
  proposedOn: string;

  @ApiProperty({ type: [SignatureDto], description: 'Of the present version' })
  signatures: SignatureDto[];

  @ApiProperty({ enum: signerRoles, isArray: true })
  missingSignatures: SignerRole[];

  @ApiProperty({ type: DecisionDto, nullable: true })
  decision: DecisionDto | null;

  @ApiProperty({ type: [AidPaymentDto] })
  payments: AidPaymentDto[];
}

export class MomentDto {
  @ApiProperty({ description: 'Day it counts for' })
  on: string;

  @ApiProperty({ type: String, nullable: true, description: 'Instant it was recorded' })
  at: string | null;
}

export class ClockDto {
  @ApiProperty({ type: MomentDto })
  opened: MomentDto;

  @ApiProperty({ type: MomentDto, nullable: true })
  proposed: MomentDto | null;

  @ApiProperty({ type: MomentDto, nullable: true })
  signed: MomentDto | null;

  @ApiProperty({ type: MomentDto, nullable: true })
  decided: MomentDto | null;

  @ApiProperty({ type: MomentDto, nullable: true })
  paid: MomentDto | null;

  @ApiProperty({ type: MomentDto, nullable: true })
  reported: MomentDto | null;

  @ApiProperty({ type: MomentDto, nullable: true })
  closed: MomentDto | null;
}

export class CaseDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  city: string;

  @ApiProperty({ type: String, nullable: true })
  cityCode: string | null;

  @ApiProperty()
  country: string;

  @ApiProperty()
  kind: string;

  @ApiProperty()
  occurredOn: string;

  @ApiProperty({ type: String, nullable: true })
  glide: string | null;

  @ApiProperty()
  needs: string;

  @ApiProperty({ enum: ['OPENED', 'PROPOSED', 'SIGNED', 'DECIDED', 'PAID', 'REPORTED', 'CLOSED'] })
  stage: string;

  @ApiProperty({ type: String, nullable: true })
  reportDueOn: string | null;

  @ApiProperty({ type: ClockDto })
  clock: ClockDto;

  @ApiProperty({ type: [ProposalDto] })
  proposals: ProposalDto[];
}

export class LineageLineDto {
  @ApiProperty()
  account: string;

  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ type: String, nullable: true })
  disposition: string | null;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;
}

export class LineageDto {
  @ApiProperty()
  case: string;

  @ApiProperty({ type: MoneyDto, description: 'Decided for the case, less what came back' })
  total: MoneyDto;

  @ApiProperty({ type: [LineageLineDto] })
  lines: LineageLineDto[];
}
