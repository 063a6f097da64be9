import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type TargetKind, targetKinds } from './target';

export class TargetDto {
  @ApiProperty({ enum: targetKinds })
  @IsIn(targetKinds)
  kind: TargetKind;

  @ApiProperty({
    description:
      'Instalment, order, recovery, entry or match id; code of an agreement, donor, placement or account; CHARGE, EXCHANGE or OTHER',
  })
  @IsString()
  @IsNotEmpty()
  id: string;

  @ApiPropertyOptional({ type: MoneyDto, description: "In the target's own currency; default: the whole entry" })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;
}

export class InterestPeriodDto {
  @ApiProperty()
  @IsDay()
  from: string;

  @ApiProperty()
  @IsDay()
  to: string;
}

export class MatchRequestDto {
  @ApiProperty()
  @IsUUID()
  entryId: string;

  @ApiProperty({ type: [TargetDto] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => TargetDto)
  targets: TargetDto[];

  @ApiPropertyOptional({ type: MoneyDto, description: 'Taken by the banks on the way of a receipt' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  charges?: MoneyDto;

  @ApiPropertyOptional({ type: MoneyDto, description: 'Positive: a loss' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  exchangeDifference?: MoneyDto;

  @ApiPropertyOptional({
    type: InterestPeriodDto,
    description: 'Days that a credit of interest pays for; derived when absent',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => InterestPeriodDto)
  period?: InterestPeriodDto;

  @ApiPropertyOptional({ type: MoneyDto, description: 'Withheld from a credit of interest' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MoneyDto)
  tax?: MoneyDto;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;

  @ApiPropertyOptional({ description: 'Rule that proposed it' })
  @IsOptional()
  @IsUUID()
  rule?: string;
}

export class UndoDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class AutoMatchRequestDto {
  @ApiPropertyOptional({ description: 'Id or code; default: every account' })
  @IsOptional()
  @IsString()
  account?: string;
}

export class MatchesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['SENT', 'CONFIRMED', 'UNAPPLIED', 'UNDO_REQUESTED', 'UNDONE'] })
  @IsOptional()
  @IsString()
  status?: string;

  @ApiPropertyOptional({ description: 'Only of entries of that statement' })
  @IsOptional()
  @IsUUID()
  statement?: string;

  @ApiPropertyOptional({ description: 'Code' })
  @IsOptional()
  @IsString()
  account?: string;
}

export class KeptTargetDto {
  @ApiProperty() kind: string;
  @ApiProperty() id: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
}

export class UndoRefusedDto {
  @ApiProperty({ description: 'What stands in the way, as a code: MONEY_ALLOCATED, MONEY_USED, ASKED_AGAIN…' })
  obstacle: string;
  @ApiProperty({ description: 'Code of the agreement, project, tranche or case it is about' }) subject: string;
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'What is missing for it' }) missing: MoneyDto | null;
}

export class MatchDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['SENT', 'CONFIRMED', 'UNAPPLIED', 'UNDO_REQUESTED', 'UNDONE'] }) status: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() entryId: string;
  @ApiProperty({ type: [KeptTargetDto] }) targets: KeptTargetDto[];
  @ApiProperty() automatic: boolean;
  @ApiProperty({ type: MoneyDto, nullable: true }) charges: MoneyDto | null;
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Positive: a loss' }) exchangeDifference: MoneyDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'What another service answered' }) note: string | null;
  @ApiProperty({ type: UndoRefusedDto, nullable: true, description: 'Why its undoing was refused, where it was' })
  undoRefused: UndoRefusedDto | null;
  @ApiProperty() matchedBy: string;
  @ApiProperty() matchedByName: string;
  @ApiProperty() matchedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Matches of one act are undone together' }) act:
    string | null;
}

export class UndoneDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['UNDO_REQUESTED', 'UNDONE'] }) status: string;
}

export class AutoMatchDto {
  @ApiProperty() matched: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, description: 'How many of each kind' })
  kinds: Record<string, number>;
  @ApiProperty({ type: [String], description: 'Ids of the matches, the first thousand' }) matches: string[];
  @ApiProperty({ type: [String], description: 'Entries that would pay an order a second time: they stay in suspense' })
  secondDebits: string[];
}

/** Several entries explained by several targets, or many entries each by its own, in one act. */
export class JointMatchDto extends OmitType(MatchRequestDto, ['entryId', 'period', 'tax']) {
  @ApiProperty({ type: [String], description: 'Of one account’s currency and direction' })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  entryIds: string[];
}

export class BatchMatchDto {
  @ApiProperty({
    type: [MatchRequestDto],
    description: 'Each stands alone: what is refused doesn’t hold the others back',
  })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => MatchRequestDto)
  matches: MatchRequestDto[];
}

export class RefusedMatchDto {
  @ApiProperty() entryId: string;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty() detail: string;
}

export class ActDto {
  @ApiProperty({ description: 'Undone as a whole under this number' }) act: string;
  @ApiProperty({ type: [MatchDto] }) matches: MatchDto[];
  @ApiProperty({ type: [RefusedMatchDto] }) refused: RefusedMatchDto[];
}

export class UndoneActDto {
  @ApiProperty() act: string;
  @ApiProperty({ type: [UndoneDto] }) matches: UndoneDto[];
}
