import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ProjectViewDto } from '../projects/project-view.dto';
import { ProjectViews } from '../projects/project-views.service';
import { originOf } from '../rules/origin';
import { ReduceDto } from './reductions.dto';
import { Reductions } from './reductions.service';

@ApiTags('projects')
@Controller('projects/:id/reduce-attribution')
export class ReductionsController {
  constructor(
    private readonly reductions: Reductions,
    private readonly views: ProjectViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: ProjectViewDto })
  async reduce(@Param('id') id: string, @Body() body: ReduceDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    await this.unitOfWork.run(command, (tx) => this.reductions.reduce(tx, id, body, originOf(command)));
    return this.views.get(id, command.actor);
  }
}
