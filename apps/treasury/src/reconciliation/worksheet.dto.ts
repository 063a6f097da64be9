import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { EntryDto, EntryMatchDto, SuggestionDto } from '../matching/entries.dto';
import { HoldDto } from '../matching/lines.dto';
import { UndoRefusedDto } from '../matching/matches.dto';

export class CountedSumDto {
  @ApiProperty() count: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
}

/** A statement as it is reconciled: opening + explained − closing = difference. */
export class WorksheetDto {
  @ApiProperty() id: string;
  @ApiProperty() number: string;
  @ApiProperty({ description: 'Code' }) account: string;
  @ApiProperty() accountName: string;
  @ApiProperty() currency: string;
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) opening: MoneyDto;
  @ApiProperty({ type: MoneyDto }) closing: MoneyDto;
  @ApiProperty({ type: CountedSumDto, description: 'Every entry between the two balances' }) lines: CountedSumDto;
  @ApiProperty({ type: CountedSumDto }) explained: CountedSumDto;
  @ApiProperty({ type: MoneyDto, description: 'Zero once every line is explained' }) difference: MoneyDto;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Entries of the difference, where their total is in the same currency',
  })
  differenceEntries: string | null;
  @ApiProperty({ type: [String], description: 'Months it touches that are closed for the account' })
  closedMonths: string[];
}

export class LineMatchDto extends EntryMatchDto {
  @ApiProperty() by: string;
  @ApiProperty() at: string;
  @ApiProperty() automatic: boolean;
  @ApiProperty({ type: String, nullable: true }) act: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What another service answered' }) note: string | null;
  @ApiProperty({ type: UndoRefusedDto, nullable: true, description: 'Why its undoing was refused, where it was' })
  undoRefused: UndoRefusedDto | null;
  @ApiProperty({ type: [String], description: 'Kinds of what explains it' }) kinds: string[];
}

/** The last match of a line that nothing explains any more. */
export class UndoneMatchDto {
  @ApiProperty() by: string;
  @ApiProperty() at: string;
  @ApiProperty() reason: string;
}

export class WorksheetLineDto extends EntryDto {
  @ApiProperty({ enum: ['SAFE', 'TO_REVIEW', 'NONE', 'HELD', 'MATCHED'] })
  standing: 'SAFE' | 'TO_REVIEW' | 'NONE' | 'HELD' | 'MATCHED';
  @ApiProperty({ type: SuggestionDto, nullable: true, description: 'The likeliest' }) proposal: SuggestionDto | null;
  @ApiProperty({ description: 'Papers kept with it' }) attachments: number;
  @ApiProperty({ type: HoldDto, nullable: true }) hold: HoldDto | null;
  @ApiProperty({ type: LineMatchDto, nullable: true }) declare match: LineMatchDto | null;
  @ApiProperty({ type: UndoneMatchDto, nullable: true, description: 'Where its last match was undone' })
  undone: UndoneMatchDto | null;
}

export class LinesQuery extends PageQuery {}
