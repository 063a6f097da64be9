import { codePattern, IsDay, ListOf, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { type EarmarkLevel, earmarkLevels } from '../agreements/agreement';
import { allocationActs } from './allocation-act.entity';
import { type Rule, rules } from './obstacle';
import { type Cap, caps } from './plan';
import { type AllocationStatus, allocationStatuses } from './allocation.entity';

export class AllocationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: allocationStatuses }) @IsOptional() @IsIn(allocationStatuses) status?: AllocationStatus;
  @ApiPropertyOptional() @IsOptional() @IsString() project?: string;
}

export class ProposeDto {
  @ApiProperty() @Matches(codePattern) project: string;
}

export class SplitLineDto {
  @ApiProperty() @Matches(codePattern) agreement: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
}

export class AdjustDto {
  @ApiProperty({ type: [SplitLineDto] })
  @ArrayMinSize(1)
  @ListOf(SplitLineDto)
  lines: SplitLineDto[];
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 500) reason?: string;
}

export class ConfirmDto {
  @ApiPropertyOptional({ description: 'Default: the later of the session and of the day the money was in hand' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class RejectDto {
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
}

export class ReleaseDto extends RejectDto {
  @ApiProperty() @Matches(codePattern) project: string;
  @ApiProperty() @Matches(codePattern) agreement: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
}

export class ReasonDto {
  @ApiProperty() code: string;
  @ApiProperty({ type: Object }) params: Record<string, string>;
  @ApiProperty() fr: string;
  @ApiProperty() en: string;
}

export class AllocationLineDto {
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ enum: ['FUND', 'CITY'] }) countsAs: 'FUND' | 'CITY';
  @ApiProperty({ type: ReasonDto }) reason: ReasonDto;
  @ApiProperty({ type: String, nullable: true, description: 'Lists the entries; null when no money is held' })
  entries: string | null;
}

export class AllocationActDto {
  @ApiProperty({ enum: allocationActs }) act: (typeof allocationActs)[number];
  @ApiProperty() actor: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() onDay: string;
  @ApiProperty({ type: [SplitLineDto] }) lines: SplitLineDto[];
  @ApiProperty({ type: MoneyDto }) missing: MoneyDto;
}

export class AllocationDto {
  @ApiProperty() id: string;
  @ApiProperty() project: string;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
  @ApiProperty({ type: String, nullable: true }) session: string | null;
  @ApiProperty({ enum: allocationStatuses }) status: AllocationStatus;
  @ApiProperty({ type: [AllocationLineDto] }) lines: AllocationLineDto[];
  @ApiProperty({ type: MoneyDto }) total: MoneyDto;
  @ApiProperty({ type: MoneyDto }) missing: MoneyDto;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ type: String, nullable: true }) adjustedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) rejectionReason: string | null;
  @ApiProperty({ type: String, nullable: true }) city: string | null;
  @ApiProperty({ type: String, nullable: true }) country: string | null;
  @ApiProperty({ type: MoneyDto, description: 'To the project, over all sessions' }) attributed: MoneyDto;
  @ApiProperty() attributedEntries: string;
  @ApiProperty({ type: [String], description: 'Who asked for it or changed it: none of them confirms it' })
  makers: string[];
  @ApiProperty() version: number;
}

export class AllocationDetailDto extends AllocationDto {
  @ApiProperty({ type: [AllocationActDto], description: 'Oldest first' }) acts: AllocationActDto[];
}

export class OptionDto {
  @ApiProperty() agreement: string;
  @ApiProperty() donor: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ description: 'Last day of its eligibility window' }) until: string;
  @ApiProperty({ enum: earmarkLevels }) earmark: EarmarkLevel;
  @ApiProperty({ enum: ['FUND', 'CITY'] }) countsAs: 'FUND' | 'CITY';
  @ApiProperty({ type: MoneyDto, description: 'What the allocation holds of it counts as free' }) free: MoneyDto;
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Under its own narrowest cap; null without one' })
  room: MoneyDto | null;
  @ApiProperty({ enum: caps, nullable: true, description: 'The cap that leaves the room' }) cap: Cap | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the rule that excludes it; null when it may give',
  })
  excluded: string | null;
  @ApiProperty({ description: 'Lists the entries of its envelope' }) entries: string;
}

export class OptionsDto {
  @ApiProperty({ type: MoneyDto, description: 'Attributed and given by nothing else' }) missing: MoneyDto;
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'What the Fund may still bear; null without ceiling' })
  fundRoom: MoneyDto | null;
  @ApiProperty({ type: [OptionDto], description: 'In the order in which money is used' }) options: OptionDto[];
}

/** Free money that does not serve a project that waits. */
export class WithheldDto {
  @ApiProperty() agreement: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ enum: rules, description: 'What keeps it away' }) rule: Rule;
  @ApiProperty({ type: MoneyDto, description: 'What the rule keeps away of what is free in the envelope' })
  amount: MoneyDto;
  @ApiProperty({ description: 'Lists the entries of its envelope' }) entries: string;
}

export class WithheldListDto {
  @ApiProperty({ type: [WithheldDto] }) items: WithheldDto[];
}

export class ReleasesQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() project?: string;
}

export class GivenDto {
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto, description: 'Confirmed, net of releases' }) amount: MoneyDto;
  @ApiProperty() entries: string;
}

export class FundingDto {
  @ApiProperty() project: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) session: string | null;
  @ApiProperty() open: boolean;
  @ApiProperty({ type: MoneyDto }) attributed: MoneyDto;
  @ApiProperty() attributedEntries: string;
  @ApiProperty({ type: MoneyDto }) allocated: MoneyDto;
  @ApiProperty() allocatedEntries: string;
  @ApiProperty({ type: MoneyDto, description: 'Proposed, not confirmed' }) reserved: MoneyDto;
  @ApiProperty({ type: String, nullable: true }) reservedEntries: string | null;
  @ApiProperty({ type: MoneyDto }) missing: MoneyDto;
  @ApiProperty({ type: [GivenDto] }) lines: GivenDto[];
}

export class FundingsQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() project?: string;
}

export class ReleaseRequestDto {
  @ApiProperty() id: string;
  @ApiProperty() project: string;
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() reason: string;
  @ApiProperty({ enum: ['REQUESTED', 'RELEASED', 'REFUSED'] }) status: string;
  @ApiProperty({ type: String, nullable: true }) answer: string | null;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ type: String, nullable: true }) requestedOn: string | null;
}
