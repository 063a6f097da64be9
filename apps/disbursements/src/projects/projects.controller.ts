import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  readers,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { ProjectDto, ProjectViewDto } from './project-view.dto';
import { ProjectViews } from './project-views.service';
import { AmendProjectDto, ProjectsQuery, RegisterProjectDto } from './projects.dto';
import { ProjectsService } from './projects.service';

@ApiTags('projects')
@Controller('projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly views: ProjectViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers, 'city')
  @ApiPage(ProjectDto)
  list(@Query() query: ProjectsQuery, @CurrentActor() actor: Actor): Promise<Page<ProjectDto>> {
    return this.views.list(query, actor);
  }

  @Get(':id')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: ProjectViewDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProjectViewDto> {
    return this.views.get(id, actor);
  }

  @Post()
  @Allow('project-officer', 'city')
  @ApiCreatedResponse({ type: ProjectViewDto })
  async register(@Body() body: RegisterProjectDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    const { id } = await this.unitOfWork.run(command, (tx) =>
      this.projects.register(tx, body, command.actor, originOf(command)),
    );
    return this.views.get(id, command.actor);
  }

  @Patch(':id')
  @Allow('project-officer', 'city')
  @ApiOkResponse({ type: ProjectViewDto })
  async amend(
    @Param('id') id: string,
    @Body() body: AmendProjectDto,
    @Cmd() command: Command,
    @IfMatch() ifMatch: number | undefined,
  ): Promise<ProjectViewDto> {
    const by = { actor: command.actor, origin: originOf(command), ifMatch };
    await this.unitOfWork.run(command, (tx) => this.projects.amend(tx, id, body, by));
    return this.views.get(id, command.actor);
  }
}
