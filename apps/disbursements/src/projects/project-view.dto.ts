import type { Instrument, ProjectState } from '@abonde/contracts';
import { projectState } from '@abonde/contracts';
import type { Money } from '@abonde/money';
import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType } from '@nestjs/swagger';
import { dossierParts } from '../rules/checklist';
import { type AgreedTerm, agreedTerms } from './agreed-terms';
import { DossierDto } from './dossier.dto';
import { FiguresDto, ProvenanceDto } from './figures.dto';
import { type HistoryKind, historyKinds } from './project-history.entity';

export class SharesDto {
  @ApiProperty({ type: MoneyDto })
  total: Money;

  @ApiProperty({ type: MoneyDto })
  fund: Money;

  @ApiProperty({ type: MoneyDto })
  city: Money;

  @ApiProperty({ type: MoneyDto })
  partner: Money;

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Highest part the Fund may bear' })
  ceiling: Money | null;

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Lowest part the city bears' })
  cityMinimum: Money | null;

  @ApiProperty({ type: String, nullable: true, example: '80' })
  ceilingPercent: string | null;

  @ApiProperty({ type: String, nullable: true, example: '20' })
  cityMinimumPercent: string | null;
}

export class FundingDto {
  @ApiProperty({ enum: ['NONE', 'WAITING_FOR_FUNDS', 'PROPOSED', 'ALLOCATED'] })
  status: 'NONE' | 'WAITING_FOR_FUNDS' | 'PROPOSED' | 'ALLOCATED';

  @ApiProperty({ type: MoneyDto, nullable: true, description: 'What the envelopes could not give yet' })
  missing: Money | null;
}

export class HistoryLineDto {
  @ApiProperty({ enum: historyKinds })
  kind: HistoryKind;

  @ApiProperty({ enum: projectState.options, nullable: true })
  from: ProjectState | null;

  @ApiProperty({ enum: projectState.options, nullable: true })
  to: ProjectState | null;

  @ApiProperty()
  effectiveDate: string;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: Object })
  details: Record<string, unknown>;

  @ApiProperty()
  actor: string;

  @ApiProperty()
  recordedAt: Date;
}

export class ChecklistItemDto {
  @ApiProperty({ enum: dossierParts })
  part: string;

  @ApiProperty()
  met: boolean;

  @ApiProperty({ type: [String], description: 'What is missing in it, by name; the difference of a sum' })
  missing: string[];
}

export class OpenMoveDto {
  @ApiProperty()
  move: string;

  @ApiProperty({ enum: projectState.options })
  to: ProjectState;

  @ApiProperty({ type: [String], description: 'Roles that may make it' })
  roles: string[];

  @ApiProperty()
  needsReason: boolean;
}

export class PhaseLinkDto {
  @ApiProperty()
  code: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: projectState.options })
  state: ProjectState;
}

export class PhasesDto {
  @ApiProperty({ type: PhaseLinkDto, nullable: true })
  previous: PhaseLinkDto | null;

  @ApiProperty({ type: [PhaseLinkDto] })
  next: PhaseLinkDto[];
}

/** A project as a list shows it. */
export class ProjectDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  city: string;

  @ApiProperty()
  cityName: string;

  @ApiProperty()
  country: string;

  @ApiProperty()
  theme: string;

  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE'] })
  instrument: Instrument;

  @ApiProperty({ enum: projectState.options })
  state: ProjectState;

  @ApiProperty({ enum: projectState.options, nullable: true })
  suspendedFrom: ProjectState | null;

  @ApiProperty({ description: 'ETag of the dossier' })
  version: number;

  @ApiPropertyOptional({ type: SharesDto, nullable: true })
  shares: SharesDto | null;

  @ApiProperty({ type: MoneyDto })
  engaged: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  engagedEntries: string;

  @ApiProperty({ type: MoneyDto })
  attributed: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  attributedEntries: string;

  @ApiProperty({ type: FundingDto })
  funding: FundingDto;

  @ApiProperty({ type: String, nullable: true, description: 'SEED, PUBLIC_WEB, ILLUSTRATIVE' })
  basis: string | null;

  @ApiProperty({ type: [String], description: 'What keeps the dossier from being complete' })
  missing: string[];

  @ApiProperty({ type: [String], description: 'Donors its plan names' })
  donors: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Code of its programme' })
  programme: string | null;

  @ApiProperty({ description: 'Told for memory, moves no money' })
  historyOnly: boolean;

  @ApiProperty({ description: 'Changes the secretariat asked for and nobody answered yet' })
  openRequests: number;
}

export class AllocationViewDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ enum: ['PROPOSED', 'CONFIRMED', 'REJECTED'] })
  status: string;

  @ApiProperty()
  effectiveDate: string;

  @ApiProperty({ type: [Object] })
  lines: { agreement: string; amount: MoneyDto; reason: string; countsAs: string }[];
}

/** A project with its dossier, its money and its history. */
export class ProjectViewDto extends IntersectionType(
  ProjectDto,
  OmitType(DossierDto, ['basis', 'programme'] as const),
) {
  @ApiProperty({ type: FiguresDto })
  figures: FiguresDto;

  @ApiProperty({ type: [ProvenanceDto] })
  provenance: ProvenanceDto[];

  @ApiProperty({ type: [AllocationViewDto] })
  allocations: AllocationViewDto[];

  @ApiProperty({ type: [HistoryLineDto] })
  history: HistoryLineDto[];

  @ApiProperty({ type: [String], description: 'Moves its state allows' })
  moves: string[];

  @ApiProperty({ type: [OpenMoveDto], description: 'The same with who may make them, and what they ask' })
  openMoves: OpenMoveDto[];

  @ApiProperty({ type: [ChecklistItemDto] })
  checklist: ChecklistItemDto[];

  @ApiProperty({ type: PhasesDto, description: 'Earlier and later phases (volets) that are projects of their own' })
  relatedPhases: PhasesDto;

  @ApiProperty({ type: MoneyDto, nullable: true })
  finalCost: Money | null;

  @ApiProperty({ enum: agreedTerms, isArray: true, description: 'What changes by an amendment to the agreement only' })
  agreedTerms: readonly AgreedTerm[];
}
