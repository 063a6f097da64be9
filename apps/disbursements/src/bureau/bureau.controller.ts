import { Allow, ApiPage, Cmd, type Command, type Page, readers, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { AgendaDto, AttendanceDto, PrepareSessionDto, SessionsQuery, VoteDto } from './bureau.dto';
import { SessionDto, SessionViewDto } from './session-view.dto';
import { BureauService } from './bureau.service';
import { SessionPapers } from './session-papers.service';
import { SessionViews } from './session-views.service';
import { VotesService } from './votes.service';

@ApiTags('bureau')
@Controller('bureau-sessions')
export class BureauController {
  constructor(
    private readonly bureau: BureauService,
    private readonly votes: VotesService,
    private readonly views: SessionViews,
    private readonly papers: SessionPapers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers)
  @ApiPage(SessionDto)
  list(@Query() query: SessionsQuery): Promise<Page<SessionDto>> {
    return this.views.list(query);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOkResponse({ type: SessionViewDto })
  get(@Param('id') id: string): Promise<SessionViewDto> {
    return this.views.get(id);
  }

  @Post()
  @Allow('bureau-secretary', 'secretariat')
  @ApiCreatedResponse({ type: SessionViewDto })
  async prepare(@Body() body: PrepareSessionDto, @Cmd() command: Command): Promise<SessionViewDto> {
    const { id } = await this.unitOfWork.run(command, (tx) => this.bureau.prepare(tx, body));
    return this.views.get(id);
  }

  @Post(':id/agenda')
  @HttpCode(200)
  @Allow('secretariat', 'bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async table(@Param('id') id: string, @Body() body: AgendaDto, @Cmd() command: Command): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.bureau.table(tx, id, body, originOf(command)));
    return this.views.get(id);
  }

  @Post(':id/attendance')
  @HttpCode(200)
  @Allow('bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async attend(@Param('id') id: string, @Body() body: AttendanceDto, @Cmd() command: Command): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.bureau.attend(tx, id, body));
    return this.views.get(id);
  }

  @Delete(':id/agenda/:project')
  @Allow('secretariat', 'bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async withdraw(
    @Param('id') id: string,
    @Param('project') project: string,
    @Cmd() command: Command,
  ): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.bureau.withdraw(tx, id, project, originOf(command)));
    return this.views.get(id);
  }

  @Post(':id/votes')
  @HttpCode(200)
  @Allow('bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async vote(@Param('id') id: string, @Body() body: VoteDto, @Cmd() command: Command): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.votes.record(tx, id, body, originOf(command)));
    return this.views.get(id);
  }

  @Delete(':id/votes/:project')
  @Allow('bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async undo(
    @Param('id') id: string,
    @Param('project') project: string,
    @Cmd() command: Command,
  ): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.votes.undo(tx, id, project));
    return this.views.get(id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('bureau-secretary')
  @ApiOkResponse({ type: SessionViewDto })
  async close(@Param('id') id: string, @Cmd() command: Command): Promise<SessionViewDto> {
    await this.unitOfWork.run(command, (tx) => this.votes.close(tx, id, originOf(command)));
    return this.views.get(id);
  }

  /** What the Bureau decides on: one page for each project of the agenda. */
  @Get(':id/agenda.pdf')
  @Allow(...readers)
  async agenda(@Param('id') id: string): Promise<StreamableFile> {
    return pdf(await this.papers.agenda(id), `ordre-du-jour-${id}`);
  }

  /** In French; a draft until the session is closed. */
  @Get(':id/minutes')
  @Allow(...readers)
  async minutes(@Param('id') id: string): Promise<StreamableFile> {
    return pdf(await this.papers.minutes(id), `proces-verbal-${id}`);
  }
}

function pdf(content: Buffer, name: string): StreamableFile {
  return new StreamableFile(content, { type: 'application/pdf', disposition: `attachment; filename="${name}.pdf"` });
}
