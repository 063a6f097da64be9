import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  type Page,
  readers,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AcceptedReport } from '../projects/accepted-report.entity';
import { originOf } from '../rules/origin';
import { JustificationViews } from './justification-views.service';
import {
  AcceptDto,
  AcceptReportDto,
  JustificationDto,
  JustificationsQuery,
  JustifyDto,
  RejectDto,
} from './justifications.dto';
import { JustificationsService } from './justifications.service';
import { ReportsService } from './reports.service';

@ApiTags('justifications')
@Controller()
export class JustificationsController {
  constructor(
    private readonly justifications: JustificationsService,
    private readonly reports: ReportsService,
    private readonly views: JustificationViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('justifications')
  @Allow(...readers, 'city')
  @ApiPage(JustificationDto)
  list(@Query() query: JustificationsQuery, @CurrentActor() actor: Actor): Promise<Page<JustificationDto>> {
    return this.views.list(query, actor);
  }

  @Post('tranches/:id/justifications')
  @Allow('project-officer', 'city')
  @ApiCreatedResponse({ type: JustificationDto })
  async submit(@Param('id') id: string, @Body() body: JustifyDto, @Cmd() command: Command): Promise<JustificationDto> {
    const by = { actor: command.actor, origin: originOf(command) };
    const submitted = await this.unitOfWork.run(command, (tx) => this.justifications.submit(tx, id, body, by));
    return this.views.get(submitted.id, command.actor);
  }

  @Post('justifications/:id/accept')
  @HttpCode(200)
  @Allow('project-officer')
  @ApiOkResponse({ type: JustificationDto })
  async accept(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AcceptDto,
    @Cmd() command: Command,
  ): Promise<JustificationDto> {
    await this.unitOfWork.run(command, (tx) => this.justifications.accept(tx, id, body, originOf(command)));
    return this.views.get(id, command.actor);
  }

  @Post('justifications/:id/reject')
  @HttpCode(200)
  @Allow('project-officer')
  @ApiOkResponse({ type: JustificationDto })
  async reject(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RejectDto,
    @Cmd() command: Command,
  ): Promise<JustificationDto> {
    await this.unitOfWork.run(command, (tx) => this.justifications.reject(tx, id, body.reason, originOf(command)));
    return this.views.get(id, command.actor);
  }

  @Post('projects/:id/reports')
  @Allow('project-officer')
  acceptReport(
    @Param('id') id: string,
    @Body() body: AcceptReportDto,
    @Cmd() command: Command,
  ): Promise<AcceptedReport> {
    return this.unitOfWork.run(command, (tx) => this.reports.accept(tx, id, body, originOf(command)));
  }
}
