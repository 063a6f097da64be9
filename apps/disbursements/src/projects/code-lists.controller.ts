import { Allow, readers } from '@abonde/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { markerMaxima, purposeCodes, sdgTargets } from './code-lists';

export class CodeListsDto {
  @ApiProperty({ type: [String], description: 'Purposes of the OECD DAC in use', example: ['14032'] })
  purposes: string[];

  @ApiProperty({ type: [String], description: 'Targets of the sustainable development goals', example: ['6.2'] })
  sdgTargets: string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Policy markers of the OECD DAC, and the highest significance of each',
    example: { gender: 2 },
  })
  markers: Readonly<Record<string, number>>;
}

/** The codes a dossier is classified with, for whoever writes one. */
@ApiTags('projects')
@Controller('code-lists')
export class CodeListsController {
  @Get()
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: CodeListsDto })
  list(): CodeListsDto {
    return { purposes: [...purposeCodes], sdgTargets: [...sdgTargets], markers: markerMaxima };
  }
}
