import type { CloudEvent } from '@abonde/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import type { Sentence } from './sentence';

export class EventQuery {
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'id of the oldest event already read' })
  @IsOptional()
  @Matches(/^\d{1,9}-\d{1,15}$/)
  before?: string;

  @ApiPropertyOptional({ description: 'topics or contexts, separated by commas' })
  @IsOptional()
  @IsString()
  topics?: string;
}

export interface RecentEvent {
  id: string;
  time: string;
  topic: string;
  type: string;
  subject: string;
  instrument: string | null;
  transfer: string | null;
  sentence: Sentence;
  /** Names of the codes in the sentence. */
  names: Record<string, string>;
  /** Entries of the transaction, where the event is one. */
  entries: string | null;
  event: CloudEvent;
}
export interface EventPage {
  items: RecentEvent[];
  nextCursor: string | null;
}

export class SentenceDto {
  @ApiProperty({ example: 'contributions.receipt-recorded' }) key: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) params: Record<string, unknown>;
}

export class RecentEventDto {
  @ApiProperty({ example: '1-1204' }) id: string;
  @ApiProperty() time: string;
  @ApiProperty() topic: string;
  @ApiProperty() type: string;
  @ApiProperty() subject: string;
  @ApiProperty({ type: String, nullable: true }) instrument: string | null;
  @ApiProperty({ type: String, nullable: true }) transfer: string | null;
  @ApiProperty({ type: SentenceDto }) sentence: SentenceDto;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) names: Record<string, string>;
  @ApiProperty({ type: String, nullable: true }) entries: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) event: Record<string, unknown>;
}

export class EventPageDto {
  @ApiProperty({ type: [RecentEventDto] }) items: RecentEventDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
