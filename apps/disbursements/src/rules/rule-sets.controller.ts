import { Allow, readers } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { dossierParts } from './checklist';
import { allRuleSets, type RuleSet } from './rule-set';

export class RuleSetDto {
  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE'] })
  instrument: string;

  @ApiProperty({
    description: 'Percent of the total cost; FROM_DOSSIER: the rate agreed with the donors',
    example: '80',
  })
  fundCeiling: string;

  @ApiProperty({ type: String, nullable: true, example: '20' })
  cityMinimum: string | null;

  @ApiProperty()
  inKindCounts: boolean;

  @ApiProperty({ enum: ['BUREAU', 'SIGNATURE', 'PROGRAMME'] })
  attributedBy: string;

  @ApiProperty({ enum: dossierParts, isArray: true })
  checklist: readonly string[];
}

/** The rules a dossier is written under, for whoever writes one. */
@ApiTags('rule sets')
@Controller('rule-sets')
export class RuleSetsController {
  @Get()
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: [RuleSetDto] })
  list(): readonly RuleSet[] {
    return allRuleSets;
  }
}
