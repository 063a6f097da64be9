import type { Day } from '@abonde/calendar';
import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { BankDetailDto, PreviewEntryDto } from '../statements/statements.dto';
import type { Reason } from './suggestions';
import { type TargetKind, targetKinds } from './target';

export class EntriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['unmatched', 'matched', 'all'], default: 'all' })
  @IsOptional()
  @IsIn(['unmatched', 'matched', 'all'])
  status: 'unmatched' | 'matched' | 'all' = 'all';

  @ApiPropertyOptional({ description: 'Id or code' })
  @IsOptional()
  @IsString()
  account?: string;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsDay()
  from?: Day;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsDay()
  to?: Day;
}

export class EntryMatchDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['SENT', 'CONFIRMED', 'UNAPPLIED', 'UNDO_REQUESTED', 'UNDONE'] }) status: string;
}

export class EntryDetailDto extends OmitType(BankDetailDto, ['amount', 'currency']) {
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Signed' }) amount: MoneyDto | null;
}

/** Like an entry of a preview, with its amounts as money and what became of it. */
export class EntryDto extends OmitType(PreviewEntryDto, ['amount', 'details']) {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() statement: string;
  @ApiProperty({ type: MoneyDto, description: 'Signed: what the account gained' }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Value in the books, signed' }) eur: MoneyDto;
  @ApiProperty({ type: [EntryDetailDto] }) details: EntryDetailDto[];
  @ApiProperty({ enum: ['UNMATCHED', 'MATCHED'] }) status: 'UNMATCHED' | 'MATCHED';
  @ApiProperty({ type: EntryMatchDto, nullable: true }) match: EntryMatchDto | null;
}

export class SuggestedTargetDto {
  @ApiProperty({ enum: targetKinds }) kind: TargetKind;
  @ApiProperty() id: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ description: 'What a person recognises it by' }) label: string;
  @ApiProperty({ type: String, nullable: true }) dueOn: string | null;
}

/** Another line that pays the targets together with the one asked about. */
export class SuggestedEntryDto {
  @ApiProperty() id: string;
  @ApiProperty() bookingDate: string;
  @ApiProperty({ type: MoneyDto, description: 'Signed' }) amount: MoneyDto;
  @ApiProperty({ description: 'What a person recognises it by' }) label: string;
}

export class SuggestionDto {
  @ApiProperty({ minimum: 0, maximum: 100 }) score: number;
  @ApiProperty({ type: [String] }) reasons: Reason[];
  @ApiProperty({ type: [SuggestedTargetDto] }) targets: SuggestedTargetDto[];
  @ApiPropertyOptional({
    type: [SuggestedEntryDto],
    description: 'Lines to be matched with this one, by `/matches/joint`',
  })
  entries?: SuggestedEntryDto[];
  @ApiPropertyOptional({ type: MoneyDto }) charges?: MoneyDto;
  @ApiPropertyOptional({ description: 'Rule that proposes it' }) rule?: string;
}
