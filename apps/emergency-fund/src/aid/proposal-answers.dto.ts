import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { FigureDto, TracedDto } from '../fund/availability.dto';
import {
  failures,
  type Outcome,
  outcomes,
  type PaymentFailure,
  type PaymentState,
  paymentStates,
  type ProposalState,
  proposalStates,
  type SignerRole,
  signerRoles,
} from './proposal';

export class SignatureDto {
  @ApiProperty({ enum: signerRoles })
  role: SignerRole;

  @ApiProperty()
  version: number;

  @ApiProperty()
  by: string;

  @ApiProperty({ type: String, nullable: true, description: 'Who was away, where it was signed by delegation' })
  onBehalfOf: string | null;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;
}

export class SourceDto {
  @ApiProperty()
  account: string;

  @ApiProperty({ type: FigureDto })
  amount: FigureDto;
}

export class LetterLinksDto {
  @ApiProperty()
  fr: string;

  @ApiProperty()
  en: string;
}

export class DecisionDto {
  @ApiProperty({ example: 'FU-2026-003' })
  number: string;

  @ApiProperty({ enum: [...outcomes, 'CANCELLED'] })
  outcome: Outcome | 'CANCELLED';

  @ApiProperty({ type: MoneyDto, nullable: true })
  amount: MoneyDto | null;

  @ApiProperty({ description: 'Less than what was proposed' })
  inPart: boolean;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty()
  by: string;

  @ApiProperty({ type: String, nullable: true, description: 'Who was away, where it was taken by delegation' })
  onBehalfOf: string | null;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;

  @ApiProperty({ type: [SourceDto] })
  sources: SourceDto[];

  @ApiProperty({ type: LetterLinksDto, nullable: true, description: 'Of an award or a refusal, PDF' })
  letters: LetterLinksDto | null;
}

/** A part of an aid that its source has again, or will have once the aid is given up. */
export class GivenBackDto {
  @ApiProperty()
  account: string;

  @ApiProperty({ type: TracedDto, description: 'With its entries once it came back' })
  amount: TracedDto;
}

/** Why a granted aid has not reached its city, and where its money is. */
export class FailedPaymentDto {
  @ApiProperty({ enum: failures })
  state: PaymentFailure;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ description: 'Still put aside for the case; else the bank returned it and it is where it came from' })
  committed: boolean;

  @ApiProperty({ type: [GivenBackDto], description: 'Where it goes once given up, or went when it was returned' })
  back: GivenBackDto[];
}

export class AidPaymentDto {
  @ApiProperty()
  paymentRequest: string;

  @ApiProperty({ enum: paymentStates })
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

  @ApiProperty({ enum: proposalStates })
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

  @ApiProperty({
    type: FailedPaymentDto,
    nullable: true,
    description: 'While a granted aid waits to be paid again or given up',
  })
  failed: FailedPaymentDto | null;
}
