import {
  type Actor,
  Allow,
  ApiPage,
  BusinessClock,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  readers,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, Param, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { ProjectDto, ProjectViewDto } from './project-view.dto';
import { ProjectViews } from './project-views.service';
import { AmendProjectDto, ProjectsQuery, RegisterProjectDto, SheetQuery } from './projects.dto';
import { ProjectsService } from './projects.service';
import { projectSheet } from './sheet.pdf';

@ApiTags('projects')
@Controller('projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly views: ProjectViews,
    private readonly clock: BusinessClock,
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

  /** On paper, in French unless asked otherwise. */
  @Get(':id/sheet')
  @Allow(...readers, 'city')
  @ApiProduces('application/pdf')
  async sheet(
    @Param('id') id: string,
    @Query() { lang }: SheetQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const project = await this.views.get(id, actor);
    const bytes = await projectSheet(project, lang, await this.clock.today());
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `attachment; filename="${project.code}-${lang}.pdf"`,
    });
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
