import type { Money } from '@abonde/money';
import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import type { Outcome } from './ballot';
import { outcomes } from './bureau.dto';

export class AgendaItemDto {
  @ApiProperty()
  project: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  city: string;

  @ApiProperty()
  cityName: string;

  @ApiProperty()
  state: string;

  @ApiProperty({ description: 'A project already running, voted again' })
  followUp: boolean;

  @ApiProperty({ type: MoneyDto })
  fundShare: Money;

  @ApiProperty({ type: MoneyDto, description: 'By other sessions' })
  engagedSoFar: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  engagedSoFarEntries: string;

  @ApiProperty({ type: MoneyDto, description: 'By other sessions' })
  attributedSoFar: Money;

  @ApiProperty({ description: 'Link to the entries that add up to it' })
  attributedSoFarEntries: string;

  @ApiProperty({ type: MoneyDto, nullable: true })
  proposedEngaged: Money | null;

  @ApiProperty({ type: MoneyDto, nullable: true })
  proposedAttributed: Money | null;

  @ApiProperty({ type: String, nullable: true })
  recommendation: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The city whose member leaves the vote to the others' })
  recused: string | null;

  @ApiProperty({ enum: outcomes, nullable: true })
  outcome: Outcome | null;

  @ApiProperty({ type: MoneyDto, nullable: true })
  engaged: Money | null;

  @ApiProperty({ type: String, nullable: true, description: 'Link to its entries, once the session is closed' })
  engagedEntries: string | null;

  @ApiProperty({ type: MoneyDto, nullable: true })
  attributed: Money | null;

  @ApiProperty({ type: String, nullable: true, description: 'Link to its entries, once the session is closed' })
  attributedEntries: string | null;

  @ApiProperty({ type: Number, nullable: true })
  for: number | null;

  @ApiProperty({ type: Number, nullable: true })
  against: number | null;

  @ApiProperty({ type: Number, nullable: true })
  abstentions: number | null;

  @ApiProperty({ type: [String] })
  voters: string[];

  @ApiProperty({ type: String, nullable: true, description: 'Who recorded the vote' })
  recordedBy: string | null;
}

export class EnvelopeDto {
  @ApiProperty()
  agreement: string;

  @ApiProperty({ type: String, nullable: true })
  donorName: string | null;

  @ApiProperty({ type: MoneyDto })
  free: Money;

  @ApiProperty({ type: String, nullable: true })
  entries: string | null;
}

export class SessionDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  date: string;

  @ApiProperty()
  place: string;

  @ApiProperty({ enum: ['OPEN', 'CLOSED'] })
  status: 'OPEN' | 'CLOSED';

  @ApiProperty({ type: [String], description: 'Cities whose members sat' })
  attendance: string[];

  @ApiProperty({ type: Number, nullable: true })
  present: number | null;

  @ApiProperty({ type: Number, nullable: true })
  quorum: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'SEED, PUBLIC_WEB, ILLUSTRATIVE' })
  basis: string | null;

  @ApiProperty({ type: String, nullable: true })
  closedBy: string | null;

  @ApiProperty({ type: Date, nullable: true })
  closedAt: Date | null;

  @ApiProperty({ type: MoneyDto, description: 'Voted so far at this session' })
  engaged: Money;

  @ApiProperty({ type: String, nullable: true, description: 'Link to the entries of its votes, once it is closed' })
  engagedEntries: string | null;

  @ApiProperty({ type: MoneyDto, description: 'Voted so far at this session' })
  attributed: Money;

  @ApiProperty({ type: String, nullable: true, description: 'Link to the entries of its votes, once it is closed' })
  attributedEntries: string | null;

  @ApiProperty({ type: [AgendaItemDto] })
  agenda: AgendaItemDto[];
}

export class FreeAfterDto {
  @ApiProperty({ type: MoneyDto, description: 'Voted so far' })
  voted: Money;

  @ApiProperty({ type: MoneyDto, description: 'Proposed and not voted yet' })
  proposed: Money;

  @ApiProperty({
    type: MoneyDto,
    description: 'What the envelopes keep free once both are attributed; below zero: what is missing',
  })
  left: Money;
}

/** A session with what the Bureau can vote against. */
export class SessionViewDto extends SessionDto {
  @ApiProperty({ type: MoneyDto, description: 'Free in the envelopes, cooperation fund only' })
  free: Money;

  @ApiProperty({ type: String, nullable: true })
  freeEntries: string | null;

  @ApiProperty({ type: FreeAfterDto })
  running: FreeAfterDto;

  @ApiProperty({ type: [EnvelopeDto] })
  envelopes: EnvelopeDto[];
}
