import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { type Direction, directions, modes, type RuleKind, ruleKinds, type RuleMode } from './match-rule';

export class RuleTermsDto {
  @ApiProperty({
    description: 'Words side by side in the label; accents and case don’t matter',
    example: 'FRAIS DE TENUE',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  phrase: string;

  @ApiProperty({ enum: directions })
  @IsIn(directions)
  direction: Direction;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Code; null: any account' })
  @IsOptional()
  @IsString()
  account?: string | null;

  @ApiProperty({ enum: ruleKinds })
  @IsIn(ruleKinds)
  kind: RuleKind;

  @ApiProperty({ description: 'CHARGE, EXCHANGE or OTHER; code of an agreement, a donor, a placement or an account' })
  @IsString()
  @IsNotEmpty()
  targetId: string;
}

export class NewRuleDto extends RuleTermsDto {
  @ApiProperty({ enum: modes, description: 'Automatic rules apply once another person has confirmed them' })
  @IsIn(modes)
  mode: RuleMode;

  @ApiPropertyOptional({ default: true })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class RuleDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'From 1; the first that speaks is heard' }) place: number;
  @ApiProperty() phrase: string;
  @ApiProperty({ enum: directions }) direction: Direction;
  @ApiProperty({ type: String, nullable: true }) account: string | null;
  @ApiProperty({ enum: ruleKinds }) kind: RuleKind;
  @ApiProperty() targetId: string;
  @ApiProperty({ enum: modes }) mode: RuleMode;
  @ApiProperty() enabled: boolean;
  @ApiProperty({ description: 'Whether a second person agreed' }) confirmed: boolean;
  @ApiProperty() createdBy: string;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ description: 'Matches it made or proposed that somebody took' }) used: number;
  @ApiProperty() version: number;
}

export class RuleListDto {
  @ApiProperty({ type: [RuleDto] }) items: RuleDto[];
}

export class RuleOrderDto {
  @ApiProperty({ type: [String], description: 'Every rule, in the new order' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID('all', { each: true })
  ids: string[];
}

export class RuleExampleDto {
  @ApiProperty() entry: string;
  @ApiProperty() bookingDate: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() label: string;
  @ApiProperty({ enum: ['SAME', 'DIFFERENT', 'OPEN'] }) outcome: 'SAME' | 'DIFFERENT' | 'OPEN';
  @ApiProperty({ type: String, nullable: true, description: 'What people explained it by' }) explainedBy: string | null;
}

export class RuleTestDto {
  @ApiProperty({ description: 'Lines of the past it speaks of' }) lines: number;
  @ApiProperty({ description: 'Explained the way it would' }) same: number;
  @ApiProperty({ description: 'Explained otherwise: look at them before saving' }) different: number;
  @ApiProperty({ description: 'Not explained yet' }) open: number;
  @ApiProperty({ type: [RuleExampleDto], description: 'Those explained otherwise first' }) examples: RuleExampleDto[];
}

export class RuleProposalDto {
  @ApiProperty() phrase: string;
  @ApiProperty({ enum: directions }) direction: Direction;
  @ApiProperty({ enum: ruleKinds }) kind: RuleKind;
  @ApiProperty() targetId: string;
  @ApiProperty({ description: 'How often people did it by hand' }) times: number;
}

export class RuleProposalsDto {
  @ApiProperty({ type: [RuleProposalDto] }) items: RuleProposalDto[];
}

export class RuleDraftDto {
  @ApiProperty({ description: 'Empty when nothing in the label is likely to come back' }) phrase: string;
  @ApiProperty({ enum: directions }) direction: Direction;
  @ApiProperty() account: string;
  @ApiProperty({ type: String, nullable: true, enum: ruleKinds }) kind: RuleKind | null;
  @ApiProperty({ type: String, nullable: true }) targetId: string | null;
}
