import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { TrancheViews } from '../tranches/tranche-views.service';
import { TrancheDto } from '../tranches/tranches.dto';
import { ConvertTrancheDto } from './conversions.dto';
import { Conversions } from './conversions.service';

@ApiTags('tranches')
@Controller('tranches/:id/conversion')
export class ConversionsController {
  constructor(
    private readonly conversions: Conversions,
    private readonly tranches: TrancheViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Put()
  @Allow('city', 'project-officer')
  @ApiOkResponse({ type: TrancheDto })
  async record(@Param('id') id: string, @Body() body: ConvertTrancheDto, @Cmd() command: Command): Promise<TrancheDto> {
    const by = { actor: command.actor, origin: originOf(command) };
    await this.unitOfWork.run(command, (tx) => this.conversions.record(tx, id, body, by));
    return this.tranches.get(id, command.actor);
  }
}
