import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { FigureDto } from '../fund/availability.dto';
import { ContactDto } from './aid.dto';
import { type DocumentKind, documentKinds } from './case-document.entity';
import { type Disaster, disasterKinds } from './disaster';
import { type SignerRole, signerRoles } from './proposal';
import { DecisionDto, ProposalDto, SignatureDto } from './proposal-answers.dto';

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

  @ApiProperty({ enum: disasterKinds })
  kind: Disaster;

  @ApiProperty()
  occurredOn: string;

  @ApiProperty({ type: String, nullable: true })
  glide: string | null;

  @ApiProperty()
  needs: string;

  @ApiProperty({ enum: ['OPENED', 'PROPOSED', 'SIGNED', 'DECIDED', 'PAID', 'REPORTED', 'CLOSED'] })
  stage: 'OPENED' | 'PROPOSED' | 'SIGNED' | 'DECIDED' | 'PAID' | 'REPORTED' | 'CLOSED';

  @ApiProperty({ type: String, nullable: true, description: 'Day on which both proposals were called for' })
  calledOn: string | null;

  @ApiProperty({ type: String, nullable: true })
  reportDueOn: string | null;

  @ApiProperty({ type: ClockDto })
  clock: ClockDto;

  @ApiProperty({ type: [ProposalDto] })
  proposals: ProposalDto[];
}

export class CaseDocumentDto {
  @ApiProperty()
  document: string;

  @ApiProperty({ enum: documentKinds })
  kind: DocumentKind;

  @ApiProperty()
  name: string;

  @ApiProperty()
  contentType: string;

  @ApiProperty({ description: 'Bytes' })
  size: number;

  @ApiProperty()
  by: string;

  @ApiProperty()
  on: string;

  @ApiProperty({ description: 'Where its content is' })
  content: string;
}

export class ProposalVersionDto {
  @ApiProperty()
  proposal: string;

  @ApiProperty()
  version: number;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;

  @ApiProperty()
  purpose: string;

  @ApiProperty()
  beneficiary: string;

  @ApiProperty()
  by: string;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;

  @ApiProperty({ type: [SignatureDto], description: 'Void once another version was proposed' })
  signatures: SignatureDto[];

  @ApiProperty({ type: DecisionDto, nullable: true })
  decision: DecisionDto | null;
}

export class AppealDto {
  @ApiProperty()
  text: string;

  @ApiProperty({ type: MoneyDto, nullable: true })
  target: MoneyDto | null;

  @ApiProperty()
  openedOn: string;

  @ApiProperty({ type: String, nullable: true })
  closedOn: string | null;
}

export class CaseReportDto {
  @ApiProperty()
  document: string;

  @ApiProperty()
  on: string;

  @ApiProperty({ type: MoneyDto })
  spent: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Expected back from the city' })
  unspent: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Come back so far' })
  returned: MoneyDto;
}

/** A case with all that belongs to it. */
export class CaseSheetDto extends CaseDto {
  @ApiProperty({ type: String, nullable: true })
  openedBy: string | null;

  @ApiProperty({ type: [ContactDto] })
  contacts: ContactDto[];

  @ApiProperty({ type: [CaseDocumentDto] })
  documents: CaseDocumentDto[];

  @ApiProperty({ type: [ProposalVersionDto], description: 'Latest first' })
  versions: ProposalVersionDto[];

  @ApiProperty({ type: AppealDto, nullable: true })
  appeal: AppealDto | null;

  @ApiProperty({ type: FigureDto, description: 'Donations that came for this case, granted since or not' })
  raised: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Of them, what is not yet granted' })
  donations: FigureDto;

  @ApiProperty({ type: FigureDto })
  paid: FigureDto;

  @ApiProperty({ type: CaseReportDto, nullable: true })
  report: CaseReportDto | null;

  @ApiProperty({ type: String, nullable: true })
  closingNote: string | null;
}

/** What the Presidency reads to decide, on one sheet. */
export class ProposalSheetDto extends ProposalDto {
  @ApiProperty({ type: CaseSheetDto })
  about: CaseSheetDto;

  @ApiProperty({ type: FigureDto, description: 'For this case, now' })
  available: FigureDto;

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Once granted as proposed; null when it cannot be' })
  availableAfter: MoneyDto | null;

  @ApiProperty({ description: 'Whether the reader may take the decision, in person or by delegation' })
  mayDecide: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who is away, where the reader would decide by delegation',
  })
  decidesFor: string | null;

  @ApiProperty({ enum: signerRoles, isArray: true, description: 'Signatures that the reader may give' })
  maySignAs: SignerRole[];

  @ApiProperty({ type: [String], description: 'Roles that were told of the decision' })
  told: string[];
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
